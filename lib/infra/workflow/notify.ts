import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { NotifyEnvironment, SmtpNotifyEnvironment } from '../../../functions/notify/environment.ts'
import { RESULTS } from '../../store/object-keys.ts'
import { GongkaiFunction } from '../function.ts'
import { onItems, onObjects, type Permission, to } from '../permissions.ts'
import type { Settings } from '../settings.ts'
import { type Site, TIMEOUTS } from './site.ts'

/** Mail queue → mails, with a ledger in the table. */
export function addNotify(scope: Construct, { storage, queues, ...site }: Site): void {
  const { settings } = site
  const environment = {
    TABLE_NAME: storage.table.tableName,
    RECORDS_BUCKET: storage.records.bucketName,
    MAIL_QUEUE_URL: queues.mail.queue.queueUrl,
    MAIL_FROM: settings.mailFrom,
    OPERATOR_MAILBOX: settings.operatorMailbox,
    RECEIPTS: settings.receipts ? 'on' : 'off',
    SUPERVISOR_RECEIPTS: settings.supervisorReceipts ? 'on' : 'off',
    RESUBMIT_SENTENCE: settings.resubmission.sentence,
    RESUBMIT_URL: settings.resubmission.url ?? '',
  }
  const shared = {
    ...site,
    name: 'notify',
    timeout: TIMEOUTS.notify,
    memorySize: 512,
    may: [
      onObjects(storage.records, RESULTS, ['GetObject']),
      onItems(storage.table, ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'Query']),
      ...mayDeliver(scope, settings),
    ],
  }
  const { mailTransport } = settings
  const { lambda } =
    mailTransport.kind === 'ses'
      ? new GongkaiFunction<typeof NotifyEnvironment>(scope, 'Notify', { ...shared, bundle: 'notify', environment })
      : new GongkaiFunction<typeof SmtpNotifyEnvironment>(scope, 'Notify', {
          ...shared,
          bundle: 'notify-smtp',
          environment: {
            ...environment,
            SMTP_HOST: mailTransport.host,
            SMTP_PORT: String(mailTransport.port),
            SMTP_SECRET_ARN: mailTransport.secretArn,
          },
        })
  // Few at a time: mail services limit how fast a sender may go.
  lambda.addEventSource(queues.mail.source({ batchSize: 5, maxConcurrency: 2 }))
}

function mayDeliver(scope: Construct, { mailTransport, mailFrom }: Settings): Permission[] {
  if (mailTransport.kind === 'smtp')
    return mailTransport.secretArn === ''
      ? []
      : [to(['secretsmanager:GetSecretValue'], [mailTransport.secretArn])]
  // SES authorizes against the address and its domain, whichever of the two is verified.
  const identities = [mailFrom, mailFrom.slice(mailFrom.indexOf('@') + 1)]
  return [
    {
      statement: new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: identities.map((resourceName) =>
          Stack.of(scope).formatArn({ service: 'ses', resource: 'identity', resourceName }),
        ),
        conditions: { StringEquals: { 'ses:FromAddress': mailFrom } },
      }),
    },
  ]
}
