import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessFor } from '../../functions/api/access.ts'
import { answerTo, correctionsWithin, listObjections, objectTo } from '../../functions/api/corrections.ts'
import { resultOf } from '../../functions/api/reports.ts'
import type { Site } from '../../functions/api/route.ts'
import { recheckPage } from '../../functions/recheck/recheck-page.ts'
import { settle } from '../../functions/recheck/settle.ts'
import { tallyAgencies } from '../../functions/tally/obligation.ts'
import type { Action, Role } from '../../lib/access/index.ts'
import { findAgency } from '../../lib/store/agency.ts'
import { CorrectionRequest, SettleMessage, strikeUnsettled, unsettled } from '../../lib/store/corrections.ts'
import { RecheckMessage } from '../../lib/store/recheck.ts'
import { findResult } from '../../lib/store/results.ts'
import { findObligation } from '../../lib/store/tally.ts'
import { RECORDS_BUCKET } from '../support/aws.ts'
import { authorized, CLAIM_VARIABLES, claimsOf } from './caller.ts'
import { startLine, WRONG } from './line.ts'

let line: Awaited<ReturnType<typeof startLine>>
let site: Site
let id: string
let wrong: number
let errors: number
const CLAIMS = { role: CLAIM_VARIABLES.ROLE_CLAIM, agency: CLAIM_VARIABLES.AGENCY_CLAIM }
const KEY = (submission: string) => `incoming/yunqiao/2024/${submission}/report.txt`
const REASON = '这一行另有说明，数字无误。'

beforeAll(async () => {
  line = await startLine()
  site = { store: line.store, s3: line.s3, sqs: line.sqs, uploads: 'u', records: RECORDS_BUCKET, tallyQueue: await line.queue('tally'), recheckQueue: await line.queue('recheck'), deadLetters: {}, malwareScan: false, claims: CLAIMS, now: () => new Date('2025-02-01T00:00:00.000Z') }
  id = await line.check(WRONG, KEY('s1'))
  const findings = await line.findings(id)
  wrong = findings.findIndex(({ severity }) => severity === 'error')
  errors = findings.filter(({ severity }) => severity === 'error').length
})
afterAll(() => line.stop())

const as = (role: Role, agency: string, action: Action) =>
  accessFor({ requestContext: authorized(claimsOf(role, agency)) } as unknown as Parameters<typeof accessFor>[0], action, CLAIMS)
const object = async (finding: number, rule?: string, report = id) => {
  const access = as('agency', 'yunqiao', 'correction.request')
  return objectTo(site, access, await resultOf(line.store, access, report), { finding, reason: REASON, ...(rule !== undefined && { rule }) })
}
const answer = async (correction: string, how: 'accept' | 'dismiss', agency = 'xinghu') => {
  const access = as('supervisor', agency, 'correction.answer')
  return answerTo(site, access, await resultOf(line.store, access, id), correction, { answer: how, reason: '情况属实，予以认可。' })
}
const counted = async (report: string) => {
  const result = await findResult(line.store, report)
  return result?.findingCounts.error
}
const dismissedIn = async (report: string) => (await line.findings(report)).filter(({ dismissed }) => dismissed !== undefined)

/** What `recheck` does with the messages that corrections leave. */
async function followUp(): Promise<number> {
  const messages = (await line.received(site.recheckQueue)).map((body) => SettleMessage.parse(JSON.parse(body)))
  for (const message of messages) {
    await settle(line.site, message.settle)
    await strikeUnsettled(line.store, message.settle)
  }
  return messages.length
}

test('an objection leaves everything as it is, until it is answered', async () => {
  expect(await counted(id)).toBe(errors)
  expect(await object(wrong)).toMatchObject({ state: 'open', agency: 'yunqiao', year: 2024, history: [{ did: 'object', words: REASON, by: { agency: 'yunqiao', name: '星湖县云桥镇人民政府' } }] })
  expect(await unsettled(line.store)).toMatchObject([{ agency: 'yunqiao', report: id }])
  expect(await followUp()).toBe(1)
  expect(await unsettled(line.store)).toEqual([])
  expect(await counted(id)).toBe(errors)
})

test.each([
  ['the same finding twice', () => object(wrong), 409],
  ['a finding that is not there', () => object(9999), 400],
  ['another finding than the client saw', () => object(wrong, 'cells/other'), 409],
  ['another agency’s report', async () => resultOf(line.store, as('agency', 'silent', 'correction.request'), id), 404],
])('%s: refused', async (_name, attempt, status) => {
  await expect(attempt()).rejects.toMatchObject({ status })
})

test.each(['短', '字'.repeat(1001), '看起来正常\u202e的文字', '含有\u0000控制符的文字'])('the reason %j is refused', (reason) => {
  expect(CorrectionRequest.safeParse({ finding: 0, reason }).success).toBe(false)
})

test('of two answers at once one counts, and the other is told', async () => {
  const [open] = (await correctionsWithin(site, await resultOf(line.store, as('supervisor', 'xinghu', 'correction.read'), id), { limit: 20 })).corrections
  const answers = await Promise.allSettled([answer(open?.id ?? '', 'accept'), answer(open?.id ?? '', 'accept')])
  const [refused, ...others] = answers.filter(({ status }) => status === 'rejected')
  expect(others).toEqual([])
  expect(refused).toMatchObject({ reason: { status: 409 } })
  await expect(answer(open?.id ?? '', 'dismiss')).rejects.toMatchObject({ status: 409 })
  const [now] = (await correctionsWithin(site, await resultOf(line.store, as('agency', 'yunqiao', 'correction.read'), id), { limit: 20 })).corrections
  expect(now).toMatchObject({ state: 'accepted' })
  expect(now?.history.map(({ did }) => did)).toEqual(['object', 'accept'])
  expect(JSON.stringify(now)).not.toContain('user-of')
})

test('nobody answers an objection of one’s own agency', async () => {
  const own = await line.check(WRONG, 'incoming/xinghu/2022/s9/report.txt')
  const access = as('supervisor', 'xinghu', 'correction.request')
  const result = await resultOf(line.store, access, own)
  const { id: correction } = await objectTo(site, access, result, { finding: 0, reason: REASON })
  await expect(answerTo(site, as('supervisor', 'xinghu', 'correction.answer'), result, correction, { answer: 'accept', reason: REASON })).rejects.toMatchObject({ status: 404 })
})

describe('a dismissed finding', () => {
  beforeAll(async () => {
    await followUp()
  })

  test('stays to be seen, with by whom and why, and counts no more', async () => {
    expect(await dismissedIn(id)).toMatchObject([{ severity: 'error', dismissed: { by: '星湖县人民政府办公室', reason: '情况属实，予以认可。', at: '2025-02-01T00:00:00.000Z' } }])
    expect(await counted(id)).toBe(errors - 1)
    const agency = await findAgency(line.store, 'yunqiao')
    if (agency === null) throw new Error('no agency')
    await tallyAgencies(line.site, [agency], 2024)
    const obligation = await findObligation(line.store, 'yunqiao', 2024)
    const [finding] = await dismissedIn(id)
    const standing = (await line.findings(id)).filter((each) => each.rule === finding?.rule && each.dismissed === undefined)
    expect(obligation?.current.findings.error).toBe(errors - 1)
    expect(obligation?.rules[finding?.rule ?? ''] ?? 0).toBe(standing.length)
  })

  test('is dismissed in the next version too, unless it says something else', async () => {
    const again = await line.check(`${WRONG}\n`, KEY('s2'))
    expect(await dismissedIn(again)).toHaveLength(1)
    expect(await counted(again)).toBe(errors - 1)
    const changed = await line.check(WRONG.replace(/(?<=不掌握[^\n]*\| )5(?= \| \|)/, '6'), KEY('s3'))
    expect(await dismissedIn(changed)).toEqual([])
    expect(await counted(changed)).toBe(errors)
  })

  test('stays dismissed when it is judged again', async () => {
    const { page } = await recheckPage(line.site, RecheckMessage.parse({ run: 'run-00001', page: 0, scope: { agency: 'yunqiao' }, versions: 'all', after: null, apply: true, mail: false }))
    expect(page.changed).toEqual([])
    expect(await counted(id)).toBe(errors - 1)
  })
})

test('a dismissed objection leaves the finding', async () => {
  const third = await line.check(WRONG.replace(/(?<=不掌握[^\n]*\| )5(?= \| \|)/, '7'), KEY('s4'))
  const finding = (await line.findings(third)).findIndex(({ severity }) => severity === 'error')
  const { id: correction } = await object(finding, undefined, third)
  expect(await answer(correction, 'dismiss')).toMatchObject({ state: 'dismissed' })
  await followUp()
  expect(await counted(third)).toBe(errors)
})

describe('the list of objections', () => {
  const STATES = ['open', 'accepted', 'dismissed'] as const
  const listed = async (role: Role, agency: string, query: Partial<Parameters<typeof listObjections>[2]> = {}) =>
    listObjections(site, as(role, agency, 'correction.read'), { state: 'open', limit: 20, ...query })
  const made = [2021, 2020, 2019, 2018]

  beforeAll(async () => {
    for (const year of made) {
      const report = await line.check(WRONG, `incoming/yunqiao/${year}/s9/report.txt`)
      for (const finding of [0, 1]) await object(finding, undefined, report)
    }
  })

  test('each state has its own; what is answered moves from one to the other', async () => {
    const before = (await listed('supervisor', 'xinghu')).corrections
    expect(before.map(({ year }) => year)).toEqual([2021, 2021, 2020, 2020, 2019, 2019, 2018, 2018])
    const [first] = before
    const access = as('supervisor', 'xinghu', 'correction.answer')
    await answerTo(site, access, await resultOf(line.store, access, first?.report ?? ''), first?.id ?? '', { answer: 'dismiss', reason: REASON })
    const after = await Promise.all(STATES.map(async (state) => (await listed('supervisor', 'xinghu', { state })).corrections))
    expect(after.map((list) => list.map(({ year }) => year))).toEqual([[2021, 2020, 2020, 2019, 2019, 2018, 2018], [2024], [2024, 2021]])
    for (const [index, list] of after.entries()) expect(new Set(list.map(({ state }) => state))).toEqual(new Set([STATES[index]]))
  })

  test('page by page it is the same, of a year and of all', async () => {
    for (const year of [undefined, 2020]) {
      const all = (await listed('supervisor', 'xinghu', { year })).corrections.map(({ id: each }) => each)
      for (const limit of [1, 2, 3]) {
        const seen: string[] = []
        let after: string | undefined
        do {
          const page = await listed('supervisor', 'xinghu', { year, limit, after })
          seen.push(...page.corrections.map(({ id: each }) => each))
          after = page.cursor === null ? undefined : Buffer.from(page.cursor, 'base64url').toString()
        } while (after !== undefined)
        expect(seen).toEqual(all)
      }
    }
  })

  test('a cursor of another list or another year leads nowhere else', async () => {
    const after = '2019#2025-02-01T00:00:00.000Z#' + '0'.repeat(32)
    expect((await listed('supervisor', 'xinghu', { year: 2020, after })).corrections).toEqual([])
    expect((await listed('supervisor', 'xinghu', { year: 2018, after })).corrections).toHaveLength(2)
    expect((await listed('supervisor', 'orphan', { after })).corrections).toEqual([])
  })

  test('an agency sees its own, whatever it asks for', async () => {
    expect((await listed('agency', 'yunqiao')).corrections).toHaveLength(7)
    expect((await listed('agency', 'silent')).corrections).toEqual([])
    expect((await listed('agency', 'silent', { agency: 'yunqiao' })).corrections).toEqual([])
    expect((await listed('agency', 'yunqiao', { supervisor: 'xinghu' })).corrections).toEqual([])
  })

  test('nothing of the lists and of who stands above is told', async () => {
    expect(JSON.stringify(await listed('supervisor', 'xinghu'))).not.toMatch(/ancestors|Key"|user-of/)
  })
})
