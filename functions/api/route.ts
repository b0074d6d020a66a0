import type { S3Client } from '@aws-sdk/client-s3'
import type { SQSClient } from '@aws-sdk/client-sqs'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import * as z from 'zod'
import type { Action } from '../../lib/access/index.ts'
import type { QueueName } from '../../lib/store/messages.ts'
import type { Store } from '../../lib/store/table.ts'
import { type Access, accessFor } from './access.ts'
import type { ClaimNames } from './principal.ts'
import type { ProblemStatus } from './problem.ts'
import { type Body, take } from './request.ts'

/** What the routes work on. */
export interface Site {
  readonly store: Store
  readonly s3: S3Client
  readonly sqs: SQSClient
  readonly uploads: string
  readonly records: string
  readonly tallyQueue: string
  readonly recheckQueue: string
  /** URLs: from each dead-letter queue to the queue where its messages failed. */
  readonly deadLetters: Partial<Readonly<Record<QueueName, { readonly from: string; readonly to: string }>>>
  /** Whether a file is given out only after a clean verdict of the malware scan. */
  readonly malwareScan: boolean
  readonly claims: ClaimNames
  readonly now: () => Date
}

/** What a route answers: `body` as JSON, or `content` of a type of its own. */
export type Served = { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } & (
  | { readonly body: unknown }
  | { readonly type: string; readonly content: string | Uint8Array }
)

/** One good answer for the description of the API: media types, each with what stands in it; null: text or bytes. */
export interface AnswerDocs {
  readonly about: string
  /** Headers of its own, each with what it says; one that not every such answer has ends with `?`. */
  readonly headers?: Readonly<Record<string, string>>
  readonly content: Readonly<Record<string, z.ZodType | null>>
}

export const jsonAnswer = (about: string, schema: z.ZodType): AnswerDocs => ({ about, content: { 'application/json': schema } })

type Key = `${'GET' | 'POST' | 'PATCH'} /${string}`
type MethodOf<K> = K extends `${infer M extends 'GET' | 'POST' | 'PATCH'} ${string}` ? M : never
type PathOf<K> = K extends `${string} ${infer P extends `/${string}`}` ? P : never

/** A route of the API: what the stack creates, the description tells, and `api` serves. */
export interface Route<K extends Key = Key, A extends Action | null = Action | null> {
  /** By this key API Gateway says which route it matched. */
  readonly key: K
  readonly method: MethodOf<K>
  readonly path: PathOf<K>
  /** What the policy is asked for; null only where no token is asked for. */
  readonly action: A
  readonly docs: {
    readonly summary: string
    readonly path?: z.ZodType | undefined
    readonly query?: z.ZodType | undefined
    readonly body?: Body<unknown>['content'] | undefined
    readonly answers: Readonly<Record<number, AnswerDocs>>
    /** Besides 401 and 403, which come with every action. */
    readonly problems: readonly ProblemStatus[]
  }
  /** A client may keep the answer and ask for it again with `if-none-match`. */
  readonly etag: boolean
  readonly serve: (event: APIGatewayProxyEventV2, site: Site) => Served | Promise<Served>
}

export interface Asked<P, Q, B> {
  readonly site: Site
  readonly access: Access
  readonly path: P
  readonly query: Q
  readonly body: B
}

interface Definition<A extends Action, P, Q, B> {
  readonly action: A
  /** One sentence for the description of the API. */
  readonly summary: string
  readonly path?: z.ZodType<P>
  readonly query?: z.ZodType<Q>
  readonly body?: Body<B>
  readonly answers: Readonly<Record<number, AnswerDocs>>
  readonly problems: readonly ProblemStatus[]
  /** What is asked with GET has an etag, unless every answer is another one. */
  readonly etag?: false
  readonly serve: (asked: Asked<P, Q, B>) => Served | Promise<Served>
}

const NOTHING = z.strictObject({})

/** Takes from an event what the schemas say; who asks is looked at before what is asked. */
export function route<const K extends Key, const A extends Action, P = unknown, Q = unknown, B = unknown>(
  key: K,
  { action, summary, path, query, body, answers, problems, etag, serve }: Definition<A, P, Q, B>,
): Route<K, A> {
  return {
    ...split(key),
    action,
    docs: { summary, path, query, body: body?.content, answers, problems },
    etag: key.startsWith('GET ') && etag !== false,
    serve(event, site) {
      const access = accessFor(event, action, site.claims)
      return serve({
        site,
        access,
        path: take((path ?? NOTHING) as z.ZodType<P>, event.pathParameters ?? {}),
        query: take((query ?? NOTHING) as z.ZodType<Q>, event.queryStringParameters ?? {}),
        body: body?.read(event) as B,
      })
    },
  }
}

interface Open {
  readonly summary: string
  readonly answer: AnswerDocs
  readonly etag: boolean
  readonly serve: () => Served
}

/** A route that asks for no token. */
export const openRoute = <const K extends Key>(key: K, { summary, answer, etag, serve }: Open): Route<K, null> => ({
  ...split(key),
  action: null,
  docs: { summary, answers: { 200: answer }, problems: [] },
  etag,
  serve,
})

function split<K extends Key>(key: K): Pick<Route<K>, 'key' | 'method' | 'path'> {
  const [method, path] = key.split(' ')
  return { key, method: method as MethodOf<K>, path: path as PathOf<K> }
}
