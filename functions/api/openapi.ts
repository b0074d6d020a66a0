import * as z from 'zod'
import { Entry, Finding, NotEvaluated, Report, Score } from '../../lib/report/index.ts'
import { Agency } from '../../lib/store/agency.ts'
import { Problem, ReportDetail, ReportItem } from '../../lib/store/api.ts'
import { AgencyEntry } from '../../lib/store/api-register.ts'
import { Counts } from '../../lib/tally/index.ts'
import type { AnswerDocs, Route } from './route.ts'
import { EXPECTED } from './words.ts'

type Json = Record<string, unknown>

const DESCRIPTION = `Checks the annual reports on open government information (政府信息公开工作年度报告) that Chinese agencies file.

Every route but those marked as open asks for a token of the issuer, as \`Authorization: Bearer …\`. What is not the caller's is answered as what
does not exist. Lists come in pages: ask again with the \`cursor\` that the page gives until it is null. Errors are \`application/problem+json\`
(RFC 9457), in Chinese or, where \`accept-language\` asks for it first, in English. Every answer has an \`x-request-id\`.

API Gateway itself answers, as \`application/json\` with a \`message\`: 401 for a token that it refuses, 404 for what is no route, 413 above 10 MB,
429 where requests come faster than the stack allows (50 a second, 100 at once), 503 where the service takes too long.`

/** Parts of many answers, described once. */
const SHARED = { Agency, AgencyEntry, Counts, Entry, Finding, NotEvaluated, Problem, Report, ReportDetail, ReportItem, Score }

/** The description of these routes (OpenAPI 3.1), made from the schemas by which they read and answer. */
export function openApi(routes: readonly Route[]): Json {
  const schemas = new Schemas()
  const paths: Record<string, Json> = {}
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, schemas) }
  return {
    openapi: '3.1.0',
    info: { title: 'Gongkai', version: '1.0.0', description: DESCRIPTION },
    servers: [{ url: '/', description: 'The address that the stack gives as ApiUrl.' }],
    security: [{ signedIn: [] }],
    paths,
    components: {
      securitySchemes: {
        signedIn: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An ID token of the issuer (OpenID Connect) whose claims say role and agency.' },
      },
      responses: {
        NotModified: { description: 'The client has it already.', headers: headersOf({ ...GOOD, ...ETAG }) },
        NotSignedIn: {
          description: 'No token, or one that is refused: signature, algorithm, issuer, audience, time.',
          headers: headersOf({ 'www-authenticate': 'Why, if there was a token.' }),
          content: { 'application/json': { schema: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] } } },
        },
        ...Object.fromEntries(Object.entries(PROBLEMS).map(([name, description]) => [name, { description, headers: headersOf(PROBLEM), content: { 'application/problem+json': { schema: { $ref: uri('Problem') } } } }])),
      },
      schemas: schemas.all(),
    },
  }
}

const PROBLEMS = {
  BadRequest: 'A parameter or the body is wrong; `detail` says which, and what it has to be.',
  NotAllowed: 'The token says no role and agency that are known here, or the role may never do this.',
  NotFound: 'There is no such object, or it is not the caller’s.',
  Conflict: 'What is asked for does not fit how things stand.',
  TooLarge: 'More than the route takes.',
  UnsupportedType: 'The content-type is none that the route takes.',
  Mistakes: 'The content has mistakes; `problems` names each.',
  Broken: 'The service could not answer; `requestId` leads the operator to the reason.',
}
const NAMES: Readonly<Record<number, keyof typeof PROBLEMS>> = { 400: 'BadRequest', 403: 'NotAllowed', 404: 'NotFound', 409: 'Conflict', 413: 'TooLarge', 415: 'UnsupportedType', 422: 'Mistakes' }

function operation({ key, action, etag, docs }: Route, schemas: Schemas): Json {
  const responses: Json = Object.fromEntries(Object.entries(docs.answers).map(([status, answer]) => [status, goodAnswer(answer, etag, schemas.named(nameOf(key)))]))
  if (etag) responses['304'] = { $ref: '#/components/responses/NotModified' }
  if (action !== null) responses['401'] = { $ref: '#/components/responses/NotSignedIn' }
  for (const status of action === null ? docs.problems : [403, ...docs.problems]) responses[status] = { $ref: `#/components/responses/${NAMES[status] ?? 'Broken'}` }
  responses['default'] = { $ref: '#/components/responses/Broken' }
  const parameters = [...parametersOf(docs.path, 'path'), ...parametersOf(docs.query, 'query'), ...(etag ? [IF_NONE_MATCH] : [])]
  return {
    operationId: nameOf(key),
    summary: docs.summary,
    ...(action === null ? { security: [] } : { description: `Action \`${action}\` of the policy.` }),
    ...(parameters.length > 0 && { parameters }),
    ...(docs.body !== undefined && { requestBody: { required: true, content: contentOf(docs.body, (schema) => plain(schema, 'input')) } }),
    responses,
  }
}

/** `GET /reports/{id}/page` is `getReportsIdPage`. */
const nameOf = (key: string): string =>
  key.replace(/^[A-Z]+/, (method) => method.toLowerCase()).replaceAll(/[^A-Za-z]+([A-Za-z]?)/g, (_match, letter: string) => letter.toUpperCase())

const headersOf = (headers: Readonly<Record<string, string>>): Json =>
  Object.fromEntries(Object.entries(headers).map(([name, description]) => [name.replace('?', ''), { description, ...(!name.endsWith('?') && { required: true }), schema: { type: 'string' } }]))

/** What every answer of the service has. */
const EVERY = { 'x-request-id': 'By it the operator finds the request in the log.', 'cache-control': 'Whether the client may keep the answer.' }
const GOOD = { ...EVERY, 'x-content-type-options': 'The content is of the type that is said, and no other.' }
const PROBLEM = { ...EVERY, 'content-language': '`zh-CN` or `en`.', vary: 'On `accept-language`.' }
const ETAG = { etag: 'Send it back as `if-none-match`.' }

const IF_NONE_MATCH = { name: 'if-none-match', in: 'header', required: false, description: 'The etag of what the client has.', schema: { type: 'string' } }

const goodAnswer = ({ about, headers, content }: AnswerDocs, etag: boolean, ref: Ref): Json => ({
  description: about,
  headers: headersOf({ ...GOOD, ...(etag && ETAG), 'content-encoding?': '`gzip`, of a long answer to whoever takes it.', 'vary?': 'On `accept-encoding`, where the answer is compressed.', ...headers }),
  content: contentOf(content, ref),
})

/** How a schema is told of. */
type Ref = (schema: z.ZodType) => Json

const contentOf = (content: AnswerDocs['content'], ref: Ref): Json =>
  Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, schema === null ? {} : { schema: ref(schema) }]))

const Shape = z.object({ properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}), required: z.array(z.string()).default([]) })

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (schema === undefined) return []
  const { properties, required } = Shape.parse(plain(schema, 'input'))
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    description: EXPECTED[name]?.en ?? '',
    schema: one,
  }))
}

const plain = (schema: z.ZodType, io: 'input' | 'output'): Json => bare(z.toJSONSchema(schema, { io, unrepresentable: 'any' }))

/** As a part of a larger description: without what says that it is a document of its own. */
const bare = (schema: object): Json => Object.fromEntries(Object.entries(schema).filter(([name]) => name !== '$schema' && name !== '$id'))

/** The schemas of answers, each named once under `components`. */
class Schemas {
  readonly #registry = z.registry<{ id: string }>()

  constructor() {
    for (const [id, schema] of Object.entries(SHARED)) this.#registry.add(schema, { id })
  }

  /** Refers to a schema under its own name, or under that of the answer in which it is met first. */
  named(answer: string): Ref {
    return (schema) => {
      if (!this.#registry.has(schema)) this.#registry.add(schema, { id: answer })
      return { $ref: uri(this.#registry.get(schema)?.id ?? '') }
    }
  }

  all(): Json {
    const { schemas } = z.toJSONSchema(this.#registry, { uri, unrepresentable: 'any' })
    return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema)]))
  }
}

const uri = (id: string): string => `#/components/schemas/${id}`
