import { Duration } from 'aws-cdk-lib'
import type { Alarms } from '../alarms.ts'
import type { Bundle, BundleName } from '../bundle.ts'
import type { Post } from '../post.ts'
import type { Settings } from '../settings.ts'
import type { QueueName } from '../../store/messages.ts'
import type { Storage } from '../storage.ts'
import type { WorkQueue } from '../work-queue.ts'

/** Everything that a function of the workflow may be wired to. */
export interface Site {
  readonly bundles: ReadonlyMap<BundleName, Bundle>
  readonly storage: Storage
  readonly queues: Readonly<Record<Exclude<QueueName, 'feedback'>, WorkQueue>> & {
    /** None where mails go by SMTP. */
    readonly feedback?: WorkQueue
  }
  readonly post: Post
  readonly alarms: Alarms
  readonly settings: Settings
}

/** How long each function may take; the queues' visibility follows from it. `notify` and `remind` claim mails for longer than their own. */
export const TIMEOUTS = {
  parse: Duration.seconds(60),
  validate: Duration.seconds(60),
  notify: Duration.seconds(30),
  remind: Duration.seconds(30),
  feedback: Duration.seconds(30),
  tally: Duration.minutes(1),
  reconcile: Duration.minutes(5),
  recheck: Duration.minutes(5),
  /** As long as API Gateway waits. */
  api: Duration.seconds(29),
} as const
