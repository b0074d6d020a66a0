import { type Marker, listUploads } from '../../lib/store/list-uploads.ts'
import { writeS3Event } from '../../lib/store/s3-event.ts'
import { readMarker, takeTurns, withoutResult, writeMarker } from '../../lib/store/unfinished.ts'
import { reportId, type Upload } from '../../lib/store/upload.ts'
import { enqueue } from '../shared/enqueue.ts'
import { isOld, type Run } from './run.ts'

/**
 * Looking up what became of an upload costs a read, every 15 minutes, for as long as it lies in the bucket. After
 * a month it has been sent through some 35 times and the alarms have long told the operator.
 */
const LOOK_BACK_MILLISECONDS = 30 * 24 * 60 * 60 * 1000

/**
 * Uploads that should have a result by now go onto the uploads queue again, as S3 would have announced them.
 * Goes on where the last run stopped for lack of time. Gives how many.
 */
export async function resendUploads(run: Run): Promise<number> {
  let sent = 0
  let marker: Marker | null = run.everything ? null : await readMarker(run.store)
  do {
    const { uploads, next } = await listUploads(run.s3, run.environment.UPLOADS_BUCKET, marker)
    sent += await resendOverdue(run, uploads.filter((upload) => isWanted(run, upload)))
    marker = next
  } while (marker !== null && run.timeLeft())
  await writeMarker(run.store, marker)
  return sent
}

async function resendOverdue(run: Run, uploads: readonly Upload[]): Promise<number> {
  const byId = new Map(uploads.map((upload) => [reportId(upload), upload]))
  const lost = await withoutResult(run.store, [...byId.keys()])
  const due = await takeTurns(run.store, 'upload', [...lost], run.now, run.waitMilliseconds)
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
