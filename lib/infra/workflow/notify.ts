import type { Construct } from 'constructs'
import type { SesNotifyEnvironment, SmtpNotifyEnvironment } from '../../../functions/notify/environment.ts'
import { RESULTS } from '../../store/object-keys.ts'
import { GongkaiFunction } from '../function.ts'
import { UNMAILED } from '../../store/unfinished.ts'
import { onItems, onObjects, onPartitions, toStrike } from '../permissions.ts'
import { type Site, TIMEOUTS } from './site.ts'

/** Mail queue → mails, with a ledger in the table. */
export function addNotify(scope: Construct, { storage, queues, post, ...site }: Site): void {
  const { settings } = site
  const { transport } = post
  const environment = {
    TABLE_NAME: storage.table.tableName,
    ...post.environment,
    RECORDS_BUCKET: storage.records.bucketName,
    MAIL_QUEUE_URL: queues.mail.queue.queueUrl,
    RECEIPTS: settings.receipts ? 'on' : 'off',
    SUPERVISOR_RECEIPTS: settings.supervisorReceipts ? 'on' : 'off',
  }
  const shared = {
    ...site,
    name: 'notify',
    timeout: TIMEOUTS.notify,
    memorySize: 512,
    may: [
      onObjects(storage.records, RESULTS, ['GetObject']),
      onItems(storage.table, ['GetItem', 'BatchGetItem', 'PutItem', 'Query']),
      toStrike(storage.table, UNMAILED),
      // Only SMTP tells at once that nobody has an address.
      ...(transport.kind === 'smtp' ? [onPartitions(storage.table, ['UpdateItem'], ['ADDRESS#*'])] : []),
      // Until whoever claimed the same mail is done or dead.
      queues.mail.mayBePutOff(),
      ...post.mayDeliver(),
    ],
  }
  const { lambda } =
    transport.kind === 'ses'
      ? new GongkaiFunction<typeof SesNotifyEnvironment>(scope, 'Notify', { ...shared, bundle: 'notify', environment: { ...environment, ...transport.environment } })
      : new GongkaiFunction<typeof SmtpNotifyEnvironment>(scope, 'Notify', { ...shared, bundle: 'notify-smtp', environment: { ...environment, ...transport.environment } })
  // Few at a time: mail services limit how fast a sender may go.
  lambda.addEventSource(queues.mail.source({ batchSize: 5, maxConcurrency: 2 }))
}
