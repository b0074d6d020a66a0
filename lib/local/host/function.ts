import { randomUUID } from 'node:crypto'
import { Environment, type EnvironmentOptions, FunctionError } from './environment.ts'

export interface FunctionEvents {
  readonly started: (requestId: string) => void
  readonly finished: (requestId: string, milliseconds: number) => void
  readonly failed: (requestId: string, milliseconds: number, error: FunctionError) => void
}

interface Waiting {
  readonly resolve: (environment: Environment) => void
  readonly reject: (error: FunctionError) => void
}

/** A function with its pool of environments: warm ones are used again, more are started while all are busy. */
export class HostedFunction {
  readonly #options: EnvironmentOptions
  readonly #limit: number
  readonly #events: FunctionEvents
  readonly #idle: Environment[] = []
  readonly #all = new Set<Environment>()
  readonly #waiting: Waiting[] = []
  #starting = 0
  #invocations = 0
  #broken: FunctionError | null = null

  /** `limit`: how many environments there may be at once; further invocations wait. */
  constructor(options: EnvironmentOptions, limit: number, events: FunctionEvents) {
    this.#options = options
    this.#limit = limit
    this.#events = events
  }

  get limit(): number {
    return this.#limit
  }

  /** Whether an invocation is under way, or waits for an environment. */
  get busy(): boolean {
    return this.#invocations > 0
  }

  /** Starts a first environment. Rejects with FunctionError if the function cannot be initialized. */
  async warm(): Promise<void> {
    this.#release(await this.#start())
  }

  /**
   * Invokes with an event as JSON, gives the result as JSON. Rejects with FunctionError.
   * A function that could not be initialized stays broken: it would only fail again, for ever.
   */
  invoke(event: string, requestId: string = randomUUID()): Promise<string> {
    this.#invocations += 1
    return this.#invoke(event, requestId).finally(() => (this.#invocations -= 1))
  }

  async #invoke(event: string, requestId: string): Promise<string> {
    const environment = await this.#acquire()
    const began = performance.now()
    this.#events.started(requestId)
    try {
      const result = await environment.invoke(requestId, event)
      this.#events.finished(requestId, performance.now() - began)
      return result
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error
      this.#options.log.write(`${JSON.stringify({ requestId, ...error.failure })}\n`)
      this.#events.failed(requestId, performance.now() - began, error)
      throw error
    } finally {
      this.#release(environment)
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#all].map((environment) => environment.stop()))
  }

  async #acquire(): Promise<Environment> {
    if (this.#broken !== null) throw this.#broken
    if (this.#limit === 0)
      throw new FunctionError({ errorType: 'TooManyRequestsException', errorMessage: 'Its reserved concurrency is 0.', trace: [] })
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.alive) return idle
      this.#all.delete(idle)
    }
    if (this.#all.size + this.#starting < this.#limit) return this.#start()
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
  }

  async #start(): Promise<Environment> {
    this.#starting += 1
    try {
      const environment = await Environment.start(this.#options)
      this.#all.add(environment)
      return environment
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error
      const { errorType, errorMessage, trace } = error.failure
      this.#broken = new FunctionError({ errorType, errorMessage: `${this.#options.data.functionName} cannot be initialized: ${errorMessage}`, trace })
      this.#options.log.write(`${JSON.stringify(this.#broken.failure)}\n`)
      for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#broken)
      throw this.#broken
    } finally {
      this.#starting -= 1
    }
  }

  #release(environment: Environment): void {
    if (environment.alive) {
      const next = this.#waiting.shift()
      if (next === undefined) this.#idle.push(environment)
      else next.resolve(environment)
      return
    }
    this.#all.delete(environment)
    const next = this.#waiting.shift()
    if (next !== undefined) this.#start().then(next.resolve, next.reject)
  }
}
