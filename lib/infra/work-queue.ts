import { Duration, Names } from 'aws-cdk-lib'
import type { IEventSource } from 'aws-cdk-lib/aws-lambda'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { ALARM_PERIOD, type Alarms } from './alarms.ts'
import type { QueueName } from '../store/messages.ts'
import { type Permission, to } from './permissions.ts'

export interface WorkQueueProps {
  readonly name: QueueName
  /** Of the function that works it off. */
  readonly consumerTimeout: Duration
  readonly alarms: Alarms
}

/** A queue with what each queue needs: a dead-letter queue that keeps longer, encryption, TLS only, alarms. */
export class WorkQueue extends Construct {
  readonly queue: Queue
  /** What failed five times. */
  readonly deadLetters: Queue

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id)
    const shared = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true }
    this.deadLetters = new Queue(this, 'DeadLetters', { ...shared, retentionPeriod: Duration.days(14) })
    this.queue = new Queue(this, 'Queue', {
      ...shared,
      // A message keeps its first timestamp in the dead-letter queue: there it must have days left.
      retentionPeriod: Duration.days(4),
      // Six times the consumer's timeout, as AWS asks of Lambda event sources: throttled batches wait inside it.
      visibilityTimeout: Duration.seconds(6 * props.consumerTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    })
    props.alarms.add(
      `${props.name}-dead-letters`,
      this.deadLetters.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: 'Maximum' }),
      { threshold: 1, meaning: `A message of the ${props.name} queue failed five times` },
    )
    props.alarms.add(
      `${props.name}-age`,
      this.queue.metricApproximateAgeOfOldestMessage({ period: ALARM_PERIOD, statistic: 'Maximum' }),
      { threshold: Duration.hours(1).toSeconds(), meaning: `The ${props.name} queue is an hour behind` },
    )
  }

  /**
   * As an event source: failures are reported message by message. CDK's own source lets the function do more than Lambda
   * does in its role.
   */
  source(props: { readonly batchSize: number; readonly maxConcurrency: number; readonly maxBatchingWindow?: Duration }): IEventSource {
    const { queueArn, node } = this.queue
    return {
      bind: (target) => {
        target.addEventSourceMapping(`SqsEventSource:${Names.nodeUniqueId(node)}`, { ...props, eventSourceArn: queueArn, reportBatchItemFailures: true })
        target.addToRolePolicy(to(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [queueArn]).statement)
      },
    }
  }

  /** The permission to put messages here. */
  mayBeSentTo(): Permission {
    return to(['sqs:SendMessage'], [this.queue.queueArn])
  }

  /** The permission to let a message come again sooner or later than the queue would. */
  mayBePutOff(): Permission {
    return to(['sqs:ChangeMessageVisibility'], [this.queue.queueArn])
  }

  /** The permissions to put back here what failed. */
  mayBeRedriven(): Permission[] {
    return [this.mayBeSentTo(), to(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], [this.deadLetters.queueArn])]
  }
}
