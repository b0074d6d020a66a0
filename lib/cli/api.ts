import { z } from 'zod'
import { Problem, ReportDetail, ReportPage, SubmissionStatus, UploadTicket, type ReportItem, type UploadRequest } from '../store/api.ts'
import { AgencyHistory, RegisterImport } from '../store/api-register.ts'
import { RecheckStarted } from '../store/api-recheck.ts'
import { DutyPage, RollUp } from '../store/api-tallies.ts'
import type { RecheckMessage } from '../store/recheck.ts'
import { Redriven } from '../store/api-redrive.ts'
import type { QueueName } from '../store/messages.ts'
import type { DutyFilter } from '../tally/index.ts'
import { CliError, EXIT } from './exit.ts'
import type { Server } from './sign-in/server.ts'

/** @throws {CliError} with the server's own words if it refuses. */
const call = async <T>(server: Server, schema: z.ZodType<T>, path: string, body?: unknown): Promise<T> => schema.parse(await (await answer(server, path, body)).json())

async function answer(server: Server, path: string, body?: unknown): Promise<Response> {
  const response = await ask(server, path, body === undefined ? undefined : { type: 'application/json', bytes: JSON.stringify(body) })
  if (response.ok) return response
  throw await refusal(response)
}

async function ask(server: Server, path: string, body?: { readonly type: string; readonly bytes: string | Uint8Array<ArrayBuffer> }): Promise<Response> {
  const headers = { authorization: await server.authorization() }
  const init = body === undefined ? { headers } : { method: 'POST', headers: { ...headers, 'content-type': body.type }, body: body.bytes }
  return fetch(`${server.api}${path}`, init)
}

async function refusal(response: Response, given?: unknown): Promise<CliError> {
  if (response.status === 401) return new CliError(EXIT.findings, '登录已经失效。请运行 gongkai login 重新登录。', 'Not signed in: run gongkai login.')
  const problem = Problem.safeParse(given ?? (await response.json().catch(() => null)))
  const detail = problem.success ? problem.data.detail : '服务没有说明原因。'
  return new CliError(EXIT.findings, detail, `The service refused: HTTP ${response.status}.`)
}

/**
 * Takes a register into the service, all or nothing; with `dryRun` tells what would change.
 * @returns what was imported; with `problems`, nothing was.
 */
export async function postRegister(server: Server, bytes: Uint8Array<ArrayBuffer>, dryRun: boolean): Promise<Omit<RegisterImport, 'dryRun'>> {
  const response = await ask(server, `/register?${query({ dryRun })}`, { type: 'application/octet-stream', bytes })
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return RegisterImport.omit({ dryRun: true }).parse(body)
  const problems = Problem.safeParse(body).data?.problems
  if (problems === undefined) throw await refusal(response, body)
  return { imported: 0, added: 0, changed: 0, unchanged: 0, problems }
}

/** The register as CSV, page by page. */
export async function* registerPages(server: Server): AsyncGenerator<string> {
  for (let path: string | undefined = '/register'; path !== undefined; ) {
    const response = await answer(server, path)
    // The mark at its beginning stays: Excel needs it.
    yield new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
    path = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1]
  }
}

/** Has stored reports judged again. @returns the run */
export const startRecheck = async (server: Server, { scope, versions, apply, mail }: RecheckMessage): Promise<string> => {
  const yes = (given: boolean) => (given ? 'true' : undefined)
  const asked = { ...scope, all: yes(Object.keys(scope).length === 0), history: yes(versions === 'all'), apply: yes(apply), mail: yes(mail) }
  const { id } = await call(server, RecheckStarted, `/rechecks?${query(asked)}`, {})
  return id
}

/** What changed last of an agency in the register, newest first. */
export const registerHistory = async (server: Server, agency: string): Promise<AgencyHistory['changes']> =>
  (await call(server, AgencyHistory, `/agencies/${encodeURIComponent(agency)}/history?${query({ limit: 100 })}`)).changes

/** Asks for a form with which one file can be uploaded. */
export const requestUpload = (server: Server, request: UploadRequest): Promise<UploadTicket> =>
  call(server, UploadTicket, '/uploads', request)

/** What came of a submission so far. */
export const submissionStatus = (server: Server, submission: string): Promise<SubmissionStatus> =>
  call(server, SubmissionStatus, `/submissions/${encodeURIComponent(submission)}`)

/** Everything about one submitted version. */
export const reportDetail = (server: Server, id: string): Promise<ReportDetail> =>
  call(server, ReportDetail, `/reports/${encodeURIComponent(id)}`)

/** All submitted versions, or the newest of each filing, newest years first; read page by page. */
export async function listReports(server: Server, versions: 'current' | 'all'): Promise<ReportItem[]> {
  const found: ReportItem[] = []
  for await (const { reports } of pagesOf(server, ReportPage, '/reports', { versions })) found.push(...reports)
  return found
}

/** Whose agencies are asked about, and for which year; what is left out the service knows. */
interface Asked {
  readonly supervisor?: string | undefined
  readonly year?: number | undefined
}

/** The duties of all agencies below a supervisor, page by page. */
export const obligationPages = (server: Server, asked: Asked & DutyFilter): AsyncGenerator<DutyPage> => pagesOf(server, DutyPage, '/obligations', asked)

/** A list of the API, page by page. */
async function* pagesOf<P extends { readonly cursor: string | null }>(server: Server, schema: z.ZodType<P>, path: string, asked: object): AsyncGenerator<P> {
  let cursor: string | undefined
  do {
    const page: P = await call(server, schema, `${path}?${query({ ...asked, limit: '100', cursor })}`)
    yield page
    cursor = page.cursor ?? undefined
  } while (cursor !== undefined)
}

/** Puts up to a hundred messages of a dead-letter queue back into the queue. */
export const redriveSome = (server: Server, queue: QueueName): Promise<Redriven> => call(server, Redriven, `/redrives?${query({ queue })}`, {})

/** The sum of the tables of all agencies below a supervisor. */
export const rollUp = (server: Server, asked: Asked): Promise<RollUp> => call(server, RollUp, `/rollup?${query(asked)}`)

/** The same as a file. @param format `csv` or `xlsx` */
export const rollUpFile = async (server: Server, asked: Asked, format: string): Promise<Uint8Array> =>
  new Uint8Array(await (await answer(server, `/rollup?${query({ ...asked, format })}`)).arrayBuffer())

/** Parameters that are given, as a query. */
const query = (given: object): string =>
  new URLSearchParams(Object.entries(given).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]]))).toString()

/** What `submit --wait --json` and `results --json` print of one submitted version. */
export const summary = ({ id, agency, year, version, score, verdict, findings, rejection }: ReportDetail) => ({
  id,
  agency,
  year,
  version,
  score,
  verdict,
  findings,
  ...(rejection === undefined ? {} : { rejection }),
})

