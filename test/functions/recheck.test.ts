import { afterAll, beforeAll, expect, test } from 'vitest'
import { recheckPage } from '../../functions/recheck/recheck-page.ts'
import type { RuleSettings } from '../../lib/report/index.ts'
import { formerKey, replaceOutcome } from '../../lib/store/former.ts'
import { getJson, putJson } from '../../lib/store/objects.ts'
import { recordKey } from '../../lib/store/object-keys.ts'
import { Outcome, readOutcome } from '../../lib/store/outcome.ts'
import { RecheckMessage } from '../../lib/store/recheck.ts'
import { findResult } from '../../lib/store/results.ts'
import { putSettings, settingsVersion } from '../../lib/store/settings.ts'
import { RECORDS_BUCKET } from '../support/aws.ts'
import { GOOD, startLine } from './line.ts'

const SLASHED = GOOD.replace(/^(\|? ?规章 \|).*$/mu, '$1 / | / | / |')
const STRICT: RuleSettings = { rules: { 'cells/not-applicable': { severity: 'error' } } }
const NOW = '2025-03-01T00:00:00.000Z'

let line: Awaited<ReturnType<typeof startLine>>
let id: string
let runs = 0
beforeAll(async () => {
  line = await startLine()
  id = await line.check(SLASHED, 'incoming/yunqiao/2024/s1/report.txt')
  await line.check('这不是年度报告。', 'incoming/silent/2024/s2/report.txt')
  await line.check(SLASHED, 'incoming/orphan/2023/s3/report.txt')
})
afterAll(() => line.stop())

const message = (given: Partial<RecheckMessage> = {}): RecheckMessage =>
  RecheckMessage.parse({ run: `run-0000${(runs += 1)}`, page: 0, scope: {}, versions: 'current', after: null, apply: false, mail: false, ...given })
const recheck = (given?: Partial<RecheckMessage>) => recheckPage({ ...line.site, now: () => new Date(NOW) }, message(given))
const decide = (settings: RuleSettings) =>
  putSettings(line.store, { supervisor: 'xinghu', settings, version: settingsVersion(settings), importedAt: NOW, by: 'office' })
const stored = async () => {
  const outcome = await readOutcome(line.s3, RECORDS_BUCKET, id)
  if (outcome.outcome !== 'checked') throw new Error('not checked')
  return outcome
}

test('by the same rules and settings nothing changes', async () => {
  const { page } = await recheck()
  expect(page).toMatchObject({ applied: false, judged: 2, skipped: 1, olderParser: 0, changed: [], failed: [], next: null })
})

test('settings on trial tell what they would change below their supervisor, and store nothing', async () => {
  const before = await stored()
  const { page } = await recheck({ candidate: { supervisor: 'xinghu', settings: STRICT } })
  expect(page.changed).toMatchObject([
    {
      id,
      agency: 'yunqiao',
      before: { verdict: 'pass', settings: null },
      after: { verdict: 'fail', settings: settingsVersion(STRICT) },
      changes: [{ change: 'severity', was: 'warning', finding: { rule: 'cells/not-applicable', severity: 'error' } }],
    },
  ])
  expect(await stored()).toEqual(before)
  expect(await findResult(line.store, id)).toMatchObject({ verdict: 'pass' })
})

test('settings on trial cannot be stored, and what is not stored cannot be mailed', () => {
  expect(() => message({ apply: true, candidate: { supervisor: 'xinghu', settings: {} } })).toThrow('on trial')
  expect(() => message({ mail: true })).toThrow('not mailed')
})

test('what is stored takes the place of the former outcome, which is kept; lists follow', async () => {
  const former = await stored()
  await decide(STRICT)
  const { page } = await recheck({ apply: true })
  expect(page).toMatchObject({ applied: true, judged: 2, changed: [{ id }] })
  expect(await stored()).toMatchObject({ checkedAt: NOW, settings: { from: ['xinghu'] }, score: { verdict: 'fail' } })
  expect(await getJson(line.s3, RECORDS_BUCKET, formerKey(id, former.checkedAt ?? ''), Outcome)).toEqual(former)
  expect(await findResult(line.store, id)).toMatchObject({ verdict: 'fail', validatedAt: NOW, version: 1, current: true, findingCounts: { error: 1 } })
  expect((await recheck({ apply: true })).page.changed).toEqual([])
})

test('a repeat of a page that broke off half-way tells what the first try stored', async () => {
  await decide({})
  const half = message({ apply: true })
  const site = { ...line.site, now: () => new Date(NOW) }
  // The first try: planned, one outcome replaced, then gone.
  await recheckPage(site, { ...half, apply: false })
  const former = await stored()
  const result = await findResult(line.store, id)
  if (result === null) throw new Error('no result')
  const { page: dry } = await recheck()
  expect(dry.changed).toHaveLength(1)
  await replaceOutcome(line.store, line.s3, RECORDS_BUCKET, result, former, former)
  const { page, fresh } = await recheckPage(site, half)
  expect(fresh).toBe(true)
  expect(page.changed).toMatchObject([{ id, before: { verdict: 'fail' }, after: { verdict: 'pass' } }])
  expect(await recheckPage(site, half)).toEqual({ page, fresh: false })
})

test('a report whose record cannot be judged is told and does not keep the others', async () => {
  await putJson(line.s3, RECORDS_BUCKET, recordKey(id), { broken: true })
  const { page } = await recheck()
  expect(page).toMatchObject({ judged: 1, failed: [{ id }] })
})
