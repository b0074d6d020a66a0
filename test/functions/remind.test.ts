import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { feedbackOf, MailEvent } from '../../functions/feedback/event.ts'
import { takeFeedback } from '../../functions/feedback/feedback.ts'
import { remind } from '../../functions/remind/remind.ts'
import { openSes } from '../../functions/shared/post/ses.ts'
import type { Transport } from '../../functions/shared/post/transport.ts'
import { tally } from '../../functions/tally/tally.ts'
import { unsubscribe } from '../../functions/unsubscribe/unsubscribe.ts'
import { importAgencies } from '../../lib/register/import.ts'
import { findAddress, resumeAddress } from '../../lib/store/address.ts'
import { answerCorrection, type Correction, type CorrectionStep, enterCorrection } from '../../lib/store/corrections.ts'
import type { RemindMessage } from '../../lib/store/messages.ts'
import { findObligation, replaceObligation } from '../../lib/store/tally.ts'
import { RECORDS_BUCKET, startAws } from '../support/aws.ts'

/** A county of five below a city. The town of Heping has to file earlier; the archive files for no year after 2020. */
const REGISTER = `id,name,level,supervisor,emails,deadline,to
city,望北市人民政府办公室,city,,city@wangbei.example,,
county,星湖县人民政府办公室,county,city,office@xinghu.example,,
heping,星湖县和平镇人民政府,township,county,heping@xinghu.example,01-20,
yunqiao,星湖县云桥镇人民政府,township,county,a@yunqiao.example;b@yunqiao.example,01-31,
bureau,星湖县水务局,department,county,water@xinghu.example,,
silent,星湖县无邮乡人民政府,township,county,,01-31,
archive,星湖县档案馆,department,county,archive@xinghu.example,,2020
`

let aws: Awaited<ReturnType<typeof startAws>>
let ses: Transport
const queue: RemindMessage[] = []

const ENVIRONMENT = {
  TABLE_NAME: 'table',
  MAIL_FROM: 'no-reply@gongkai.example',
  OPERATOR_MAILBOX: 'operator@gongkai.example',
  REMINDERS_QUEUE_URL: 'http://127.0.0.1/reminders',
  API_URL: 'http://127.0.0.1:7110',
  RESUBMIT_SENTENCE: '请重新提交。',
  RESUBMIT_URL: '' as const,
}

beforeAll(async () => {
  aws = await startAws()
  vi.stubEnv('AWS_ENDPOINT_URL_SESV2', aws.mailEndpoint)
  vi.stubEnv('AWS_REGION', 'us-east-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', aws.credentials.accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', aws.credentials.secretAccessKey)
  ses = openSes({ ...ENVIRONMENT, SES_CONFIGURATION_SET: 'mail' })
})
afterAll(() => aws.stop())

let before = 0
beforeEach(() => {
  before = aws.mailbox.list().length
})
const mails = () => aws.mailbox.list().slice(0, aws.mailbox.list().length - before).toReversed()
/** Who got what, by the word that the subject begins with. */
const posted = () => mails().map(({ to, subject }) => `${to} ${subject.split('：')[0] ?? ''}`).sort()

const site = (transport: Transport = ses) => ({
  store: aws.store,
  transport,
  environment: ENVIRONMENT,
  now: () => new Date(),
  enqueue: (messages: readonly RemindMessage[]) => {
    queue.push(...messages)
    return Promise.resolve()
  },
})

/** The run of one day, until the queue is empty. */
async function run(day: string, transport?: Transport): Promise<void> {
  queue.push({ time: `${day}T01:00:00Z` })
  for (let message = queue.shift(); message !== undefined; message = queue.shift()) await remind(site(transport), message)
}

/** Files a report that was read and judged. */
async function file(agency: string, at: string, verdict: 'pass' | 'fail' | null, version = 1): Promise<void> {
  await replaceObligation(
    aws.store,
    {
      agency,
      year: 2025,
      current: {
        id: `${agency}-${version}`,
        version,
        file: '年报.txt',
        submittedAt: at,
        verdict,
        score: verdict === null ? null : 90,
        findings: { error: verdict === 'fail' ? 2 : 0, warning: 0, info: 0 },
      },
      filedAt: verdict === null ? null : at,
      deadline: '2026-01-31',
      rules: {},
      cells: null,
    },
    await findObligation(aws.store, agency, 2025),
  )
  await tally({ store: aws.store, s3: aws.s3, bucket: RECORDS_BUCKET }, [{ agency: 'county', year: 2025, below: true }])
}

test('a county of five over the season', async () => {
  await importAgencies(aws.store, Buffer.from(REGISTER), { by: 'test', now: new Date() })
  const days: Record<string, string[]> = {}
  const day = async (name: string) => {
    before = aws.mailbox.list().length
    await run(name)
    if (posted().length === 0) return
    // A repeat of the day sends nothing twice.
    await run(name)
    days[name.slice(5)] = posted()
  }
  for (let date = 5; date <= 16; date += 1) await day(`2026-01-${String(date).padStart(2, '0')}`)
  await file('yunqiao', '2026-01-16T06:00:00.000Z', 'fail')
  for (let date = 17; date <= 20; date += 1) await day(`2026-01-${date}`)
  await file('yunqiao', '2026-01-20T06:00:00.000Z', 'pass', 2)
  for (let date = 21; date <= 31; date += 1) await day(`2026-01-${date}`)
  for (let date = 1; date <= 10; date += 1) await day(`2026-02-${String(date).padStart(2, '0')}`)
  expect(days).toMatchInlineSnapshot(`
    {
      "01-06": [
        "heping@xinghu.example 催报提醒",
      ],
      "01-13": [
        "heping@xinghu.example 催报提醒",
      ],
      "01-17": [
        "city@wangbei.example 日报",
        "heping@xinghu.example 催报提醒",
        "office@xinghu.example 日报",
        "water@xinghu.example 催报提醒",
      ],
      "01-19": [
        "heping@xinghu.example 催报提醒",
      ],
      "01-20": [
        "heping@xinghu.example 催报提醒",
      ],
      "01-21": [
        "city@wangbei.example 日报",
        "heping@xinghu.example 逾期催办",
        "office@xinghu.example 日报",
        "office@xinghu.example 逾期催办",
      ],
      "01-23": [
        "heping@xinghu.example 逾期催办",
        "office@xinghu.example 逾期催办",
      ],
      "01-24": [
        "water@xinghu.example 催报提醒",
      ],
      "01-27": [
        "city@wangbei.example 逾期情况",
        "heping@xinghu.example 逾期催办",
        "office@xinghu.example 逾期催办",
      ],
      "01-28": [
        "water@xinghu.example 催报提醒",
      ],
      "01-30": [
        "water@xinghu.example 催报提醒",
      ],
      "01-31": [
        "water@xinghu.example 催报提醒",
      ],
      "02-01": [
        "office@xinghu.example 日报",
        "office@xinghu.example 逾期催办",
        "water@xinghu.example 逾期催办",
      ],
      "02-03": [
        "city@wangbei.example 逾期情况",
        "heping@xinghu.example 逾期催办",
        "office@xinghu.example 逾期催办",
        "water@xinghu.example 逾期催办",
      ],
      "02-07": [
        "city@wangbei.example 逾期情况",
        "office@xinghu.example 逾期催办",
        "water@xinghu.example 逾期催办",
      ],
    }
  `)
})

const textTo = (to: string, word: string) => mails().find((mail) => mail.to === to && mail.subject.startsWith(word))?.text ?? ''

test('what the mails say', async () => {
  await importAgencies(aws.store, Buffer.from(REGISTER.replaceAll('01-20', '01-21')), { by: 'test', now: new Date() })
  await run('2026-02-04')
  expect(textTo('office@xinghu.example', '逾期催办')).toContain('星湖县和平镇人民政府（乡镇、街道）：期限2026年1月21日，逾期14天')
  expect(textTo('heping@xinghu.example', '逾期催办')).toContain('逾期情况同时告知星湖县人民政府办公室')
  expect(textTo('city@wangbei.example', '逾期情况')).toContain('1个单位')
})

test('the digest is left off by the link in it, not the urging; a look at the page changes nothing', async () => {
  await file('silent', '2026-02-11T02:00:00.000Z', 'pass')
  await run('2026-02-12')
  const digest = mails().find(({ to, subject }) => to === 'office@xinghu.example' && subject.startsWith('日报'))
  const link = /<([^>]+)>/.exec(digest?.headers['List-Unsubscribe'] ?? '')?.[1] ?? ''
  expect(digest?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  expect(digest?.html).toContain(link)
  const token = new URL(link).searchParams.get('token') ?? ''
  const visit = (method: string, form = '', with_ = token) => unsubscribe(aws.store, { method, token: with_, form }, new Date())
  expect(await visit('POST', '', `${token.slice(0, -6)}AAAAAA`)).toMatchObject({ status: 404 })
  expect((await visit('GET')).html).toContain('退订以后不再收到')
  await file('silent', '2026-02-12T02:00:00.000Z', 'fail', 2)
  await run('2026-02-13')
  expect(posted()).toContain('office@xinghu.example 日报')

  expect((await visit('POST', 'List-Unsubscribe=One-Click')).html).toContain('已经退订')
  await file('silent', '2026-02-13T02:00:00.000Z', 'pass', 3)
  before = aws.mailbox.list().length
  await run('2026-02-14')
  expect(posted()).toEqual(['city@wangbei.example 日报', 'city@wangbei.example 逾期情况', 'office@xinghu.example 逾期催办', 'water@xinghu.example 逾期催办'])

  await visit('POST', 'wish=renew')
  await file('silent', '2026-02-14T02:00:00.000Z', 'fail', 4)
  before = aws.mailbox.list().length
  await run('2026-02-15')
  expect(posted()).toContain('office@xinghu.example 日报')
})

test('out of season a digest goes out on Mondays, if there is anything to say', async () => {
  await file('silent', '2026-04-07T02:00:00.000Z', 'pass', 5)
  for (let date = 8; date <= 20; date += 1) {
    before = aws.mailbox.list().length
    await run(`2026-04-${String(date).padStart(2, '0')}`)
    expect(posted().filter((post) => post.startsWith('office') && post.includes('报'))).toEqual(date === 13 ? ['office@xinghu.example 周报'] : [])
  }
})

test('the day begins at midnight in China: a message of 16:00 UTC is of the next day', async () => {
  const share = async (time: string) => {
    await remind(site(), { time })
    return new Set(queue.splice(0).map((message) => ('day' in message ? message.day : '')))
  }
  expect(await share('2026-01-23T15:59:59Z')).toEqual(new Set(['2026-01-23']))
  expect(await share('2026-01-23T16:00:00Z')).toEqual(new Set(['2026-01-24']))
  expect(await share('2025-12-31T16:00:00Z')).toEqual(new Set(['2026-01-01']))
})

test('a supervisor of many is worked off page by page; what failed is sent by the repeat, what was sent is not', async () => {
  const towns = Array.from({ length: 130 }, (_, index) => `many${index},星湖县第${index}镇人民政府,township,crowd,t${index}@many.example,06-30,`)
  const head = 'id,name,level,supervisor,emails,deadline,to\ncrowd,月湖县人民政府办公室,county,,crowd@many.example,,2020\n'
  await importAgencies(aws.store, Buffer.from(head + towns.join('\n')), { by: 'test', now: new Date() })
  queue.push({ work: 'tree', day: '2026-06-16', supervisor: 'crowd' })
  const work: RemindMessage[] = []
  for (let message = queue.shift(); message !== undefined; message = queue.shift()) {
    if ('work' in message && message.work === 'tree') await remind(site(), message)
    else work.push(message)
  }
  expect(work).toHaveLength(3)
  const flaky: Transport = (letter) => (letter.to === 't77@many.example' ? Promise.resolve({ kind: 'failed', error: new Error('throttled') }) : ses(letter))
  const results = await Promise.allSettled(work.map((message) => remind(site(flaky), message)))
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  for (const message of work) await remind(site(), message)
  expect(posted()).toHaveLength(130)
  expect(new Set(posted()).size).toBe(130)
})

test('the digest goes on naming objections until they are answered', async () => {
  const place = { start: 0, end: 1 }
  const finding = { rule: 'identities/row-total', severity: 'error', message: '合计不符。', quote: '5', place, source: '格式', fix: '改正合计。' } as const
  const step = (did: CorrectionStep['did']) => ({ at: '2030-01-04T01:00:00.000Z', by: { subject: 'u', agency: 'yunqiao', name: '星湖县云桥镇人民政府' }, did, words: '表中数字与台账一致。' })
  const objection: Correction = { id: 'e'.repeat(32), agency: 'yunqiao', ancestors: ['county', 'city'], year: 2028, report: 'f'.repeat(32), finding, state: 'open', history: [step('object')] }
  const digests = async (day: string) => {
    before = aws.mailbox.list().length
    await run(day)
    return mails().filter(({ to, subject }) => to === 'office@xinghu.example' && subject.startsWith('日报')).map(({ text }) => text)
  }
  await enterCorrection(aws.store, objection)
  expect(await digests('2030-01-05')).toEqual([expect.stringContaining('星湖县云桥镇人民政府：2028年政府信息公开工作年度报告，1处')])
  expect(await digests('2030-01-06')).toEqual([])
  await answerCorrection(aws.store, objection, step('dismiss'))
  expect(await digests('2030-01-07')).toEqual([expect.not.stringContaining('等待答复')])
})

describe('an address that is dead', () => {
  const event = (kind: 'bounce' | 'complaint', address: string, type = 'Permanent', time = '2026-01-12T01:00:00Z') => ({
    time,
    detail: {
      eventType: kind === 'bounce' ? 'Bounce' : 'Complaint',
      bounce: { bounceType: type, bounceSubType: 'General', feedbackId: 'f-1', bouncedRecipients: [{ emailAddress: address }] },
      complaint: { feedbackId: 'f-1', complainedRecipients: [{ emailAddress: address }] },
      mail: { tags: { agency: ['bureau'] } },
    },
  })
  const take = async (...given: Parameters<typeof event>) => {
    for (const feedback of feedbackOf(MailEvent.parse(event(...given)))) await takeFeedback(site(), feedback)
  }

  const tell = async () => {
    before = aws.mailbox.list().length
    for (let message = queue.shift(); message !== undefined; message = queue.shift()) await remind(site(), message)
    return posted()
  }

  test('a mail that could not be delivered for the time being is counted once, and stops nothing', async () => {
    for (let repeat = 0; repeat < 2; repeat += 1) await take('bounce', 'Water@xinghu.example', 'Transient')
    expect(await findAddress(aws.store, 'water@xinghu.example')).toMatchObject({ stopped: null, softBounces: new Set(['f-1']) })
  })

  test.each(['bounce', 'complaint'] as const)('after a %s nothing more is sent there, and operator and supervisor are told once', async (kind) => {
    const year = kind === 'bounce' ? 2026 : 2027
    const address = kind === 'bounce' ? 'water@xinghu.example' : 'heping@xinghu.example'
    for (let repeat = 0; repeat < 2; repeat += 1) await take(kind, address)
    expect(await tell()).toEqual(['office@xinghu.example 请更正', 'operator@gongkai.example 请更正'])
    before = aws.mailbox.list().length
    await run(`${year + 1}-02-01`)
    expect(mails().filter(({ to }) => to === address)).toEqual([])
    expect(posted()).toContain('office@xinghu.example 逾期催办')
  })

  test('taken up again and dead again, it is told again, once', async () => {
    const address = 'water@xinghu.example'
    await resumeAddress(aws.store, address)
    for (let repeat = 0; repeat < 2; repeat += 1) await take('bounce', address, 'Permanent', '2026-03-02T01:00:00Z')
    expect(await tell()).toEqual(['office@xinghu.example 请更正', 'operator@gongkai.example 请更正'])
  })
})
