import { randomUUID } from 'node:crypto'
import type { Notification } from '../template/model.ts'
import { ACCOUNT, PARTITION, REGION } from '../template/template.ts'
import type { ObjectEvent } from './store.ts'

/**
 * S3's event messages.
 * Source: Amazon S3 User Guide, “Event message structure” (version 2.1).
 */

/** Keys arrive URL-encoded as in an HTML form: a blank is `+`, a slash stays. */
const encodeKey = (key: string): string =>
  encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

/** Whether `notification` asks for `event`. */
export function wants(notification: Notification, event: ObjectEvent): boolean {
  return (
    notification.bucket === event.bucket &&
    event.version.key.startsWith(notification.prefix) &&
    event.version.key.endsWith(notification.suffix) &&
    notification.events.some((name) => {
      const wanted = name.replace(/^s3:/, '')
      return wanted.endsWith('*') ? event.name.startsWith(wanted.slice(0, -1)) : wanted === event.name
    })
  )
}

/** The message that tells of `event`. */
export function eventMessage({ bucket, name, version }: ObjectEvent) {
  const deleted = name.startsWith('ObjectRemoved')
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: REGION,
        eventTime: version.lastModified.toISOString(),
        eventName: name,
        userIdentity: { principalId: `AWS:${ACCOUNT}` },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': randomUUID(), 'x-amz-id-2': randomUUID() },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'local',
          bucket: { name: bucket, ownerIdentity: { principalId: ACCOUNT }, arn: `arn:${PARTITION}:s3:::${bucket}` },
          object: {
            key: encodeKey(version.key),
            ...(!deleted && { size: version.contentLength, eTag: version.etag.replaceAll('"', '') }),
            ...(version.versionId !== 'null' && { versionId: version.versionId }),
            sequencer: version.sequencer,
          },
        },
      },
    ],
  }
}

/** What S3 sends to a queue when a notification is set up. */
export const testEvent = (bucket: string) => ({
  Service: 'Amazon S3',
  Event: 's3:TestEvent',
  Time: new Date().toISOString(),
  Bucket: bucket,
  RequestId: randomUUID(),
  HostId: randomUUID(),
})
