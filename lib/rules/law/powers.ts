import { inferLevel, type Cell, type Level, type Report } from '../../report/index.ts'
import { defineRule, notEvaluable, outcome, pass, type Fault, type RuleContext } from '../define.ts'
import { hitsOf, paragraphsOf, partWords } from '../prose.ts'
import { LEGISLATION } from '../sources.ts'
import { columnWords } from '../words.ts'

const WORDS: Readonly<Partial<Record<Level, string>>> = { county: '县级政府', department: '地方政府部门', township: '乡镇、街道' }

/** Below this it is certain; of other departments some act for a body that may make them. */
const LOCAL_DEPARTMENT = /[县旗区].*[局委办队]$|海关$/u
/** Bodies of the State Council whose names look like those of local departments. */
const NATIONAL = /^(?:国家|中国|国务院|中央|海关总署)/u

/** A government's own office reports for the government: what it may make is the government's power. */
const OFFICE = /(?<=人民政府)办公[厅室]$/u

/** Who cannot make 规章, in a clerk's words; null where the body may, or its level is not known. */
function powerless(report: Report, context: RuleContext): { readonly words: string; readonly certain: boolean } | null {
  const name = context.agency ?? report.agency ?? ''
  const level = OFFICE.test(name) ? inferLevel(name.replace(OFFICE, '')) : (context.level ?? report.level)
  const words = level === null ? undefined : WORDS[level]
  if (words === undefined || NATIONAL.test(name)) return null
  return { words, certain: level !== 'department' || LOCAL_DEPARTMENT.test(name) }
}

const positive = (cell: Cell | undefined): number => (cell?.value != null && cell.value > 0 ? cell.value : 0)
const ROW = '| 规章 | 0 | 0 | 0 |'
const REMEDY = '核对台账：是行政规范性文件的，移到“行政规范性文件”一行；只是转发、执行上级规章的，填“0”。'

export const regulationsPowerless = defineRule({
  id: 'law/regulations-powerless',
  title: '没有权限的机关填报了规章',
  severity: 'error',
  dimension: 'accuracy',
  source: LEGISLATION,
  why: '规章只能由国务院部门和省、自治区、直辖市、设区的市、自治州的政府制定；县、乡镇、街道和地方部门填了规章，多半是填错了行。',
  fix: REMEDY,
  examples: {
    fail: [{ edits: [[ROW, '| 规章 | 0 | 0 | 6 |']] }, { edits: [[ROW, '| 规章 | 1 | 0 | 1 |']], context: { level: 'township', agency: '澜川县青禾镇' } }],
    pass: [
      { edits: [[ROW, '| 规章 | 1 | 0 | 6 |']], context: { level: 'city', agency: '岚平市人民政府' } },
      { edits: [[ROW, '| 规章 | 1 | 0 | 6 |']], context: { level: 'department', agency: '岚平省人民政府办公厅' } },
    ],
  },
  check: (report, context) => {
    const row = report.tables.disclosure.rows['regulations'] ?? {}
    const filed = Object.entries(row).filter(([, cell]) => positive(cell) > 0)
    const [first] = filed
    if (first === undefined) return pass
    const who = powerless(report, context)
    if (who === null) return (context.level ?? report.level) === null ? notEvaluable('不能确定机关的层级，无法判断能否制定规章') : pass
    const numbers = filed.map(([column, cell]) => `“${columnWords('disclosure', 'regulations', column)}”${positive(cell)}件`)
    return outcome([
      {
        message: `表2“规章”一行填了${numbers.join('、')}，而${who.words}没有制定规章的权限。`,
        place: first[1].place,
        expected: '0',
        actual: numbers.join('、'),
        severity: who.certain ? 'error' : 'warning',
      },
    ])
  },
})

/** 制定规章3件; not 规章制度, 市政府规章, 部门规章. */
const CLAIM = /(?:制定|制发|出台|发布|印发|现行有效)(?:了|的)?(?:政府)?规章(?!制度|库|和规范性文件库)[^,。;、\d]{0,6}?([1-9]\d*)[件部个项]/gu
const SUPERIORS = /(?:省|市|州|上级|国务院|部门|国家)[^,。;]{0,8}$/u

function claims(report: Report, who: { readonly words: string }): Fault[] {
  return paragraphsOf(report).flatMap((line) =>
    hitsOf(line, CLAIM)
      .filter(({ match }) => !SUPERIORS.test(line.folded.slice(Math.max(0, match.index - 10), match.index)))
      .map(({ match, place }) => ({
        message: `${partWords(line)}写“${match[0]}”，而${who.words}没有制定规章的权限。`,
        place,
        expected: '规章0件',
        actual: match[0],
      })),
  )
}

export const regulationsClaimed = defineRule({
  id: 'law/regulations-claimed',
  title: '正文称制定了规章',
  severity: 'warning',
  dimension: 'accuracy',
  source: LEGISLATION,
  why: '规章只能由国务院部门和省、自治区、直辖市、设区的市、自治州的政府制定；别的机关制定的是行政规范性文件或者内部制度。',
  fix: '是行政规范性文件的，改称“行政规范性文件”；是内部管理制度的，改称“规章制度”。',
  examples: {
    fail: [{ edits: [['全年清理失效的规范性文件2件', '全年制定规章2件，清理失效的规范性文件2件']] }],
    pass: [{ edits: [['全年清理失效的规范性文件2件', '全年制定规章制度2项，宣传市政府出台的政府规章3件，清理失效的规范性文件2件']] }],
  },
  check: (report, context) => {
    const who = powerless(report, context)
    return who === null ? pass : outcome(claims(report, who))
  },
})
