import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { remind } from '../../functions/remind/remind.ts'
import { openSes } from '../../functions/shared/post/ses.ts'
import type { Transport } from '../../functions/shared/post/transport.ts'
import { tally } from '../../functions/tally/tally.ts'
import { importAgencies } from '../../lib/register/import.ts'
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
    // A repeat of the day sends nothing twice.
    await run(name)
    await run(name)
    if (posted().length > 0) days[name.slice(5)] = posted()
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
}, 30_000)
