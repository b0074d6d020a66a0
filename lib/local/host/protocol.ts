/** What the main thread and a function's thread say to each other. Events and results travel as JSON, as on Lambda. */

export interface EnvironmentData {
  /** The module that holds the handler. */
  readonly file: string
  /** The name under which the module exports it. */
  readonly exported: string
  readonly functionName: string
  readonly functionArn: string
  readonly memoryMegabytes: number
  /** Where `@aws-sdk/*` is found if the bundle leaves it out: Lambda's runtime brings it along. */
  readonly runtimeModules: string
}

export interface InvokeMessage {
  readonly requestId: string
  readonly event: string
  /** Milliseconds since 1970. */
  readonly deadline: number
}

/** A failure as Lambda reports it to the caller. */
export interface FunctionFailure {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace: readonly string[]
}

export type EnvironmentMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'initFailed'; readonly failure: FunctionFailure }
  | { readonly kind: 'result'; readonly requestId: string; readonly payload: string }
  | { readonly kind: 'failed'; readonly requestId: string; readonly failure: FunctionFailure }
