import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RuleSettings } from '../../lib/report/index.ts'
import { findAgency } from '../../lib/store/agency.ts'
import { readOutcome } from '../../lib/store/outcome.ts'
import { putSettings, settingsVersion } from '../../lib/store/settings.ts'
import { settingsFor } from '../../functions/shared/settings.ts'
import { RECORDS_BUCKET } from '../support/aws.ts'
import { GOOD, startLine } from './line.ts'

/** 规章 as the county does not want it. */
const SLASHED = GOOD.replace(/^(\|? ?规章 \|).*$/mu, '$1 / | / | / |')

let line: Awaited<ReturnType<typeof startLine>>
let submissions = 0
beforeAll(async () => {
  line = await startLine()
})
afterAll(() => line.stop())
beforeEach(() => decide({}))

const decide = (settings: RuleSettings, supervisor = 'xinghu') =>
  putSettings(line.store, { supervisor, settings, version: settingsVersion(settings), importedAt: '2025-01-01T00:00:00.000Z', by: 'office' })

async function judged(agency: string) {
  const id = await line.check(SLASHED, `incoming/${agency}/2024/s${(submissions += 1)}/report.txt`)
  const outcome = await readOutcome(line.s3, RECORDS_BUCKET, id)
  if (outcome.outcome !== 'checked') throw new Error('not checked')
  return outcome
}
const slash = ({ findings }: Awaited<ReturnType<typeof judged>>) => findings.find(({ rule }) => rule === 'cells/not-applicable')?.severity

test('what a supervisor decided holds for those below it and nobody else, and the outcome says so', async () => {
  expect(SLASHED).not.toBe(GOOD)
  const before = await judged('yunqiao')
  expect([slash(before), before.settings]).toEqual(['warning', undefined])

  const settings: RuleSettings = { rules: { 'cells/not-applicable': { severity: 'error' } } }
  await decide(settings)
  const after = await judged('yunqiao')
  expect(slash(after)).toBe('error')
  expect(after.score.verdict).toBe('fail')
  expect(after.settings).toEqual({ version: settingsVersion(settings), from: ['xinghu'], applied: settings })
  expect(slash(await judged('orphan'))).toBe('warning')
})

test('a rule that was switched off stands among what was not evaluated', async () => {
  await decide({ rules: { 'cells/not-applicable': { off: true } } })
  const outcome = await judged('yunqiao')
  expect(slash(outcome)).toBeUndefined()
  expect(outcome.notEvaluated).toContainEqual({ rule: 'cells/not-applicable', reason: '主管部门已停用此项' })
})

test('an outcome names its rule set, its parser and when it was judged', async () => {
  expect(await judged('yunqiao')).toMatchObject({ ruleSet: expect.stringMatching(/^\d+\.\d+\.\d+$/) as unknown, parser: expect.stringMatching(/^\d+\.\d+\.\d+$/) as unknown, checkedAt: '2025-01-12T03:00:00.000Z' })
})

test('the nearest supervisor’s word counts; the register’s own deadline goes before all', async () => {
  const agency = await findAgency(line.store, 'yunqiao')
  if (agency === null) throw new Error('no agency')
  await decide({ rules: { 'cells/blank': { severity: 'warning' } }, deadlines: [{ level: 'township', day: '01-25', basis: '市通知' }] }, 'city')
  await decide({ rules: { 'cells/blank': { severity: 'error' }, 'cells/text': { off: true } } })
  const applied = await settingsFor(line.store, { ...agency, ancestors: ['xinghu', 'city'], deadline: '01-20' })
  expect(applied).toMatchObject({
    from: ['xinghu', 'city'],
    applied: { rules: { 'cells/blank': { severity: 'error' }, 'cells/text': { off: true } }, deadlines: [{ day: '01-20' }, { day: '01-25', basis: '市通知' }] },
  })
  const trial = await settingsFor(line.store, { ...agency, ancestors: ['xinghu', 'city'] }, { supervisor: 'xinghu', settings: {} })
  expect(trial?.applied.rules).toEqual({ 'cells/blank': { severity: 'warning' } })
})

test('the version of settings does not depend on how they were written', () => {
  const a: RuleSettings = { rules: { 'a/b': { off: true, severity: 'info' }, 'c/d': {} } }
  const b: RuleSettings = { rules: { 'c/d': {}, 'a/b': { severity: 'info', off: true } } }
  expect(settingsVersion(a)).toBe(settingsVersion(b))
  expect(settingsVersion(a)).not.toBe(settingsVersion({}))
})
