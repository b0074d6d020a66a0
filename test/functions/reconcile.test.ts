import { afterAll, beforeAll, expect, test } from 'vitest'
import { resendMail } from '../../functions/reconcile/resend-mail.ts'
import { resendUploads } from '../../functions/reconcile/resend-uploads.ts'
import { MailMessage } from '../../lib/store/messages.ts'
import { readS3Event } from '../../lib/store/s3-event.ts'
import { noteMailPending, readMarker, strikeMailPending, writeMarker } from '../../lib/store/unfinished.ts'
import { reportId } from '../../lib/store/upload.ts'
import { UPLOADS } from '../support/aws.ts'
import { GOOD, startLine, WRONG } from './line.ts'

let line: Awaited<ReturnType<typeof startLine>>
let queues: { readonly uploads: string; readonly mail: string; readonly tally: string; readonly recheck: string }
beforeAll(async () => {
  line = await startLine()
  queues = { uploads: await line.queue('uploads'), mail: await line.queue('mail'), tally: await line.queue('tally'), recheck: await line.queue('recheck') }
})
afterAll(() => line.stop())

function run(options: { readonly olderThanSeconds?: number; readonly minutesFromNow?: number; readonly everything?: boolean; readonly timeLeft?: boolean; readonly malwareScan?: boolean } = {}) {
  const { olderThanSeconds = 900, minutesFromNow = 0, everything = false, timeLeft = true, malwareScan = false } = options
  return {
    s3: line.s3,
    sqs: line.sqs,
    store: line.store,
    environment: {
      TABLE_NAME: 'table',
      UPLOADS_BUCKET: UPLOADS,
      UPLOADS_QUEUE_URL: queues.uploads,
      MAIL_QUEUE_URL: queues.mail,
      TALLY_QUEUE_URL: queues.tally,
      MALWARE_SCAN: malwareScan ? ('on' as const) : ('off' as const),
      RECHECK_QUEUE_URL: queues.recheck,
      OLDER_THAN_SECONDS: 900,
    },
    now: new Date(Date.now() + minutesFromNow * 60_000),
    waitMilliseconds: olderThanSeconds * 1000,
    everything,
    timeLeft: () => timeLeft,
  }
}

test('an upload without a result is announced again under the same id; young and finished ones are not', async () => {
  const lost = await line.upload(WRONG, 'incoming/yunqiao/2024/s1/年报 (终稿).txt')
  await line.check(GOOD, 'incoming/yunqiao/2024/s2/report.txt')

  expect((await resendUploads(run())).sent).toBe(0)
  expect((await resendUploads(run({ minutesFromNow: 16 }))).sent).toBe(1)
  const again = (await line.received(queues.uploads)).flatMap(readS3Event)
  expect(again.map(reportId)).toEqual([reportId(lost)])
  expect(again[0]?.key).toBe(lost.key)

  expect((await resendUploads(run({ minutesFromNow: 17 }))).sent, 'its turn has not come').toBe(0)
  expect((await resendUploads(run({ minutesFromNow: 60 * 24 * 31 }))).sent, 'too long ago for the schedule').toBe(0)
  expect((await resendUploads(run({ minutesFromNow: 60 * 24 * 31, everything: true }))).sent).toBe(1)
  expect((await resendUploads(run({ olderThanSeconds: 0, everything: true }))).sent, 'at once, when asked to').toBe(1)
  await line.received(queues.uploads)
})

test('a result whose mails are not all sent goes onto the mail queue again', async () => {
  const id = await line.check(WRONG, 'incoming/yunqiao/2024/s3/report.txt')
  const done = await line.check(WRONG, 'incoming/yunqiao/2024/s4/report.txt')
  await strikeMailPending(line.store, done, new Date())
  const unjudged = 'f'.repeat(32)
  await noteMailPending(line.store, { id: unjudged, since: '2025-01-12T03:00:00.000Z' })
  await resendMail(run({ olderThanSeconds: 0 }))
  const ids = (await line.received(queues.mail)).map((body) => MailMessage.parse(JSON.parse(body)).id)
  expect(ids).toContain(id)
  expect(ids).not.toContain(done)
  expect(ids, 'its validation broke off: the upload goes through again').not.toContain(unjudged)
})

test('a run without time left notes where it stopped, the next one goes on there, a full one begins anew', async () => {
  await writeMarker(line.store, { key: 'incoming/zzz' })
  expect((await resendUploads(run({ minutesFromNow: 600 }))).sent, 'nothing lies behind the marker').toBe(0)
  expect(await readMarker(line.store), 'it came to the end').toBeNull()

  await writeMarker(line.store, { key: 'incoming/zzz' })
  expect((await resendUploads(run({ olderThanSeconds: 0, everything: true }))).sent).toBe(1)
})
