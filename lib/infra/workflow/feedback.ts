import { EventBus, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses'
import type { Construct } from 'constructs'
import type { FeedbackEnvironment } from '../../../functions/feedback/environment.ts'
import { GongkaiFunction } from '../function.ts'
import { onPartitions } from '../permissions.ts'
import { type Site, TIMEOUTS } from './site.ts'

/** Bounces and complaints of SES → feedback queue → what is known of the address. A server that mails go to by SMTP answers at once instead. */
export function addFeedback(scope: Construct, { storage, queues, post, ...site }: Site): void {
  const { feedback } = queues
  if (post.configurationSet === null || feedback === undefined) return
  post.configurationSet.addEventDestination('Bus', {
    destination: EventDestination.eventBus(EventBus.fromEventBusName(scope, 'DefaultBus', 'default')),
    events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
  })
  new Rule(scope, 'FeedbackRule', {
    eventPattern: {
      source: ['aws.ses'],
      detailType: ['Email Bounced', 'Email Complaint Received'],
      detail: { mail: { tags: { 'ses:configuration-set': [post.configurationSet.configurationSetName] } } },
    },
    targets: [new SqsQueue(feedback.queue)],
  })
  const { lambda } = new GongkaiFunction<typeof FeedbackEnvironment>(scope, 'Feedback', {
    ...site,
    name: 'feedback',
    bundle: 'feedback',
    timeout: TIMEOUTS.feedback,
    memorySize: 512,
    environment: { TABLE_NAME: storage.table.tableName, REMINDERS_QUEUE_URL: queues.reminders.queue.queueUrl },
    may: [onPartitions(storage.table, ['UpdateItem'], ['ADDRESS#*']), queues.reminders.mayBeSentTo()],
  })
  lambda.addEventSource(feedback.source({ batchSize: 10, maxConcurrency: 2 }))
}
