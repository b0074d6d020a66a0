import type { Report, SectionKey, TableKey } from '../../report/index.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { firstLine, headOf } from '../places.ts'
import { ARTICLE_50 } from '../sources.ts'
import { SPECIMEN } from '../specimen.ts'
import { TABLE_KEYS, TABLE_TITLES } from '../words.ts'

const SECTION_OF: Readonly<Record<TableKey, SectionKey>> = { disclosure: 'disclosure', requests: 'requests', disputes: 'disputes' }

/** Where the table should stand: its section's heading. */
function headingOf(report: Report, key: TableKey) {
  const section = report.sections.find((one) => one.key === SECTION_OF[key])
  return section === undefined ? headOf(report) : section.place
}

const TABLE_4 = SPECIMEN.slice(SPECIMEN.indexOf('| 行政复议 |'), SPECIMEN.indexOf('五、存在的'))

export const tableMissing = defineRule({
  id: 'form/table-missing',
  title: '缺少表格',
  severity: 'error',
  dimension: 'completeness',
  source: ARTICLE_50,
  why: '年度报告第二、三、四部分是三张统计表，是报告的法定内容。',
  fix: '按格式补上整张表，没有发生的事项逐格填“0”。',
  examples: {
    fail: [{ edits: [[TABLE_4, '']] }],
    pass: [{ edits: [['| 行政复议 | | | | | 行政诉讼 |', '本年度情况见下表。\n\n| 行政复议 | | | | | 行政诉讼 |']] }],
  },
  check: (report) =>
    outcome(
      TABLE_KEYS.filter((key) => report.tables[key].status === 'missing').map((key): Fault => ({
        message: `没有找到${TABLE_TITLES[key]}。`,
        place: headingOf(report, key),
        fix: '按格式补上整张表，没有发生的事项逐格填“0”；表格原来是图片的，请改为文字表格。',
      })),
    ),
})

export const tableUnreadable = defineRule({
  id: 'form/table-unreadable',
  title: '表格无法读取',
  severity: 'warning',
  dimension: 'completeness',
  cost: 10,
  source: ARTICLE_50,
  why: '表格是图片、单元格粘连或者残缺时，数字无法核对，公众也无法复制和检索。',
  fix: '把表格作为文字表格放进文件（在Word或者网页里插入表格，不要用截图、扫描件），一格一个数字，再报一次。',
  examples: {
    fail: [{ edits: [['| 规章 | 0 | 0 | 0 |\n| 行政规范性文件 | 3 | 2 | 12 |', '规章000\n行政规范性文件3212']] }],
    pass: [{ edits: [['| 行政复议 | | | | | 行政诉讼 |', '![单位徽标](logo.png)\n\n| 行政复议 | | | | | 行政诉讼 |']] }],
  },
  check: (report) =>
    outcome(
      TABLE_KEYS.filter((key) => report.tables[key].status === 'unreadable').map((key): Fault => {
        const { place, reason } = report.tables[key]
        return {
          message: `${TABLE_TITLES[key]}无法读取，表内数字没有核对${reason === undefined ? '' : `：${reason.replace(/[。.]$/u, '')}`}。`,
          place: place === null ? headingOf(report, key) : firstLine(report, place),
        }
      }),
    ),
})
