import { AsyncLocalStorage } from 'node:async_hooks'
import type { Version } from './objects.ts'

/**
 * What the store has to know of the HTTP request at hand. The S3 emulator's handlers know no versions and no
 * conditional writes: they pass bucket and key alone, and the store finds the rest here.
 */
export interface S3Request {
  readonly versionId: string | undefined
  /** `If-None-Match: *`: write only if there is no such object. */
  readonly onlyIfAbsent: boolean
  readonly copies: boolean
  /** Of what is written; undefined: a copy has those of its source. */
  readonly tags: Readonly<Record<string, string>> | undefined
  /** Set by the store: the version that was read or written. */
  version: Version | undefined
}

const requests = new AsyncLocalStorage<S3Request>()

export const runWithRequest = <Result>(request: S3Request, body: () => Result): Result => requests.run(request, body)

export const currentRequest = (): S3Request | undefined => requests.getStore()
