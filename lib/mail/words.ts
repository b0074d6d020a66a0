import { SEVERITY_WORDS } from '../report/index.ts'
import type { MailResult } from './input.ts'

/** An instant in China's time: `2026年1月12日 09:30`. */
export function chinaTime(instant: string): string {
  const shifted = new Date(Date.parse(instant) + 8 * 3600 * 1000)
  const clock = shifted.toISOString().slice(11, 16)
  return `${shifted.getUTCFullYear()}年${shifted.getUTCMonth() + 1}月${shifted.getUTCDate()}日 ${clock}`
}

/** A day, `2026-01-31`, as `2026年1月31日`. */
export function chinaDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${Number(year)}年${Number(month)}月${Number(date)}日`
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
