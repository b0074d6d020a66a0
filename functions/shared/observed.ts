import { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import { Metrics } from '@aws-lambda-powertools/metrics'
import middy, { type MiddlewareObj, type MiddyfiedHandler } from '@middy/core'
import type { Context } from 'aws-lambda'

export const logger = new Logger()
export const metrics = new Metrics()

/** Powertools' own middleware complains in the log of every invocation that counted nothing. */
const publish = () => {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
}
const countedMetrics: MiddlewareObj = { after: publish, onError: publish }

/** What every function is wrapped in: logs with the request's id, and metrics written at its end. */
export const observed = <Event, Answer>(
  handler: (event: Event, context: Context) => Promise<Answer>,
): MiddyfiedHandler<Event, Answer> =>
  middy<Event, Answer>(handler).use(injectLambdaContext(logger)).use(countedMetrics)
