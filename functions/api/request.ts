import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import * as z from 'zod'
import { ReportYear } from '../../lib/store/object-keys.ts'
import { badRequest, HttpProblem } from './problem.ts'
import { EXPECTED } from './words.ts'

/** Parameters as they stand in a URL. */
export const Year = z.string().regex(/^\d{4}$/).transform(Number).pipe(ReportYear)
export const Limit = z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.int().min(1).max(100))

/** Checks what a client sent. @throws {HttpProblem} 400, naming the first parameter that is wrong. */
export function take<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  if (issue?.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => key.slice(0, 50)).join(', ')
    throw badRequest({ zh: `没有参数“${keys}”。请检查参数名。`, en: `There is no parameter ${keys}.` })
  }
  const name = String(issue?.path[0] ?? '')
  const expected = Object.hasOwn(EXPECTED, name) ? EXPECTED[name] : undefined
  throw badRequest(
    expected === undefined
      ? { zh: '请求的内容不完整或格式不正确。', en: 'The request is incomplete or malformed.' }
      : { zh: `参数 ${name} 不正确。它应当是${expected.zh}。`, en: `The parameter ${name} is wrong. It has to be ${expected.en}.` },
  )
}

/** How the body of a request is read. */
export interface Body<T> {
  readonly read: (event: APIGatewayProxyEventV2) => T
  /** Media types, each with what stands in it; null: bytes. */
  readonly content: Readonly<Record<string, z.ZodType | null>>
}

const JSON_LIMIT = 64 * 1024

/** A body of JSON. Its `read` throws 413, 415 or 400. */
export const json = <T>(schema: z.ZodType<T>): Body<T> => ({
  content: { 'application/json': schema },
  read(event) {
    expectType(event, ['application/json'])
    const bytes = bytesOf(event, JSON_LIMIT)
    let value: unknown
    try {
      value = JSON.parse(bytes.toString())
    } catch {
      throw badRequest({ zh: '请求的内容不是有效的 JSON。', en: 'The body is not JSON.' })
    }
    return take(schema, value)
  },
})

/** A file as the body. Its `read` throws 413 or 415. */
export const file = (types: readonly string[], limit: number): Body<Uint8Array> => ({
  content: Object.fromEntries(types.map((type) => [type, null])),
  read(event) {
    expectType(event, types)
    return bytesOf(event, limit)
  },
})

/** Header names come in lower case from API Gateway. */
export const header = (event: APIGatewayProxyEventV2, name: string): string | undefined => event.headers[name]

function expectType(event: APIGatewayProxyEventV2, types: readonly string[]): void {
  const type = header(event, 'content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (types.includes(type)) return
  const list = types.join(', ')
  throw new HttpProblem(415, { zh: `内容的类型（content-type）应当是 ${list}。`, en: `The content-type has to be ${list}.` })
}

function bytesOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2, limit: number): Buffer {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.length <= limit) return bytes
  const most = limit < 1024 * 1024 ? `${limit / 1024} KB` : `${limit / 1024 / 1024} MB`
  throw new HttpProblem(413, { zh: `请求的内容不能超过 ${most}。`, en: `The body may have ${most} at most.` })
}
