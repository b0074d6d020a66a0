import { randomUUID } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DeleteObjectCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { strToU8, zipSync } from 'fflate'
import { z } from 'zod'
import { asUser, type Server } from '../../lib/cli/sign-in/server.ts'
import type { LocalStack } from '../../lib/local/index.ts'
import type { RuleSettings } from '../../lib/report/index.ts'
import { UploadTicket } from '../../lib/store/api.ts'
import { noteUnsettled } from '../../lib/store/corrections.ts'
import { Redriven } from '../../lib/store/api-redrive.ts'
import { claimMail } from '../../lib/store/mail-ledger.ts'
import { type MailMessage, QueueName, type RemindMessage, writeMessage } from '../../lib/store/messages.ts'
import { documentKey } from '../../lib/store/object-keys.ts'
import type { RecheckMessage } from '../../lib/store/recheck.ts'
import { RESULT_SORT_KEY, resultPartition } from '../../lib/store/result.ts'
import { writeS3Event } from '../../lib/store/s3-event.ts'
import { noteRecounts } from '../../lib/store/recount.ts'
import { putSettings, settingsVersion } from '../../lib/store/settings.ts'
import { noteMailPending } from '../../lib/store/unfinished.ts'
import { reportId, type Upload } from '../../lib/store/upload.ts'
import { buildReport } from '../support/build-report.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { clients, listMails, postForm, reportText, until } from './product.ts'

const DEAD = 'bounce@simulator.amazonses.com'

const REGISTER = `id,name,level,supervisor,emails
city,云桥市人民政府办公室,city,,city@yunqiao.example
county,云桥县人民政府办公室,county,city,county@yunqiao.example
t1,云桥县第1镇人民政府,township,county,t1@yunqiao.example
t2,云桥县第2镇人民政府,township,county,t2@yunqiao.example
t3,云桥县第3镇人民政府,township,county,${DEAD}
t4,云桥县第4镇人民政府,township,county,t4@yunqiao.example
t5,云桥县第5镇人民政府,township,county,t5@yunqiao.example
`
const name = (index: number): string => `云桥县第${index}镇人民政府`
const ofLastYear = (agency: string): string => layoutNamed('row per line, pipes').write(buildReport({ agency, year: 2023 }))

const Reports = z.object({ reports: z.array(z.object({ id: z.string(), agency: z.string().nullable(), year: z.number().nullable(), verdict: z.string().nullable(), outcome: z.string() })) })
type Report = z.infer<typeof Reports>['reports'][number]

/** Has a running product do everything that its functions can do, the rare things too. */
export class Everything {
  readonly #stack: LocalStack
  readonly #users = new Map<string, Server>()
  readonly #clients: ReturnType<typeof clients>
  readonly #store

  constructor(stack: LocalStack) {
    this.#stack = stack
    this.#clients = clients(stack)
    const { dynamodb, region, credentials } = stack
    this.#store = { client: DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: dynamodb, region, credentials })), table: stack.model.tables[0]?.name ?? '' }
  }

  async run(): Promise<void> {
    await this.#importRegister()
    await this.#file()
    await this.#ask()
    await this.#object()
    await this.#move()
    await this.#judgeAgain()
    await this.#remind()
    await this.#repeat()
    await this.#redrive()
  }

  close(): void {
    this.#clients.s3.destroy()
    this.#clients.sqs.destroy()
    this.#store.client.destroy()
  }

  async #importRegister(): Promise<void> {
    await this.#call('operator', 'POST', '/register', REGISTER, 'text/csv')
    await noteRecounts(this.#store, [{ agency: 't1', below: false }])
    await this.#stack.invoke('ReconcileFunction', {})
  }

  /** Uploads of every kind, of two years: good, wrong, empty, mended, too long for a message, in an archive, of nobody. */
  async #file(): Promise<void> {
    await this.#upload('t3', 2023, '')
    await this.#upload('t1', 2023, ofLastYear(name(1)))
    await this.#settled(2)
    await this.#upload('t1', 2024, reportText(name(1), { wrong: true }))
    await this.#upload('t2', 2024, reportText(name(2), { wrong: false }))
    await this.#upload('t3', 2024, reportText(name(3), { wrong: true }))
    await this.#settled(5)
    await this.#upload('t1', 2024, reportText(name(1), { wrong: true }).replace('总体情况', `总体情况\n${'本镇主动公开政府信息，及时答复群众申请。'.repeat(6000)}`))
    await this.#upload('county', 2024, zipSync({ '第4镇.txt': strToU8(reportText(name(4), { wrong: true })), '通知.txt': strToU8('请按时报送。') }), '年报.zip')
    await this.#settled(8)
    const Key = 'incoming/nobody/2024/aaaaaaaaa00000000000000000002/年报.txt'
    await this.#clients.s3.send(new PutObjectCommand({ Bucket: this.#stack.bucket, Key, Body: Buffer.from(reportText('无名局', { wrong: false })) }))
  }

  /** Every question that the API answers. */
  async #ask(): Promise<void> {
    const reports = await this.#reports()
    const wrong = reports.find(({ agency, verdict }) => agency === 't1' && verdict === 'fail')?.id ?? ''
    const rejected = reports.find(({ outcome }) => outcome === 'rejected')?.id ?? ''
    for (const query of ['', '?verdict=fail', '?agency=t1&versions=all', '?supervisor=county&verdict=pass', '?supervisor=county'])
      for (const user of ['city', 'county']) await this.#call(user, 'GET', `/reports${query}`)
    await this.#call('t1', 'GET', '/reports')
    for (const part of ['', '/versions', '/differences', '/record', '/findings', '/page', '/corrections']) await this.#call('t1', 'GET', `/reports/${wrong}${part}`)
    for (const part of ['/page', '/record', '/findings']) await this.#call('county', 'GET', `/reports/${rejected}${part}`)
    await this.#clients.s3.send(new DeleteObjectCommand({ Bucket: this.#stack.model.buckets.find(({ name: bucket }) => bucket.includes('records'))?.name, Key: documentKey(wrong) }))
    await this.#call('t1', 'GET', `/reports/${wrong}/page`)
    const { url } = z.object({ url: z.url() }).parse(await this.#call('t1', 'GET', `/reports/${wrong}/source`))
    await fetch(url)
    for (const path of ['/agencies', '/agencies/t1', '/corrections']) await this.#call('county', 'GET', path)
    for (const question of ['obligations', 'summary', 'rollup']) await this.#call('county', 'GET', `/${question}?supervisor=county&year=2024`)
    for (const path of ['/register', '/agencies/t1/history', '/audit', '/audit?agency=t1', '/audit?subject=county']) await this.#call('operator', 'GET', path)
  }

  /** An agency that has filed and objected goes to another supervisor. */
  async #move(): Promise<void> {
    await this.#call('operator', 'POST', '/register', `id,name,level,supervisor,emails\nt1,${name(1)},township,city,t1@yunqiao.example\n`, 'text/csv')
  }

  /** An objection that is accepted: the finding no longer costs points. */
  async #object(): Promise<void> {
    const report = (await this.#reports()).find(({ agency, year, verdict }) => agency === 't1' && year === 2024 && verdict === 'fail')?.id ?? ''
    const Findings = z.object({ findings: z.array(z.object({ rule: z.string() })) })
    const [finding] = Findings.parse(await this.#call('t1', 'GET', `/reports/${report}/findings`)).findings
    const asked = { finding: 0, rule: finding?.rule, reason: '表中数字与台账一致。' }
    const { id } = z.object({ id: z.string() }).parse(await this.#call('t1', 'POST', `/reports/${report}/corrections`, JSON.stringify(asked)))
    await this.#call('county', 'POST', `/reports/${report}/corrections/${id}/answer`, JSON.stringify({ answer: 'accept', reason: '情况属实。' }))
  }

  /** Settings change, and everything is judged again: first only told, then stored and mailed. */
  async #judgeAgain(): Promise<void> {
    const settings: RuleSettings = { deadlines: [{ level: 'township', day: '01-10', basis: '云桥县办公室通知' }] }
    await putSettings(this.#store, { supervisor: 'county', settings, version: settingsVersion(settings), importedAt: new Date().toISOString(), by: 'test' })
    // As if it had come before narratives were kept.
    await this.#delete({ pk: 'NARRATIVE#2024#t2', sk: 'SIGNATURE' })
    const runs = [{ scope: { agency: 't2' } }, { scope: { supervisor: 'county' } }, { scope: {} }, { scope: {}, apply: true }]
    for (const { scope, apply = false } of runs) await this.#send('Recheck', 'RECHECK_QUEUE_URL', { run: `run-${randomUUID()}`, page: 0, scope, versions: 'current', after: null, apply, mail: apply } satisfies RecheckMessage)
  }

  /** Mornings before and after the deadline; an address that bounces; a digest that nobody wants any more. */
  async #remind(): Promise<void> {
    for (const day of ['2025-01-24', '2025-02-05', '2025-03-03']) await this.#send('Remind', 'REMINDERS_QUEUE_URL', { time: `${day}T01:00:00Z` } satisfies RemindMessage)
    const link = async () => (await listMails(this.#stack.mail)).flatMap(({ text }) => /http\S+\/unsubscribe\?token=\S+/.exec(text) ?? [])[0]
    await until(async () => (await link()) !== undefined, 'a digest')
    const url = await link()
    if (url === undefined) throw new Error('no digest')
    await fetch(url)
    await fetch(url, { method: 'POST', body: new URLSearchParams({ wish: 'end' }) })
    await until(async () => (await listMails(this.#stack.mail)).some(({ subject }) => subject.includes('不再收信')), 'the letter about the dead address')
    await this.#call('county', 'POST', `/agencies/t3/addresses/${DEAD}/resume`)
  }

  /** What was lost on the way is found again; what comes twice does no harm. */
  async #repeat(): Promise<void> {
    const [first, second] = (await this.#reports()).filter(({ agency }) => agency === 't2' || agency === 't4')
    if (first === undefined || second === undefined) throw new Error('no reports')
    await this.#delete({ pk: resultPartition(first.id), sk: RESULT_SORT_KEY })
    await noteMailPending(this.#store, { id: second.id, since: new Date().toISOString() })
    await noteUnsettled(this.#store, { agency: 't1', year: 2024, report: second.id, since: new Date().toISOString() })
    await this.#reconcile()
    await this.#claimed()
    const { Versions = [] } = await this.#clients.s3.send(new ListObjectVersionsCommand({ Bucket: this.#stack.bucket }))
    for (const { Key = '', VersionId = null, ETag = '', Size = 0, LastModified = new Date() } of Versions.filter((version) => version.Key?.endsWith('.zip')))
      for (const key of [Key, `${Key}.gone`]) {
        const MessageBody = writeS3Event({ bucket: this.#stack.bucket, key, versionId: VersionId, eTag: ETag, size: Size, submittedAt: LastModified.toISOString(), sequencer: null })
        await this.#clients.sqs.send(new SendMessageCommand({ QueueUrl: this.#variable('Reconcile', 'UPLOADS_QUEUE_URL'), MessageBody }))
      }
  }

  /** A mail that somebody else is just sending. */
  async #claimed(): Promise<void> {
    const report = (await this.#reports()).find(({ agency, verdict }) => agency === 't1' && verdict === 'fail')?.id
    if (report === undefined) throw new Error('no report that fails')
    const recipient = 't1@yunqiao.example'
    await this.#delete({ pk: resultPartition(report), sk: `MAIL#${recipient}` })
    const claim = await claimMail(this.#store, { id: report, recipient }, new Date(), 60_000)
    if (claim !== 'claimed') throw new Error(`the mail about the report is ${claim}`)
    await this.#send('Notify', 'MAIL_QUEUE_URL', { id: report } satisfies MailMessage)
  }

  /** Whatever lies in a dead-letter queue goes back and does no harm there. */
  async #redrive(): Promise<void> {
    const [{ id } = { id: '' }] = await this.#reports()
    const upload: Upload = { bucket: this.#stack.bucket, key: 'incoming/t5/2024/aaaaaaaaa00000000000000000003/年报.txt', versionId: null, eTag: 'e', size: 0, submittedAt: '2025-01-12T01:00:00.000Z', sequencer: null }
    const time = '2025-01-24T01:00:00Z'
    const failed: Readonly<Record<QueueName, string>> = {
      uploads: JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' }),
      records: writeMessage({ id: reportId(upload), upload, content: { kind: 'rejection', rejection: { code: 'empty', message: '文件是空的。' } } }),
      mail: writeMessage({ id }),
      tally: writeMessage({ agency: 't2', year: 2024, below: false }),
      recheck: JSON.stringify({ run: `run-${randomUUID()}`, page: 0, scope: { agency: 't2' }, versions: 'current', after: null, apply: false, mail: false } satisfies RecheckMessage),
      reminders: writeMessage({ time }),
      feedback: JSON.stringify({ time, detail: { eventType: 'Complaint', complaint: { feedbackId: 'f', complainedRecipients: [{ emailAddress: 'gone@yunqiao.example' }] }, mail: {} } }),
    }
    const urls = z.record(z.string(), z.object({ from: z.url() })).parse(JSON.parse(this.#variable('Api', 'DEAD_LETTERS')))
    for (const queue of QueueName.options) {
      await this.#clients.sqs.send(new SendMessageCommand({ QueueUrl: urls[queue]?.from ?? '', MessageBody: failed[queue] }))
      const { moved } = Redriven.parse(await this.#call('operator', 'POST', `/redrives?queue=${queue}`))
      if (moved !== 1) throw new Error(`${moved} messages of ${queue} were redriven`)
    }
  }

  async #upload(agency: string, year: number, body: string | Uint8Array<ArrayBuffer>, file = '年报.txt'): Promise<void> {
    const ticket = UploadTicket.parse(await this.#call('county', 'POST', '/uploads', JSON.stringify({ agency, year, file })))
    await this.#call('county', 'GET', `/submissions/${ticket.submission}`)
    if (body === '') {
      // The form asks for a byte at least; whoever has AWS credentials can put nothing.
      await this.#clients.s3.send(new PutObjectCommand({ Bucket: this.#stack.bucket, Key: ticket.key, Body: Buffer.alloc(0) }))
      return
    }
    const response = await postForm(ticket, new Blob([body]))
    if (!response.ok) throw new Error(await response.text())
  }

  async #reports(): Promise<Report[]> {
    return Reports.parse(await this.#call('city', 'GET', '/reports?versions=all&limit=100')).reports
  }

  #settled(count: number): Promise<void> {
    return until(async () => (await this.#reports()).length >= count, `${count} results`)
  }

  async #reconcile(): Promise<void> {
    await this.#stack.invoke('ReconcileFunction', { olderThanSeconds: 0 })
  }

  async #send(fn: string, variable: string, message: object): Promise<void> {
    await this.#clients.sqs.send(new SendMessageCommand({ QueueUrl: this.#variable(fn, variable), MessageBody: JSON.stringify(message) }))
  }

  async #delete(Key: { readonly pk: string; readonly sk: string }): Promise<void> {
    await this.#store.client.send(new DeleteCommand({ TableName: this.#store.table, Key }))
  }

  #variable(fn: string, variable: string): string {
    return this.#stack.model.functions.find(({ logicalId }) => logicalId.startsWith(fn))?.variables[variable] ?? ''
  }

  async #call(user: string, method: string, path: string, body?: string, type = 'application/json'): Promise<unknown> {
    const { api, signIn } = this.#stack
    if (signIn === null) throw new Error('the product asks for no token')
    const server = this.#users.get(user) ?? asUser({ api, signIn }, user)
    this.#users.set(user, server)
    const headers = { authorization: await server.authorization(), ...(body !== undefined && { 'content-type': type }) }
    const response = await fetch(`${api}${path}`, { method, headers, body: body ?? null })
    const text = await response.text()
    if (response.status >= 500 || (response.status >= 400 && method === 'POST')) throw new Error(`${user} ${method} ${path}: ${response.status} ${text}`)
    return response.headers.get('content-type')?.includes('json') === true ? (JSON.parse(text) as unknown) : text
  }
}
