import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { Problem } from '../../lib/store/api.ts'

/** The same words in the two languages of the API. */
export interface Words {
  readonly zh: string
  readonly en: string
}
export type Language = keyof Words

/** Everything that the API itself refuses with; `about:blank` says that the title is the status in words. */
const TITLES = {
  400: { zh: '请求不正确', en: 'Bad request' },
  401: { zh: '请先登录', en: 'Not signed in' },
  403: { zh: '没有权限', en: 'Not allowed' },
  404: { zh: '没有找到', en: 'Not found' },
  409: { zh: '与现状不符', en: 'Conflict' },
  413: { zh: '内容太大', en: 'Too large' },
  415: { zh: '内容的类型不对', en: 'Unsupported media type' },
  422: { zh: '内容有误', en: 'Content has mistakes' },
  500: { zh: '系统出错', en: 'Something broke' },
} as const satisfies Readonly<Record<number, Words>>
export type ProblemStatus = keyof typeof TITLES

/** A request that cannot be answered as asked; becomes `application/problem+json`. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly status: ProblemStatus
  readonly detail: Words
  readonly more: Readonly<Record<string, unknown>>

  /**
   * @param detail what is wrong, and what to do
   * @param more further members of the answer
   */
  constructor(status: ProblemStatus, detail: Words, more: Readonly<Record<string, unknown>> = {}) {
    super(`${status} ${detail.en}`)
    this.status = status
    this.detail = detail
    this.more = more
  }
}

export const badRequest = (detail: Words): HttpProblem => new HttpProblem(400, detail)
export const notFound = (detail: Words): HttpProblem => new HttpProblem(404, detail)
export const unknownReport = (id: string): HttpProblem =>
  notFound({
    zh: `没有编号为“${id}”的报告。刚提交的报告要等核对完成后才能查到。`,
    en: `There is no report ${id}. A report that has just been submitted is found once it has been checked.`,
  })
export const unknownAgency = (id: string): HttpProblem =>
  notFound({
    zh: `单位名录里没有编号“${id}”。请核对编号；单位还没有登记的，请联系主管部门。`,
    en: `The register has no agency ${id}.`,
  })

const BROKEN = new HttpProblem(500, {
  zh: '系统暂时无法处理这个请求，请稍后再试。仍不成功的，请把 requestId 告诉管理员。',
  en: 'The service could not answer this request. Try again later; if it keeps failing, tell the operator the requestId.',
})

/** Nothing about the inside of the service gets out; the request id leads the operator to the log. */
export function problemAnswer(error: unknown, requestId: string, language: Language): APIGatewayProxyStructuredResultV2 {
  const { status, detail, more } = error instanceof HttpProblem ? error : BROKEN
  const problem: Problem = { type: 'about:blank', title: TITLES[status][language], status, detail: detail[language], requestId, ...more }
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': language === 'zh' ? 'zh-CN' : 'en',
      'cache-control': 'no-store',
      vary: 'accept-language',
    },
    body: JSON.stringify(problem),
  }
}

/** The language of errors: Chinese, unless English is asked for before it. @param accepted the header `accept-language` */
export function languageOf(accepted: string | undefined): Language {
  const weights: Record<Language, number> = { zh: 0, en: 0 }
  for (const range of (accepted ?? '').slice(0, 200).toLowerCase().split(',')) {
    const [tag = '', quality] = range.trim().split(/\s*;\s*q=/)
    const weight = quality === undefined ? 1 : Number(quality)
    for (const language of ['zh', 'en'] as const) if (tag === language || tag.startsWith(`${language}-`)) weights[language] = Math.max(weights[language], weight)
  }
  return weights.en > weights.zh ? 'en' : 'zh'
}
