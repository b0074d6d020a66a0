import { createWriteStream, mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pathToFileURL } from 'node:url'
import type { LocalEvent } from './events.ts'
import type { Caller, Keyring } from './guard/keyring.ts'
import { locateCode } from './host/code.ts'
import { HostedFunction } from './host/function.ts'
import { callerOf } from './host/role.ts'
import type { FunctionResource, StackModel } from './template/model.ts'
import { REGION, TemplateError } from './template/template.ts'

export interface FunctionsOptions {
  readonly root: string
  readonly home: string
  readonly assets: ReadonlyMap<string, string>
  /** Where each function gets an access key of its own. */
  readonly keyring: Keyring
  /** Where the services are, as variables of the environment. */
  readonly endpoints: Readonly<Record<string, string>>
  /** Show what the functions log on standard error as well. */
  readonly verbose: boolean
  readonly tell: (event: LocalEvent) => void
}

const withoutHash = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '')

/** As many environments at once as there are processors to run them, unless the template reserves fewer. */
const defaultLimit = (): number => Math.max(2, availableParallelism())

/** The functions of the stack, by ARN. */
export class Functions {
  readonly #hosted = new Map<string, { readonly resource: FunctionResource; readonly host: HostedFunction }>()
  readonly #logs: NodeJS.WritableStream[] = []
  readonly #logOf = new Map<string, NodeJS.WritableStream>()

  constructor(model: StackModel, options: FunctionsOptions) {
    mkdirSync(join(options.home, 'logs'), { recursive: true })
    for (const resource of model.functions) this.#hosted.set(resource.arn, { resource, host: this.#host(resource, options) })
  }

  get(arn: string): { readonly resource: FunctionResource; readonly host: HostedFunction } {
    const found = this.#hosted.get(arn)
    if (found === undefined) throw new TemplateError(`there is no function ${arn}`)
    return found
  }

  /** By logical id, with or without the hash that CDK puts at its end, or by physical name. */
  find(name: string): HostedFunction {
    for (const { resource, host } of this.#hosted.values())
      if ([resource.logicalId, resource.name, withoutHash(resource.logicalId)].includes(name)) return host
    throw new TemplateError(`there is no function ${name}`)
  }

  /** Whether any function is at work. */
  get busy(): boolean {
    return [...this.#hosted.values()].some(({ host }) => host.busy)
  }

  /** Writes into a function's log what the caller with this ARN was refused; the function may swallow the error. */
  logRefusal(callerArn: string, message: string): void {
    this.#logOf.get(callerArn)?.write(`${JSON.stringify({ level: 'ERROR', errorType: 'AccessDenied', message })}\n`)
  }

  /** Initializes every function once, so that one which cannot start says so now. */
  async warm(): Promise<void> {
    await Promise.all([...this.#hosted.values()].filter(({ host }) => host.limit > 0).map(({ host }) => host.warm()))
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#hosted.values()].map(({ host }) => host.stop()))
    await Promise.all(this.#logs.map((log) => new Promise<void>((resolve) => log.end(resolve))))
  }

  #host(resource: FunctionResource, options: FunctionsOptions): HostedFunction {
    const file = createWriteStream(join(options.home, 'logs', `${resource.name}.log`), { flags: 'a' })
    this.#logs.push(file)
    const log = new PassThrough()
    log.pipe(file, { end: false })
    const caller = callerOf(resource)
    this.#logOf.set(caller.arn, log)
    if (options.verbose) log.pipe(process.stderr, { end: false })
    const { file: module, exported } = locateCode(resource, options.assets, join(options.home, 'code'))
    const data = {
      file: module,
      exported,
      functionName: resource.name,
      functionArn: resource.arn,
      memoryMegabytes: resource.memoryMegabytes,
      runtimeModules: pathToFileURL(join(options.root, 'package.json')).href,
    }
    const name = withoutHash(resource.logicalId)
    return new HostedFunction(
      { data, variables: variablesOf(resource, { ...keyVariables(options.keyring, caller, resource.name), ...options.endpoints }), timeoutSeconds: resource.timeoutSeconds, log },
      resource.reservedConcurrency ?? defaultLimit(),
      {
        started: (requestId) => options.tell({ kind: 'started', function: name, requestId }),
        finished: (requestId, milliseconds) => options.tell({ kind: 'finished', function: name, requestId, milliseconds }),
        failed: (requestId, milliseconds, error) =>
          options.tell({ kind: 'failed', function: name, requestId, milliseconds, reason: error.message }),
      },
    )
  }
}

function keyVariables(keyring: Keyring, caller: Caller, name: string): Record<string, string> {
  const { accessKeyId, secretAccessKey } = keyring.make(name, caller)
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }
}

/** What Lambda sets of itself, then what the template says. */
function variablesOf(resource: FunctionResource, aws: Readonly<Record<string, string>>): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    LANG: 'en_US.UTF-8',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: resource.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(resource.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${resource.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    _HANDLER: resource.handler,
    ...resource.variables,
    ...aws,
  }
}
