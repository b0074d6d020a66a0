import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { NotifyEnvironment } from '../../functions/notify/environment.ts'
import { notify } from '../../functions/notify/notify.ts'
import { Busy } from '../../functions/shared/post/send-once.ts'
import { openSes } from '../../functions/shared/post/ses.ts'
import type { Transport } from '../../functions/shared/post/transport.ts'
import { pendingMail } from '../../lib/store/unfinished.ts'
import { settle } from '../../functions/recheck/settle.ts'
import { answerCorrection, type Correction, type CorrectionStep, enterCorrection } from '../../lib/store/corrections.ts'
import { RECORDS_BUCKET } from '../support/aws.ts'
import { NOTIFY_ENVIRONMENT } from './environment.ts'
import { GOOD, startLine, WRONG } from './line.ts'

let line: Awaited<ReturnType<typeof startLine>>
let ses: Transport
beforeAll(async () => {
  line = await startLine()
  vi.stubEnv('AWS_ENDPOINT_URL_SESV2', line.mailEndpoint)
  vi.stubEnv('AWS_REGION', 'us-east-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', line.credentials.accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', line.credentials.secretAccessKey)
  ses = openSes({ ...ENVIRONMENT, SES_CONFIGURATION_SET: 'mail' })
})
afterAll(() => line.stop())

const ENVIRONMENT: NotifyEnvironment = {
  ...NOTIFY_ENVIRONMENT,
  RECORDS_BUCKET,
}

let before = 0
beforeEach(() => {
  before = line.mailbox.list().length
})
const mails = () => line.mailbox.list().slice(0, line.mailbox.list().length - before)
const recipients = () => mails().map(({ to }) => to).sort()

const site = (transport: Transport = ses, environment: Partial<NotifyEnvironment> = {}, now = '2025-01-12T03:00:01.000Z') => ({
  store: line.store,
  s3: line.s3,
  transport,
  environment: { ...ENVIRONMENT, ...environment },
  now: () => new Date(now),
})

async function isPending(id: string): Promise<boolean> {
  for await (const page of pendingMail(line.store)) if (page.some((each) => each.id === id)) return true
  return false
}

let submissions = 0
const key = (agency: string, year = 2024) => `incoming/${agency}/${year}/s${(submissions += 1)}/report.txt`

test('a failing report: one mail to each address of the agency and of its supervisor, however often it is asked for', async () => {
  const id = await line.check(WRONG, key('yunqiao'))
  expect(await isPending(id)).toBe(true)
  const runs = await Promise.allSettled([1, 2, 3].map(() => notify(site(), id)))
  for (const run of runs) if (run.status === 'rejected') expect(run.reason).toBeInstanceOf(Busy)
  await notify(site(), id)
  expect(recipients()).toEqual(['a@yunqiao.example', 'b@yunqiao.example', 'office@xinghu.example'])
  expect(await isPending(id)).toBe(false)
  expect(mails()[0]).toMatchObject({ from: 'no-reply@gongkai.example' })
})

test('the next version says what was mended, and one that came before its mail went out says what superseded it', async () => {
  const wrong = await line.check(WRONG, key('yunqiao', 2023))
  await line.check(GOOD, key('yunqiao', 2023))
  await notify(site(), wrong)
  const toAgency = mails().find(({ to }) => to === 'a@yunqiao.example')
  expect(toAgency?.text).toContain('第2版')
})

test('a passing report is mailed to nobody, unless receipts are on', async () => {
  await notify(site(), await line.check(GOOD, key('yunqiao')))
  expect(recipients()).toEqual([])
  const settings = { RECEIPTS: 'on', SUPERVISOR_RECEIPTS: 'on' } as const
  await notify(site(ses, settings), await line.check(GOOD, key('yunqiao')))
  expect(recipients()).toEqual(['a@yunqiao.example', 'b@yunqiao.example', 'office@xinghu.example'])
})

test('a rejected file is told to the agency and its supervisor', async () => {
  await notify(site(), await line.check('', key('yunqiao')))
  expect(recipients()).toEqual(['a@yunqiao.example', 'b@yunqiao.example', 'office@xinghu.example'])
  expect(mails()[0]?.text).toContain('空')
})

test.each([
  [key('nobody'), ['operator@gongkai.example'], '没有登记'],
  [key('silent'), ['office@xinghu.example', 'operator@gongkai.example'], '没有收件地址'],
  [key('yunqiao', 1999), ['operator@gongkai.example'], '文件位置不对'],
  ['incoming/a/b/c/d/e', ['operator@gongkai.example'], '文件位置不对'],
  ['incoming/../x', ['operator@gongkai.example'], '文件位置不对'],
])('%s: the operator is told', async (where, expected, words) => {
  const id = await line.check(WRONG, where)
  await notify(site(), id)
  await notify(site(), id)
  expect(recipients()).toEqual(expected)
  expect(mails().find(({ to }) => to === 'operator@gongkai.example')?.subject).toContain(words)
})

test('an agency without a supervisor is mailed alone', async () => {
  await notify(site(), await line.check(WRONG, key('orphan')))
  expect(recipients()).toEqual(['archive@wangbei.example'])
})

test('what could not be sent is sent by the next run, what was sent is not', async () => {
  const id = await line.check(WRONG, key('yunqiao'))
  const flaky: Transport = (letter) =>
    letter.to === 'b@yunqiao.example' ? Promise.resolve({ kind: 'failed', error: new Error('throttled') }) : ses(letter)
  await expect(notify(site(flaky), id)).rejects.toThrow('throttled')
  expect(recipients()).toEqual(['a@yunqiao.example', 'office@xinghu.example'])
  expect(await isPending(id)).toBe(true)
  expect(await notify(site(), id)).toBe(1)
  expect(recipients()).toEqual(['a@yunqiao.example', 'b@yunqiao.example', 'office@xinghu.example'])
})

test('a refused address is told to the operator once, and the others get their mail', async () => {
  const id = await line.check(WRONG, key('yunqiao'))
  const refusing: Transport = (letter) =>
    letter.to === 'b@yunqiao.example' ? Promise.resolve({ kind: 'refused', reason: 'no such user', dead: true }) : ses(letter)
  await notify(site(refusing), id)
  await notify(site(refusing), id)
  expect(recipients()).toEqual(['a@yunqiao.example', 'office@xinghu.example', 'operator@gongkai.example'])
  expect(await isPending(id)).toBe(false)
})

test('a mail claimed by a run that died is sent after its lease', async () => {
  const id = await line.check(WRONG, key('orphan'))
  const dead: Transport = () => new Promise(() => undefined)
  void notify(site(dead), id)
  await expect.poll(() => notify(site(), id).catch((error: unknown) => error)).toBeInstanceOf(Busy)
  await expect(notify(site(), id)).rejects.toBeInstanceOf(Busy)
  await notify(site(ses, {}, '2025-01-12T03:00:37.000Z'), id)
  expect(recipients()).toEqual(['archive@wangbei.example'])
})

test('the supervisor hears of an objection, the agency of the answer, each once; what is dismissed is no mistake any more', async () => {
  const id = await line.check(WRONG, key('yunqiao', 2021))
  await notify(site(), id)
  const [finding] = (await line.findings(id)).filter(({ severity }) => severity === 'error')
  if (finding === undefined) throw new Error('nothing to object to')
  const step = (agency: string, did: CorrectionStep['did'], words: string) => ({ at: '2025-02-01T00:00:00.000Z', by: { subject: 'u', agency, name: `${agency}的办公室` }, did, words })
  const correction: Correction = { id: 'd'.repeat(32), agency: 'yunqiao', ancestors: ['xinghu'], year: 2021, report: id, finding, state: 'open', history: [step('yunqiao', 'object', '<b>数字无误</b>')] }
  await enterCorrection(line.store, correction)
  before = line.mailbox.list().length
  await notify(site(), id)
  expect(mails().map(({ to, subject }) => [to, subject.slice(0, 4)])).toEqual([['office@xinghu.example', '请答复：']])
  expect(mails()[0]?.html).toContain('&lt;b&gt;数字无误&lt;/b&gt;')
  await answerCorrection(line.store, correction, step('xinghu', 'accept', '情况属实。'))
  await settle(line.site, { agency: 'yunqiao', year: 2021 })
  before = line.mailbox.list().length
  await notify(site(), id)
  await notify(site(), id)
  // The other address of the agency turned out dead above.
  expect(recipients()).toEqual(['a@yunqiao.example'])
  expect(mails()[0]?.text).toContain('已经认定无误')

  const next = await line.check(`${WRONG}\n`, key('yunqiao', 2021))
  before = line.mailbox.list().length
  await notify(site(), next)
  expect(mails().find(({ to }) => to === 'a@yunqiao.example')?.text).toMatch(/已认定无误1处[^]*情况属实/)
})
