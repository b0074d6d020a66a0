import { PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { readPartition } from './batch.ts'
import { isConditionFailure, type Store } from './table.ts'
import { ReportId, Upload } from './upload.ts'

/** All versions that one agency submitted for one year. */
export interface Filing {
  readonly agency: string
  readonly year: number
}

const Entry = z.object({
  id: ReportId,
  key: z.string(),
  submittedAt: Upload.shape.submittedAt,
  sequencer: Upload.shape.sequencer,
})
type Entry = z.infer<typeof Entry>

const filingKey = ({ agency, year }: Filing) => `FILING#${agency}#${year}`

/** Notes that a version exists. What the first event said of its time stays, so that its place never changes. */
export async function enterVersion(store: Store, filing: Filing, id: string, upload: Upload): Promise<void> {
  const { key, submittedAt, sequencer } = upload
  try {
    await store.client.send(
      new PutCommand({
        TableName: store.table,
        Item: { pk: filingKey(filing), sk: id, ...({ id, key, submittedAt, sequencer } satisfies Entry) },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    )
  } catch (error) {
    if (!isConditionFailure(error)) throw error
  }
}

/** The ids of all versions entered so far, oldest upload first: version 1 is the first of them. */
export async function versionsOf(store: Store, filing: Filing): Promise<string[]> {
  const entries = z.array(Entry).parse(await readPartition(store, filingKey(filing)))
  return entries.sort(byUpload).map(({ id }) => id)
}

/** S3 compares sequencers of one key only, the shorter one padded on the right. */
const SEQUENCER_LENGTH = 64

/**
 * Sorts the versions of a filing: by time; at the same time, of the same object by sequencer; else in an order that is at
 * least always the same.
 */
export const uploadOrder = (id: string, { submittedAt, key, sequencer }: Pick<Upload, 'submittedAt' | 'key' | 'sequencer'>): string =>
  [submittedAt, key, (sequencer ?? '').padEnd(SEQUENCER_LENGTH, '0'), id].join('\n')

function byUpload(a: Entry, b: Entry): number {
  const [first, second] = [uploadOrder(a.id, a), uploadOrder(b.id, b)]
  return first < second ? -1 : first > second ? 1 : 0
}
