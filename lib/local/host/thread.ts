import { createRequire, registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import type { EnvironmentData, EnvironmentMessage, FunctionFailure, InvokeMessage } from './protocol.ts'

/** The inside of an execution environment: loads one handler, runs one invocation at a time. */

const data = workerData as EnvironmentData
const say = (message: EnvironmentMessage): void => parentPort?.postMessage(message)

const failureOf = (error: unknown): FunctionFailure =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] }

type Handler = (event: unknown, context: object) => unknown

async function load(): Promise<Handler> {
  process.setSourceMapsEnabled(true)
  const runtime = createRequire(data.runtimeModules)
  registerHooks({
    resolve: (specifier, context, next) => {
      if (!/^@(?:aws-sdk|smithy)\//.test(specifier)) return next(specifier, context)
      try {
        return next(specifier, context)
      } catch {
        return { url: pathToFileURL(runtime.resolve(specifier)).href, shortCircuit: true }
      }
    },
  })
  const module = (await import(pathToFileURL(data.file).href)) as Record<string, unknown> & { default?: Record<string, unknown> }
  const handler = module[data.exported] ?? module.default?.[data.exported]
  if (typeof handler !== 'function') throw new Error(`${data.file} does not export a function ${data.exported}`)
  if (handler.length > 2) throw new Error('Node.js 24 on Lambda takes no handlers with a callback')
  return handler as Handler
}

async function invoke(handler: Handler, { requestId, event, deadline }: InvokeMessage): Promise<void> {
  const context = {
    awsRequestId: requestId,
    functionName: data.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: data.functionArn,
    memoryLimitInMB: String(data.memoryMegabytes),
    logGroupName: `/aws/lambda/${data.functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  }
  try {
    // What JSON cannot say (undefined, a function) is null to Lambda.
    const result = (await handler(JSON.parse(event), context)) ?? null
    say({ kind: 'result', requestId, payload: JSON.stringify(result) })
  } catch (error) {
    say({ kind: 'failed', requestId, failure: failureOf(error) })
  }
}

try {
  const handler = await load()
  parentPort?.on('message', (message: InvokeMessage) => void invoke(handler, message))
  say({ kind: 'ready' })
} catch (error) {
  say({ kind: 'initFailed', failure: failureOf(error) })
}
