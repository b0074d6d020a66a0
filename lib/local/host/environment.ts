import { Worker } from 'node:worker_threads'
import type { Writable } from 'node:stream'
import type { EnvironmentData, EnvironmentMessage, FunctionFailure, InvokeMessage } from './protocol.ts'

/** A function threw, timed out, exited or could not start. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError'
  readonly failure: FunctionFailure

  constructor(failure: FunctionFailure) {
    super(`${failure.errorType}: ${failure.errorMessage}`)
    this.failure = failure
  }
}

const failed = (errorType: string, errorMessage: string): FunctionError =>
  new FunctionError({ errorType, errorMessage, trace: [] })

/** Lambda gives initialization ten seconds; a machine that does other work as well needs longer for all functions at once. */
const INIT_TIMEOUT_MS = 60_000

export interface EnvironmentOptions {
  readonly data: EnvironmentData
  /** The whole environment of the function; nothing of this process's own is passed on. */
  readonly variables: Readonly<Record<string, string>>
  readonly timeoutSeconds: number
  /** What the function writes to its standard output and error. */
  readonly log: Writable
}

/** One execution environment: a thread that lives until it fails, and does one invocation at a time. */
export class Environment {
  readonly #options: EnvironmentOptions
  readonly #worker: Worker
  #settle: { readonly resolve: (payload: string) => void; readonly reject: (error: FunctionError) => void } | null = null
  #dead = false

  private constructor(options: EnvironmentOptions) {
    this.#options = options
    this.#worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: options.data,
      env: { ...options.variables },
      execArgv: [],
      argv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: options.data.memoryMegabytes },
    })
    this.#worker.stdout.pipe(options.log, { end: false })
    this.#worker.stderr.pipe(options.log, { end: false })
    this.#worker.on('message', (message: EnvironmentMessage) => this.#hear(message))
    this.#worker.on('error', (error: Error & { code?: string }) => {
      const exhausted = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      this.#die(exhausted ? failed('Runtime.OutOfMemory', 'the heap is exhausted') : failed(error.name, error.message))
    })
    this.#worker.on('exit', (code) => this.#die(failed('Runtime.ExitError', `the function exited with code ${code}`)))
  }

  /** Starts a thread and loads the handler. Rejects with FunctionError if that fails. */
  static async start(options: EnvironmentOptions): Promise<Environment> {
    const environment = new Environment(options)
    await environment.#within(INIT_TIMEOUT_MS, () => failed('Sandbox.Timedout', `initialization took longer than ${INIT_TIMEOUT_MS / 1000} seconds`))
    return environment
  }

  get alive(): boolean {
    return !this.#dead
  }

  /** Runs one invocation; gives the result as JSON. Rejects with FunctionError; the environment may be dead then. */
  invoke(requestId: string, event: string): Promise<string> {
    const milliseconds = this.#options.timeoutSeconds * 1000
    const outcome = this.#within(milliseconds, () =>
      failed('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after ${this.#options.timeoutSeconds.toFixed(2)} seconds`),
    )
    this.#worker.postMessage({ requestId, event, deadline: Date.now() + milliseconds } satisfies InvokeMessage)
    return outcome
  }

  async stop(): Promise<void> {
    this.#dead = true
    await this.#worker.terminate()
  }

  /** Waits for the thread's next answer; a thread that gives none in time is ended. */
  #within(milliseconds: number, late: () => FunctionError): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#die(late()), milliseconds)
      const settled = <Value>(then: (value: Value) => void) => (value: Value) => {
        clearTimeout(timer)
        this.#settle = null
        then(value)
      }
      this.#settle = { resolve: settled(resolve), reject: settled(reject) }
    })
  }

  #hear(message: EnvironmentMessage): void {
    if (message.kind === 'ready') this.#settle?.resolve('')
    else if (message.kind === 'result') this.#settle?.resolve(message.payload)
    else if (message.kind === 'failed') this.#settle?.reject(new FunctionError(message.failure))
    else this.#die(new FunctionError(message.failure))
  }

  #die(error: FunctionError): void {
    this.#dead = true
    this.#settle?.reject(error)
    void this.#worker.terminate()
  }
}
