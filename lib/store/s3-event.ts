import * as z from 'zod'
import { bareETag, type Upload, versionOrNull } from './upload.ts'

const S3Record = z.object({
  eventName: z.string(),
  eventTime: z.iso.datetime(),
  s3: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({
      key: z.string(),
      size: z.int().nonnegative(),
      eTag: z.string().optional(),
      versionId: z.string().optional(),
      sequencer: z.string().optional(),
    }),
  }),
})

/** What S3 puts on the uploads queue: events, or the test event that it sends when the notification is set up. */
const S3Event = z.union([z.object({ Event: z.literal('s3:TestEvent') }), z.object({ Records: z.array(S3Record) })])

/**
 * The uploads that a message of the uploads queue speaks of; none for S3's test event.
 * @throws {ZodError | SyntaxError} if it is no message of S3's.
 */
export function readS3Event(body: string): Upload[] {
  const event = S3Event.parse(JSON.parse(body))
  if (!('Records' in event)) return []
  return event.Records.filter(({ eventName }) => eventName.startsWith('ObjectCreated:')).map(({ eventTime, s3 }) => ({
    bucket: s3.bucket.name,
    // Keys are encoded as HTML forms are: `+` for a blank.
    key: decodeURIComponent(s3.object.key.replaceAll('+', ' ')),
    versionId: versionOrNull(s3.object.versionId),
    eTag: bareETag(s3.object.eTag),
    size: s3.object.size,
    submittedAt: eventTime,
    sequencer: s3.object.sequencer ?? null,
  }))
}

/** The message that S3 would have sent about an upload. */
export const writeS3Event = (upload: Upload): string =>
  JSON.stringify({
    Records: [
      {
        eventName: 'ObjectCreated:Reconciled',
        eventTime: upload.submittedAt,
        s3: {
          bucket: { name: upload.bucket },
          object: {
            key: encodeURIComponent(upload.key).replaceAll('%20', '+'),
            size: upload.size,
            eTag: upload.eTag,
            ...(upload.versionId !== null && { versionId: upload.versionId }),
            ...(upload.sequencer !== null && { sequencer: upload.sequencer }),
          },
        },
      },
    ],
  })
