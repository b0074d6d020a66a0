import type { Report } from '../../report/index.ts'
import { defineRule, outcome, type RuleContext } from '../define.ts'
import { linesOf } from '../prose.ts'
import { headOf } from '../places.ts'
import { ARTICLE_50 } from '../sources.ts'
import { quoted } from '../words.ts'
import { sectionOf } from '../structure/canon.ts'

const RESULTS: readonly { readonly name: string; readonly words: RegExp }[] = [
  { name: '工作考核', words: /考核|考评|绩效|评估/u },
  { name: '社会评议', words: /评议|满意度|第三方评[估价]/u },
  { name: '责任追究', words: /责任追究|追究|追责|问责/u },
]
const STATED = '政府信息公开纳入股室年度考核，组织社会评议，评议结果为满意，全年没有需要追究责任的情形。'

/** A subdistrict office is no government of a level of its own; the regulation of 2019 asks for the results. */
function isGovernment(report: Report, context: RuleContext): boolean {
  if (report.year !== null && report.year < 2019) return false
  const level = context.level ?? report.level
  if (level === 'township') return !/街道|办事处/u.test(context.agency ?? report.agency ?? '')
  return level === 'county' || level === 'city' || level === 'province'
}

export const accountability = defineRule({
  id: 'law/accountability',
  title: '没有写工作考核、社会评议和责任追究结果',
  severity: 'info',
  dimension: 'completeness',
  source: `${ARTICLE_50}第四项`,
  why: '条例第五十条要求各级人民政府的年度报告还应当包括工作考核、社会评议和责任追究结果情况，格式规定写在“监督保障”里。',
  fix: '在“监督保障”中补写考核、社会评议的结果和有没有责任追究的情形；没有开展的，如实写明。',
  appliesTo: isGovernment,
  examples: {
    fail: [{ edits: [[STATED, '安排专人负责政府信息公开工作。']], context: { level: 'county', agency: '澜川县人民政府' } }],
    pass: [{ context: { level: 'county', agency: '澜川县人民政府' } }, { edits: [[STATED, '安排专人负责政府信息公开工作。']] }],
  },
  check: (report) => {
    const told = linesOf(report).map(({ folded }) => folded).join('\n')
    const missing = RESULTS.filter(({ words }) => !words.test(told)).map(({ name }) => name)
    if (missing.length === 0) return outcome([])
    const supervision = sectionOf(report, 'overview')?.subsections.find(({ aspect }) => aspect === 'supervision')
    return outcome([
      {
        message: `全文没有提到${quoted(missing)}，各级人民政府的年度报告应当写明结果。`,
        place: supervision?.place ?? sectionOf(report, 'overview')?.place ?? headOf(report),
        expected: '工作考核、社会评议和责任追究结果',
        actual: `没有写${quoted(missing)}`,
      },
    ])
  },
})
