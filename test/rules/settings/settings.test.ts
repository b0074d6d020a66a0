import { describe, expect, test } from 'vitest'
import type { RuleSettings } from '../../../lib/report/index.ts'
import { defineRule, outcome, pass } from '../../../lib/rules/define.ts'
import { run } from '../../../lib/rules/index.ts'
import { judgeRules } from '../../../lib/rules/run.ts'
import { mergeSettings } from '../../../lib/rules/settings/merge.ts'
import { checkSettings } from '../../../lib/rules/settings/problems.ts'
import { SPECIMEN_CONTEXT } from '../../../lib/rules/specimen.ts'
import { exampleRecord } from '../support/example.ts'

const SLASHED = { edits: [['| 规章 | 0 | 0 | 0 |', '| 规章 | / | / | / |']] } as const
const BROKEN = { edits: [['| 3 | 1 | 0 | 0 | 4 | 1 |', '| 3 | 1 | 0 | 0 | 5 | 1 |']] } as const

const judged = async (example: Parameters<typeof exampleRecord>[0], settings: RuleSettings) => run(await exampleRecord(example), SPECIMEN_CONTEXT, settings)
const severity = async (settings: RuleSettings) =>
  (await judged(SLASHED, settings)).findings.find(({ rule }) => rule === 'cells/not-applicable')?.severity

/** Taken as a whole, or the messages. */
const problems = (value: unknown): string[] => {
  const check = checkSettings(value)
  return check.ok ? [] : check.problems.map(({ message }) => message)
}

describe('a severity', () => {
  test('is the rule’s own, or as the supervisor set it', async () => {
    expect(await severity({})).toBe('warning')
    expect(await severity({ rules: { 'cells/not-applicable': { severity: 'error' } } })).toBe('error')
    expect(await severity({ rules: { 'cells/not-applicable': { severity: 'info' } } })).toBe('info')
  })

  test('never makes a case surer than its rule is of it', async () => {
    const late = { edits: [['2025年1月16日\n', '2025年2月10日\n']], context: { level: 'township' } } as const
    const record = await exampleRecord(late)
    const found = (level: 'error' | 'info') =>
      run(record, { ...SPECIMEN_CONTEXT, level: 'township' }, { rules: { 'dates/late': { severity: level } } }).findings.find(({ rule }) => rule === 'dates/late')
    expect(found('error')?.severity).toBe('warning')
    expect(found('info')?.severity).toBe('info')
  })
})

test('a rule that is switched off is told as not evaluated, whether it would have found something or not', async () => {
  const off = { rules: { 'identities/disputes': { off: true } } }
  const { findings, notEvaluated } = await judged(BROKEN, off)
  expect((await judged(BROKEN, {})).findings.map(({ rule }) => rule)).toContain('identities/disputes')
  expect(findings.map(({ rule }) => rule)).not.toContain('identities/disputes')
  const told = { rule: 'identities/disputes', reason: '主管部门已停用此项' }
  expect(notEvaluated).toContainEqual(told)
  expect((await judged({}, off)).notEvaluated).toContainEqual(told)
})

test('a threshold reaches the check, the supervisor’s before the rule’s own', async () => {
  const record = await exampleRecord({})
  const long = defineRule({
    id: 'text/long', title: '过长', severity: 'warning', dimension: 'formality', source: '', why: '', fix: '', examples: { fail: [{}], pass: [{}] },
    thresholds: { sections: { value: 6, min: 1, max: 9, title: '部分数' } },
    check: (report, _, limit) => (report.sections.length > limit('sections') ? outcome([{ message: '过长', place: { start: 0, end: 1 } }]) : pass),
  })
  expect(judgeRules([long], record, SPECIMEN_CONTEXT).findings).toHaveLength(0)
  expect(judgeRules([long], record, SPECIMEN_CONTEXT, { rules: { 'text/long': { thresholds: { sections: 5 } } } }).findings).toHaveLength(1)
})

describe('a deadline', () => {
  const lateness = (deadlines: RuleSettings['deadlines']) => judged({}, deadlines === undefined ? {} : { deadlines })

  test('of the supervisor is held against the date, with its notice as source', async () => {
    const { findings } = await lateness([{ level: 'department', day: '01-10', basis: '岚平市政务公开办通知' }])
    expect(findings).toMatchObject([{ rule: 'dates/late', severity: 'error', source: '岚平市政务公开办通知', message: '落款日期是2025年1月16日；主管部门要求政府部门在2025年1月10日前公布。' }])
  })

  test('cannot put off the day that the law sets', async () => {
    const record = await exampleRecord({ edits: [['2025年1月16日\n', '2025年2月10日\n']] })
    const { findings } = run(record, SPECIMEN_CONTEXT, { deadlines: [{ level: 'department', day: '03-01', basis: '通知' }] })
    expect(findings.find(({ rule }) => rule === 'dates/late')?.expected).toBe('不晚于2025年1月31日')
  })

  test('of another year or level does not matter', async () => {
    expect((await lateness([{ level: 'department', year: 2023, day: '01-10', basis: '通知' }, { level: 'county', day: '01-10', basis: '通知' }])).findings).toEqual([])
  })
})

describe('laid over one another', () => {
  test('the nearest supervisor’s word counts, field by field', () => {
    const county = { rules: { 'cells/blank': { severity: 'warning' }, 'dates/late': { off: false } } } as const
    const city = { rules: { 'cells/blank': { severity: 'info', off: true }, 'dates/late': { off: true }, 'form/outdated': { severity: 'warning' } } } as const
    expect(mergeSettings([county, city])).toEqual({
      rules: { 'cells/blank': { severity: 'warning', off: true }, 'dates/late': { off: false }, 'form/outdated': { severity: 'warning' } },
    })
    expect(mergeSettings([{ rules: { 'a/b': { thresholds: { x: 1 } } } }, { rules: { 'a/b': { thresholds: { x: 2, y: 3 } } } }]).rules).toEqual({
      'a/b': { thresholds: { x: 1, y: 3 } },
    })
    expect(mergeSettings([])).toEqual({})
  })

  test('its deadlines go first, those for a year before those for all', () => {
    const of = (day: string, year?: number) => ({ level: 'township' as const, day, basis: '通知', ...(year !== undefined && { year }) })
    expect(mergeSettings([{ deadlines: [of('01-20')] }, { deadlines: [of('01-25'), of('01-15', 2024)] }]).deadlines).toEqual([of('01-20'), of('01-15', 2024), of('01-25')])
  })
})

describe('a settings file', () => {
  test('is taken when all of it is right', () => {
    const settings = {
      rules: { 'cells/not-applicable': { severity: 'error' }, 'form/outdated': { off: true } },
      deadlines: [{ level: 'township', year: 2025, day: '01-20', basis: '岚平市政务公开办通知' }],
    }
    expect(checkSettings(settings)).toEqual({ ok: true, settings })
    expect(checkSettings({})).toEqual({ ok: true, settings: {} })
  })

  test.each<[unknown, RegExp]>([
    [{ rules: { 'cells/blnk': { off: true } } }, /没有编号为“cells\/blnk”的规则。是不是：cells\/blank（单元格空白）/u],
    [{ rules: { 'dates/missing': { severity: 'error' } } }, /“没有落款日期”的级别只能写 warning（疑点）、info（提示）。提示可能误报/u],
    [{ rules: { 'identities/balance': { severity: 'info' } } }, /级别只能写 error（错误）、warning（疑点）。数字错误定为提示就不影响结论了/u],
    [{ rules: { 'cells/blank': { severity: 'fatal' } } }, /级别只能写 error（错误）、warning（疑点）、info（提示）。/u],
    [{ rules: { 'cells/blank': { off: 'yes' } } }, /off 只能写 true（停用）或者 false/u],
    [{ rules: { 'cells/blank': { thresholds: { x: 1 } } } }, /没有可以调整的阈值/u],
    [{ rules: { 'cells/blank': { colour: 'red' } } }, /下面不能写“colour”/u],
    [{ rules: { 'cells/blank': 'off' } }, /要写成 off、severity/u],
    [{ rule: {} }, /不能写“rule”/u],
    [[], /要写成 rules 和 deadlines 两部分/u],
    [{ deadlines: {} }, /要写成清单/u],
    [{ deadlines: [{ level: 'village', day: '01-20', basis: '通知' }] }, /level 要填级别/u],
    [{ deadlines: [{ level: 'township', day: '1月20日', basis: '通知' }] }, /day 要填/u],
    [{ deadlines: [{ level: 'township', day: '01-20' }] }, /basis 要填/u],
    [{ deadlines: [{ level: 'township', day: '01-20', basis: '通知', until: 1 }] }, /不能写“until”/u],
    [{ deadlines: [{ level: 'township', day: '02-30', basis: '通知' }] }, /没有“02-30”这一天/u],
    [{ deadlines: [{ level: 'department', day: '02-10', basis: '通知' }] }, /最迟1月31日公布，本地的期限只能更早，不能是2月10日/u],
    [{ deadlines: [{ level: 'township', day: '02-10', basis: '甲' }, { level: 'township', day: '02-15', basis: '乙' }] }, /写了两次/u],
  ])('%j is refused with what to write', (value, message) => {
    expect(problems(value).join('')).toMatch(message)
  })
})
