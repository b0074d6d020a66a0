import { z } from 'zod'
import type { ApiResource, ScheduleResource } from './model.ts'
import * as properties from './properties.ts'
import type { Reader } from './reader.ts'
import { TemplateError } from './template.ts'

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

/** The HTTP API, if there is one. */
export function readApi(reader: Reader): ApiResource | null {
  const apis = reader.read('AWS::ApiGatewayV2::Api', properties.Api, (api) => api)
  reader.read('AWS::ApiGatewayV2::Stage', properties.Stage, (stage) => stage)
  const integrations = new Map(
    reader.read('AWS::ApiGatewayV2::Integration', properties.Integration, (one, { name }) => [name, one] as const),
  )
  const routes = reader.read('AWS::ApiGatewayV2::Route', properties.Route, (route, { logicalId }) => {
    const integration = integrations.get(route.Target.slice('integrations/'.length))
    if (integration === undefined) throw new TemplateError(`${logicalId}: ${route.Target} is not in the template`)
    return {
      key: route.RouteKey,
      functionArn: reader.functionArn(integration.IntegrationUri),
      timeoutMilliseconds: integration.TimeoutInMillis,
    }
  })
  if (apis.length > 1) throw new TemplateError('more than one HTTP API is not run on this machine')
  return apis[0] === undefined ? null : { cors: apis[0].CorsConfiguration ?? null, routes }
}
