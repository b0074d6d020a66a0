import { TimeZone } from 'aws-cdk-lib'
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler'
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets'
import type { Construct } from 'constructs'
import type { SesRemindEnvironment, SmtpRemindEnvironment } from '../../../functions/remind/environment.ts'
import { GongkaiFunction } from '../function.ts'
import type { PublicApi } from '../http-api.ts'
import { onItems, toQuery } from '../permissions.ts'
import { type Site, TIMEOUTS } from './site.ts'

/** Every morning, and as often as it sends itself more: reminders, urgings and digests, with a ledger in the table. */
export function addRemind(scope: Construct, { storage, queues, post, ...site }: Site, api: PublicApi): void {
  const environment = {
    TABLE_NAME: storage.table.tableName,
    ...post.environment,
    REMINDERS_QUEUE_URL: queues.reminders.queue.queueUrl,
    API_URL: api.endpoint,
  }
  const shared = {
    ...site,
    name: 'remind',
    timeout: TIMEOUTS.remind,
    memorySize: 512,
    may: [
      onItems(storage.table, ['GetItem', 'BatchGetItem', 'BatchWriteItem', 'PutItem', 'UpdateItem', 'Query']),
      // Objections that wait for an answer.
      toQuery(storage.table, ['bySupervisor']),
      queues.reminders.mayBeSentTo(),
      ...post.mayDeliver(),
    ],
  }
  const { transport } = post
  const { lambda } =
    transport.kind === 'ses'
      ? new GongkaiFunction<typeof SesRemindEnvironment>(scope, 'Remind', { ...shared, bundle: 'remind', environment: { ...environment, ...transport.environment } })
      : new GongkaiFunction<typeof SmtpRemindEnvironment>(scope, 'Remind', { ...shared, bundle: 'remind-smtp', environment: { ...environment, ...transport.environment } })
  // Few at a time: mail services limit how fast a sender may go.
  lambda.addEventSource(queues.reminders.source({ batchSize: 1, maxConcurrency: 4 }))

  // The message carries the day: the function needs no clock to know which one it works for.
  new Schedule(scope, 'RemindSchedule', {
    description: 'Gongkai: reminders and digests',
    schedule: ScheduleExpression.cron({ hour: '9', minute: '0', timeZone: TimeZone.ASIA_SHANGHAI }),
    target: new SqsSendMessage(queues.reminders.queue, { input: ScheduleTargetInput.fromObject({ time: ContextAttribute.scheduledTime }) }),
  })
}
