import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { Problem } from '../../lib/store/api.ts'

/** A request that cannot be answered as asked; becomes `application/problem+json`. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly status: number
  readonly title: string
  readonly detail: string

  /** `title` and `detail` in Chinese: what is wrong, and what to do. */
  constructor(status: number, title: string, detail: string) {
    super(`${status} ${title}`)
    this.status = status
    this.title = title
    this.detail = detail
  }
}

export const badRequest = (detail: string): HttpProblem => new HttpProblem(400, '请求不正确', detail)
export const notFound = (detail: string): HttpProblem => new HttpProblem(404, '没有找到', detail)

/** Nothing about the inside of the service gets out; the request id leads the operator to the log. */
export function problemAnswer(error: unknown, requestId: string): APIGatewayProxyStructuredResultV2 {
  const { status, title, detail } =
    error instanceof HttpProblem
      ? error
      : new HttpProblem(500, '系统出错', '系统暂时无法处理这个请求，请稍后再试。仍不成功的，请把 requestId 告诉管理员。')
  const problem: Problem = { type: 'about:blank', title, status, detail, requestId }
  return {
    statusCode: status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(problem),
  }
}
