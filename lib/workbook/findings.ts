import { placeInWords, SEVERITY_WORDS, type Entry, type Finding } from '../report/index.ts'
import { ruleCatalogue } from '../rules/index.ts'
import { WHO } from './reports.ts'
import type { Column, Value } from './sheet.ts'

const RULES = new Map(ruleCatalogue().map((rule) => [rule.id, rule]))

interface Line extends Entry {
  readonly finding: Finding
  /** Its index among the findings of its report. */
  readonly index: number
}

/** The findings of one report, a line each. */
export const findingLines = (entry: Entry): Line[] => entry.findings.map((finding, index) => ({ ...entry, finding, index }))

/** 全部问题: a line per finding. */
export const FINDING_COLUMNS: readonly Column<Line>[] = [
  ...WHO,
  { header: '序号', width: 7, kind: 'number', value: ({ index }) => index + 1 },
  { header: '程度', width: 8, kind: 'short', value: ({ finding }) => SEVERITY_WORDS[finding.severity].name },
  { header: '问题', width: 22, kind: 'text', value: ({ finding }) => RULES.get(finding.rule)?.title ?? null },
  { header: '方面', width: 8, kind: 'short', value: dimension },
  { header: '位置', width: 18, kind: 'text', value: ({ finding }) => placeInWords(finding.place) },
  { header: '原文', width: 34, kind: 'text', value: ({ finding }) => finding.quote },
  { header: '说明', width: 50, kind: 'text', value: ({ finding }) => finding.message },
  { header: '应为', width: 14, kind: 'mixed', value: ({ finding }) => compared(finding.expected) },
  { header: '现为', width: 14, kind: 'mixed', value: ({ finding }) => compared(finding.actual) },
  { header: '改法', width: 44, kind: 'text', value: ({ finding }) => finding.fix },
  { header: '依据', width: 44, kind: 'text', value: ({ finding }) => finding.source },
  { header: '可能的原因', width: 30, kind: 'text', value: ({ finding }) => finding.suggestion?.message ?? null },
  { header: '扣分', width: 8, kind: 'number', value: lost },
]

function dimension({ score, finding }: Line): Value {
  const key = RULES.get(finding.rule)?.dimension
  return score?.dimensions.find((one) => one.dimension === key)?.name ?? null
}

function lost({ score, index }: Line): number {
  const points = score?.dimensions.flatMap((one) => one.lost.filter(({ finding }) => finding === index)) ?? []
  return points.reduce((sum, one) => sum + one.points, 0)
}

/** What is compared is a number where it is written as nothing else. */
function compared(words: string | undefined): Value {
  if (words === undefined) return null
  return String(Number(words)) === words && Number.isFinite(Number(words)) ? Number(words) : words
}
