import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import * as z from 'zod'
import { AgencyId, ReportYear, SubmissionId } from '../../lib/store/object-keys.ts'
import { UploadRequest, UploadType } from '../../lib/store/api.ts'
import { Cursor } from '../../lib/store/list-results.ts'
import { Standing } from '../../lib/store/result.ts'
import { ReportId } from '../../lib/store/upload.ts'
import { badRequest } from './problem.ts'

/** What each parameter must be, for whoever got it wrong. */
const EXPECTED: Readonly<Record<string, string>> = {
  agency: '单位编号，由英文字母、数字、“-”和“_”组成',
  supervisor: '主管部门的编号，由英文字母、数字、“-”和“_”组成',
  year: '报告年度，2008到2099之间的整数',
  verdict: `核对结论，${Standing.options.join('、')} 之一`,
  versions: 'current（只要最新版）或 all（包括历史版本）',
  limit: '每页条数，1到100之间的整数',
  cursor: '上一页返回的 cursor，原样填写',
  submission: '提交编号，上传时由系统给出',
  id: '报告编号，32位十六进制数字',
  file: '文件名，不超过500个字符',
  size: '文件的字节数，大于0的整数',
  type: `文件类型，${UploadType.options.join('、')} 之一`,
}

const year = z.string().regex(/^\d{4}$/).transform(Number).pipe(ReportYear)

/** The query of `GET /reports`. */
export const ReportsQuery = z.strictObject({
  agency: AgencyId.optional(),
  supervisor: AgencyId.optional(),
  year: year.optional(),
  verdict: Standing.optional(),
  submission: SubmissionId.optional(),
  versions: z.enum(['current', 'all']).default('current'),
  limit: z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.int().min(1).max(100)).default(20),
  cursor: Cursor.optional(),
})

export const ReportPath = z.object({ id: ReportId })
export const SubmissionPath = z.object({ submission: SubmissionId })

/** Checks what a client sent. @throws {HttpProblem} 400, naming the first parameter that is wrong. */
export function take<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  if (issue?.code === 'unrecognized_keys') throw badRequest(`没有参数“${issue.keys.join('、')}”。请检查参数名。`)
  const name = String(issue?.path[0] ?? '')
  const expected = EXPECTED[name]
  throw badRequest(expected === undefined ? '请求的内容不完整或格式不正确。' : `参数 ${name} 不正确。它应当是${expected}。`)
}

/** The body of `POST /uploads`. @throws {HttpProblem} 400. */
export function takeUploadRequest(event: APIGatewayProxyEventV2): UploadRequest {
  const body = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : (event.body ?? '')
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw badRequest('请求的内容不是有效的 JSON。')
  }
  return take(UploadRequest, value)
}
