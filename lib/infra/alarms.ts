import { Duration, Stack } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'

/** Alarms that mail the operator. Each is a section of docs/operator-runbook.md, under the name given here. */
export class Alarms extends Construct {
  readonly #topic: Topic

  constructor(scope: Construct, id: string, props: { readonly operatorMailbox: string }) {
    super(scope, id)
    this.#topic = new Topic(this, 'Topic', { enforceSSL: true })
    this.#topic.addSubscription(new EmailSubscription(props.operatorMailbox))
  }

  /** Raises `name` as soon as `metric` reaches `threshold`. */
  add(name: string, metric: Metric, props: { readonly threshold: number; readonly meaning: string }): void {
    new Alarm(this, name, {
      alarmName: `${Stack.of(this).stackName}-${name}`,
      alarmDescription: `${props.meaning}. See docs/operator-runbook.md#${name}`,
      metric,
      threshold: props.threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.#topic))
  }
}

export const ALARM_PERIOD = Duration.minutes(5)
