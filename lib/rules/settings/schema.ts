import * as z from 'zod'
import { LocalDeadline } from '../../report/index.ts'
import type { Rule } from '../define.ts'
import { RULES } from '../rules.ts'
import { severitiesOf } from './severities.ts'

function overrideOf(rule: Rule) {
  const thresholds = Object.entries(rule.thresholds ?? {}).map(([name, { value, min, max, title }]) => {
    const number = z.number().min(min).max(max)
    return [name, number.optional().describe(`${title}。默认${value}，可设${min}至${max}。`)]
  })
  return z
    .strictObject({
      off: z.boolean().optional().describe('停用：不核对这一项，结果中注明“主管部门已停用此项”。'),
      severity: z.enum(severitiesOf(rule)).optional().describe(`级别。默认${rule.severity}。`),
      ...(thresholds.length > 0 && { thresholds: z.strictObject(Object.fromEntries(thresholds)).optional() }),
    })
    .describe(rule.title)
}

/** What a settings file may say: the rules of the catalogue by id, each with its own bounds. */
export const SettingsFile = z
  .strictObject({
    rules: z
      .strictObject(Object.fromEntries(RULES.map((rule) => [rule.id, overrideOf(rule).optional()])))
      .optional()
      .describe('按编号逐条调整核对规则，没有写的保持不变。'),
    deadlines: z.array(LocalDeadline).optional().describe('本地规定的公布期限，没有写的按条例第四十九条。'),
  })
  .describe('主管部门的核对设置')
