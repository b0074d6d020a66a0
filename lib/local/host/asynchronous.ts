import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { FunctionResource } from '../template/model.ts'
import { FunctionError } from './environment.ts'

/** Lambda waits one minute before the first retry and two before the second. */
const RETRY_DELAYS_MS = [60_000, 120_000]

export interface AsynchronousTarget {
  readonly resource: Pick<FunctionResource, 'arn' | 'retries' | 'onFailure'>
  readonly invoke: (event: string, requestId: string) => Promise<string>
  /** Sends what failed for good to the queue or function that the template names. */
  readonly forward: (targetArn: string, body: string, attributes: Readonly<Record<string, string>>) => Promise<void>
}

/**
 * An asynchronous invocation: tried again as the template says, then handed to its dead-letter queue or failure
 * destination. Never rejects for what the function does; stops waiting when `signal` is aborted.
 * Source: AWS Lambda Developer Guide, “Asynchronous invocation”.
 */
export async function invokeAsynchronously(
  target: AsynchronousTarget,
  event: string,
  signal: AbortSignal,
  retryDelays: readonly number[] = RETRY_DELAYS_MS,
): Promise<void> {
  const { retries, onFailure, arn } = target.resource
  const requestId = randomUUID()
  const began = Date.now()
  for (let attempt = 0; ; attempt += 1) {
    try {
      await target.invoke(event, requestId)
      return
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error
      const wait = retryDelays[attempt] ?? retryDelays.at(-1) ?? 0
      const tooOld = Date.now() + wait - began > retries.maximumAgeSeconds * 1000
      if (attempt >= retries.attempts || tooOld) {
        if (onFailure !== null) await target.forward(onFailure.arn, ...farewell(onFailure.kind, event, error, requestId, arn, attempt + 1))
        return
      }
      const aborted = await delay(wait, undefined, { signal }).then(
        () => false,
        () => true,
      )
      if (aborted) return
    }
  }
}

/** A dead-letter queue gets the event itself, a destination gets a record around it. */
function farewell(
  kind: 'deadLetter' | 'destination',
  event: string,
  error: FunctionError,
  requestId: string,
  functionArn: string,
  attempts: number,
): [body: string, attributes: Record<string, string>] {
  const { errorType, errorMessage, trace } = error.failure
  if (kind === 'deadLetter') return [event, { RequestID: requestId, ErrorCode: '200', ErrorMessage: errorMessage.slice(0, 1024) }]
  const record = {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: { requestId, functionArn: `${functionArn}:$LATEST`, condition: 'RetriesExhausted', approximateInvokeCount: attempts },
    requestPayload: JSON.parse(event) as unknown,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType, errorMessage, trace },
  }
  return [JSON.stringify(record), {}]
}
