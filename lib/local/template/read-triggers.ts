import { z } from 'zod'
import type { ScheduleResource } from './model.ts'
import * as properties from './properties.ts'
import type { Reader } from './reader.ts'

const parseInput = (input: string | undefined): unknown => (input === undefined ? null : z.json().parse(JSON.parse(input)))

/** Enabled rules and schedules, one for each target. */
export function readSchedules(reader: Reader): ScheduleResource[] {
  const rules = reader.read('AWS::Events::Rule', properties.Rule, (one) =>
    one.Targets.map((target) => ({
      expression: one.ScheduleExpression,
      functionArn: reader.functionArn(target.Arn),
      input: parseInput(target.Input),
      enabled: one.State === 'ENABLED',
    })),
  )
  const schedules = reader.read('AWS::Scheduler::Schedule', properties.Schedule, (one) => ({
    expression: one.ScheduleExpression,
    functionArn: reader.functionArn(one.Target.Arn),
    input: parseInput(one.Target.Input),
    enabled: one.State === 'ENABLED',
  }))
  return [...rules.flat(), ...schedules].filter((schedule) => schedule.enabled)
}
