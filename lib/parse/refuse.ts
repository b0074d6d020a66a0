import type { Rejection, Report } from '../report/index.ts'

const INTERPRETATION = /解读|图解|一图读懂|图文/
/** Titles that call what follows an interpretation of a report. */
const ABOUT_REPORT = /(?:年度?报告|年报)[》>」"”]*(?:的)?(?:政策)?(?:解读|图解)|(?:解读|图解|一图读懂|图文)[::|]?[《「"“]?[^。;:\n]{2,40}公开[^。;:\n]{0,12}(?:年度?报告|年报)/
const PART_OF_YEAR = /(?:上|下)?半年|第?[一二三四1-4]季度|[1-9]\d?[-至—]\d{1,2}月份?/
const KNOWN_SECTIONS = 3

const INTERPRETED: Rejection = {
  code: 'interpretation',
  message: '这是年度报告的解读材料，不是报告本身。请提交《政府信息公开工作年度报告》全文。',
}

const HALF_YEAR: Rejection = {
  code: 'half-year',
  message: '这是半年或季度的统计，不是年度报告。请提交覆盖全年（1月1日至12月31日）的《政府信息公开工作年度报告》。',
}

export const EMPTY: Rejection = {
  code: 'empty-text',
  message: '文件里没有读到任何文字。如果报告是扫描件或图片，请改为提交可编辑的文字版（网页、Word 或文本）。',
}

/** Why a document that was read is not to be checked; null if it is a report, whatever state its tables are in. */
export function refusal(report: Omit<Report, 'duplicate' | 'source' | 'text'>, opening: string): Rejection | null {
  const tables = Object.values(report.tables)
  if (tables.some(table => table.status === 'read')) return null
  const sections = new Set(report.sections.map(section => section.key).filter(key => key !== null)).size
  const head = report.title ?? opening
  if (report.title !== null && PART_OF_YEAR.test(report.title)) return HALF_YEAR
  if (ABOUT_REPORT.test(opening)) return INTERPRETED
  if (sections < KNOWN_SECTIONS && INTERPRETATION.test(head) && /公开/.test(head)) {
    return INTERPRETED
  }
  if (sections < KNOWN_SECTIONS && PART_OF_YEAR.test(head) && /公开|依申请/.test(head)) {
    return HALF_YEAR
  }
  if (report.year !== null && report.year <= 2018) {
    return {
      code: 'before-2019',
      message: `这是${String(report.year)}年的报告。现行格式自2019年度起施行，2018年及以前的报告没有统一表格，不能按现行格式检查。请提交2019年及以后年度的报告；如年份写错，请更正标题后重新提交。`,
    }
  }
  if (tables.some(table => table.status === 'unreadable') || sections >= KNOWN_SECTIONS || (report.title !== null && sections > 0)) return null
  return { code: 'not-a-report', message: '文件里没有找到政府信息公开工作年度报告的内容（既没有报告的各部分标题，也没有规定的表格）。请确认提交的是年度报告全文。' }
}
