import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { z } from 'zod'
import { registerUsers } from '../../lib/cli/sign-in/register-users.ts'
import { asUser, type Server } from '../../lib/cli/sign-in/server.ts'
import { type LocalOptions, type LocalStack, startLocal } from '../../lib/local/index.ts'
import { Mail } from '../../lib/local/mail/box.ts'
import { synthesize } from '../../lib/local/template/synthesize.ts'
import { importAgencies } from '../../lib/register/import.ts'
import { type ReportItem, ReportPage, UploadTicket } from '../../lib/store/api.ts'
import { buildReport } from '../support/build-report.ts'
import { withCell } from '../support/report-data.ts'
import { layoutNamed } from '../support/writers/index.ts'

const ROOT = resolve(import.meta.dirname, '../..')

/** The synthesized product; shared by all runs of the tests over the same sources. */
export const productAssembly = (): Promise<string> => synthesize(ROOT, join(ROOT, 'node_modules/.cache/gongkai/synth'))

export const newHome = (): string => mkdtempSync(join(tmpdir(), 'gongkai-e2e-'))

/** What is needed to speak to a running stack, in this process or another. */
export type Addresses = Pick<LocalStack, 'api' | 'signIn' | 'mail' | 's3' | 'sqs' | 'dynamodb' | 'region' | 'bucket' | 'credentials'>

export async function startProduct(home = newHome(), assembly?: string, onCall?: LocalOptions['onCall']): Promise<LocalStack> {
  return startLocal({ home, port: 0, mailPort: 0, identityPort: 0, users: registerOf, assembly: assembly ?? (await productAssembly()), ...(onCall !== undefined && { onCall }) })
}

/** The users of a running stack: those of its register. */
export const registerOf: NonNullable<LocalOptions['users']> = (stack) => registerUsers({ client: documents(stack), table: stack.model.tables[0]?.name ?? '' })

const documents = ({ dynamodb, region, credentials }: Pick<Addresses, 'dynamodb' | 'region' | 'credentials'>): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: dynamodb, region, credentials }), { marshallOptions: { removeUndefinedValues: true } })

type Reached = Pick<Addresses, 'api' | 'signIn'>
const offices = new WeakMap<object, Server>()

/** The API as the county's office, which may do for its agencies what they may; signed in once. */
function office(stack: Reached): Server {
  const known = offices.get(stack)
  if (known !== undefined) return known
  if (stack.signIn === null) throw new Error('the product asks for no token')
  const server = asUser({ api: stack.api, signIn: stack.signIn }, 'county')
  offices.set(stack, server)
  return server
}

/** Agencies `t1`… of one county office. */
export function register(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => `t${index + 1},云桥县第${index + 1}镇人民政府,township,county,t${index + 1}@yunqiao.example`)
  return ['id,name,level,supervisor,emails', 'county,云桥县人民政府办公室,county,,county@yunqiao.example', ...rows].join('\n')
}

export async function importRegister(addresses: Addresses, table: string, csv: string): Promise<void> {
  const client = documents(addresses)
  const { problems } = await importAgencies({ client, table }, Buffer.from(csv), { by: 'test', now: new Date() })
  client.destroy()
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
}

export const clients = ({ s3, sqs, region, credentials }: Addresses) => ({
  s3: new S3Client({ endpoint: s3, region, credentials, forcePathStyle: true }),
  sqs: new SQSClient({ endpoint: sqs, region, credentials }),
})

/** An invented report of 2024 as text; `wrong` breaks a total of table 3. */
export function reportText(agency: string, { wrong }: { readonly wrong: boolean }): string {
  const report = buildReport({ agency, year: 2024, figures: { outcomes: { granted: [3, 1, 0, 0, 0, 0] } } })
  return layoutNamed('row per line, pipes').write(wrong ? withCell(report, 'requests', 'granted', 'total', 5) : report)
}

/** Uploads as a browser does: asks the API for a form, posts it to S3. Gives the submission's id. */
export async function submit(stack: Reached, agency: string, body: string | Blob, file = '2024年年报.txt'): Promise<string> {
  const ticket = await askTicket(stack, { agency, year: 2024, file, type: 'text/plain' })
  const response = await postForm(ticket, body)
  if (!response.ok) throw new Error(await response.text())
  return ticket.submission
}

/** Asks the API as the county's office does. */
export const asCounty = async (stack: Reached, path: string): Promise<Response> => fetch(stack.api + path, { headers: { authorization: await office(stack).authorization() } })

export async function askTicket(stack: Reached, request: object): Promise<UploadTicket> {
  const headers = { authorization: await office(stack).authorization(), 'content-type': 'application/json' }
  const response = await fetch(`${stack.api}/uploads`, { method: 'POST', headers, body: JSON.stringify(request) })
  if (!response.ok) throw new Error(await response.text())
  return UploadTicket.parse(await response.json())
}

export function postForm({ url, fields }: UploadTicket, body: string | Blob): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([body]), 'file')
  return fetch(url, { method: 'POST', body: form })
}

/** All results that the API lists to the county's office, page by page. */
export async function listReports(stack: Reached, query = ''): Promise<ReportItem[]> {
  const reports: ReportItem[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const headers = { authorization: await office(stack).authorization() }
    const response: Response = await fetch(`${stack.api}/reports?${query}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`, { headers })
    const page = ReportPage.parse(await response.json())
    reports.push(...page.reports)
    ;({ cursor } = page)
  }
  return reports
}

export async function listMails(mail: string): Promise<Mail[]> {
  return z.array(Mail).parse(await (await fetch(`${mail}/mails`)).json())
}

/** So long it takes on no machine, however busy. */
const PATIENCE_SECONDS = 150

/** Asks `probe` until it says yes. */
export async function until(probe: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + PATIENCE_SECONDS * 1000
  while (!(await probe())) {
    if (Date.now() > end) throw new Error(`waited ${PATIENCE_SECONDS} s in vain: ${what}`)
    await new Promise((resolvePause) => setTimeout(resolvePause, 50))
  }
}
