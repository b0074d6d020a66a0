import { type Marker, listUploads } from '../../lib/store/list-uploads.ts'
import { writeS3Event } from '../../lib/store/s3-event.ts'
import { scanOf } from '../../lib/store/scan.ts'
import { readMarker, takeTurns, withoutResult, writeMarker } from '../../lib/store/unfinished.ts'
import { reportId, type Upload } from '../../lib/store/upload.ts'
import { enqueue } from '../shared/enqueue.ts'
import { isOld, type Run } from './run.ts'

/**
 * Looking up what became of an upload costs a read, every 15 minutes, for as long as it lies in the bucket. After
 * a month it has been sent through some 35 times and the alarms have long told the operator.
 */
const LOOK_BACK_MILLISECONDS = 30 * 24 * 60 * 60 * 1000

/** Longer than this no scan takes: something is wrong with the scanner. */
const SCAN_MILLISECONDS = 60 * 60 * 1000

export interface Resent {
  readonly sent: number
  /** Uploads that have been waiting for a verdict of the malware scan for more than an hour. */
  readonly unscanned: readonly Upload[]
}

/**
 * Uploads that should have a result by now go onto the uploads queue again, as S3 would have announced them; where uploads
 * are scanned for malware, only with a verdict. Goes on where the last run stopped for lack of time.
 */
export async function resendUploads(run: Run): Promise<Resent> {
  let sent = 0
  const waiting: Upload[] = []
  let marker: Marker | null = run.everything ? null : await readMarker(run.store)
  do {
    const { uploads, next } = await listUploads(run.s3, run.environment.UPLOADS_BUCKET, marker)
    const lost = await withoutResultOf(run, uploads.filter((upload) => isWanted(run, upload)))
    const scanned = await Promise.all(lost.map(async (upload) => !isScanned(run) || (await hasVerdict(run, upload))))
    sent += await resend(run, lost.filter((_, index) => scanned[index] === true))
    waiting.push(...lost.filter((_, index) => scanned[index] === false))
    marker = next
  } while (marker !== null && run.timeLeft())
  await writeMarker(run.store, marker)
  return { sent, unscanned: waiting.filter(({ submittedAt }) => run.now.getTime() - Date.parse(submittedAt) >= SCAN_MILLISECONDS) }
}

async function withoutResultOf({ store }: Run, uploads: readonly Upload[]): Promise<Upload[]> {
  const lost = await withoutResult(store, uploads.map(reportId))
  return uploads.filter((upload) => lost.has(reportId(upload)))
}

const isScanned = ({ environment }: Run): boolean => environment.MALWARE_SCAN === 'on'

/** Without a verdict an upload is not read; sent again, it would only wear out its tries. */
const hasVerdict = async ({ s3 }: Run, upload: Upload): Promise<boolean> => !['pending', 'failed'].includes(await scanOf(s3, upload))

async function resend(run: Run, uploads: readonly Upload[]): Promise<number> {
  const byId = new Map(uploads.map((upload) => [reportId(upload), upload]))
  const due = await takeTurns(run.store, 'upload', [...byId.keys()], run.now, run.waitMilliseconds)
  const messages = due.flatMap((id) => {
    const upload = byId.get(id)
    return upload === undefined ? [] : [writeS3Event(upload)]
  })
  await enqueue(run.sqs, run.environment.UPLOADS_QUEUE_URL, messages)
  return due.length
}

const isWanted = (run: Run, { submittedAt }: Upload): boolean =>
  isOld(run, submittedAt) &&
  (run.everything || run.now.getTime() - Date.parse(submittedAt) < LOOK_BACK_MILLISECONDS)
