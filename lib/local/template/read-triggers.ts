import type { StackModel, Target } from './model.ts'
import * as properties from './properties.ts'
import type { Reader } from './reader.ts'

const AHEAD = { UTC: 0, 'Asia/Shanghai': 8 * 3_600_000 } as const

/** What enabled rules and schedules start, and when, one for each target. */
export function readRules(reader: Reader): Pick<StackModel, 'schedules' | 'rules'> {
  const rules = reader
    .read('AWS::Events::Rule', properties.Rule, (one) => one)
    .filter((one) => one.State === 'ENABLED')
    .flatMap(({ ScheduleExpression, EventPattern, Targets }) =>
      Targets.map(({ Arn, Input = null }) => ({ expression: ScheduleExpression, pattern: EventPattern, target: targetOf(reader, Arn), input: Input })),
    )
  const schedules = reader
    .read('AWS::Scheduler::Schedule', properties.Schedule, (one) => one)
    .filter((one) => one.State === 'ENABLED')
    .map(({ ScheduleExpression: expression, ScheduleExpressionTimezone: zone, Target: { Arn, Input = null } }) => ({
      expression,
      aheadMilliseconds: AHEAD[zone],
      target: targetOf(reader, Arn),
      input: Input,
    }))
  return {
    rules: rules.flatMap(({ pattern, target }) => (pattern === undefined ? [] : [{ pattern, target }])),
    schedules: [
      ...rules.flatMap(({ expression, target, input }) => (expression === undefined ? [] : [{ expression, aheadMilliseconds: 0, target, input }])),
      ...schedules,
    ],
  }
}

const targetOf = (reader: Reader, arn: string): Target => (arn.includes(':sqs:') ? { queueArn: arn } : { functionArn: reader.functionArn(arn) })
