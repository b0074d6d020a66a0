import type { Level, Place, Severity, Verdict } from '../report/index.ts'
import { ruleCatalogue } from '../rules/index.ts'
import type { MailResult } from './input.ts'
import type { Tone } from './parts.ts'

const TITLES: ReadonlyMap<string, string> = new Map(ruleCatalogue().map(({ id, title }) => [id, title]))

/** What a rule is called in Chinese; undefined for one that this catalogue lacks (a result of an older rule set). */
export const ruleTitle = (rule: string): string | undefined => TITLES.get(rule)

/** What a verdict is called, and its colour. */
export const VERDICT_WORDS: Readonly<Record<Verdict, { word: string; tone: Tone }>> = {
  pass: { word: '通过', tone: 'good' },
  fail: { word: '未通过', tone: 'error' },
  uncheckable: { word: '未能完成核对', tone: 'warning' },
}

export const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  ministry: '国务院部门',
  province: '省级政府',
  city: '市级政府',
  county: '县级政府',
  department: '政府部门',
  township: '乡镇、街道',
}

/** What the severities are called, and what each asks of the reader. */
export const SEVERITY_WORDS: Readonly<Record<Severity, { name: string; duty: string }>> = {
  error: { name: '错误', duty: '必须修改' },
  warning: { name: '疑点', duty: '请核实，有误再改' },
  info: { name: '提示', duty: '供参考' },
}

/** Where something stands, as one would say it: `第3页，第2个表格第4行第1列`; '' if the place says nothing of it. */
export function placeInWords(place: Place): string {
  const cell = [
    place.table === undefined ? '' : `第${place.table}个表格`,
    place.row === undefined ? '' : `第${place.row}行`,
    place.column === undefined ? '' : `第${place.column}列`,
  ].join('')
  return [
    place.page === undefined ? '' : `第${place.page}页`,
    place.sheet === undefined ? '' : `工作表“${place.sheet}”`,
    place.cell === undefined ? '' : `单元格${place.cell}`,
    cell,
    // A line of the source says nothing that the cell has not said better.
    place.line === undefined || cell !== '' ? '' : `第${place.line}行`,
    place.paragraph === undefined || place.line !== undefined || cell !== '' ? '' : `第${place.paragraph}段`,
  ]
    .filter((words) => words !== '')
    .join('，')
}

/** An instant in China's time: `2026年1月12日 09:30`. */
export function chinaTime(instant: string): string {
  const shifted = new Date(Date.parse(instant) + 8 * 3600 * 1000)
  const clock = shifted.toISOString().slice(11, 16)
  return `${shifted.getUTCFullYear()}年${shifted.getUTCMonth() + 1}月${shifted.getUTCDate()}日 ${clock}`
}

export const reportName = (result: MailResult): string => `${result.year}年政府信息公开工作年度报告（第${result.version}版）`

/** `3处错误、2处疑点`; '' if there is neither. */
export function countsInWords(result: Pick<MailResult, 'findings'>): string {
  return (['error', 'warning'] as const)
    .map((severity) => ({ severity, count: result.findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count}处${SEVERITY_WORDS[severity].name}`)
    .join('、')
}
