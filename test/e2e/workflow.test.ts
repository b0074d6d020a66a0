import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { LocalStack } from '../../lib/local/index.ts'
import {
  type Addresses,
  asCounty,
  askTicket,
  clients,
  importRegister,
  listMails,
  listReports,
  newHome,
  postForm,
  productAssembly,
  register,
  reportText,
  startProduct,
  submit,
  until,
} from './product.ts'

const AGENCIES = 200
const name = (index: number): string => `云桥县第${index}镇人民政府`
const COUNTY = 'county@yunqiao.example'

const tableOf = (stack: LocalStack): string => stack.model.tables[0]?.name ?? ''

describe('a running product', () => {
  let stack: LocalStack

  beforeAll(async () => {
    stack = await startProduct()
    await importRegister(stack, tableOf(stack), register(10))
  })
  afterAll(() => stack.stop())

  test('five uploads give five results, a mail to each failing agency and one about it to its supervisor', async () => {
    const wrong = [2, 4]
    await Promise.all([1, 2, 3, 4, 5].map((index) => submit(stack, `t${index}`, reportText(name(index), { wrong: wrong.includes(index) }))))
    await until(async () => (await listReports(stack)).length === 5, 'five results')
    const reports = await listReports(stack)
    expect(reports.map(({ agency, verdict }) => [agency, verdict]).sort()).toEqual([1, 2, 3, 4, 5].map((index) => [`t${index}`, wrong.includes(index) ? 'fail' : 'pass']))
    await until(async () => (await listMails(stack.mail)).length >= 4, 'the mails')
    const mails = await listMails(stack.mail)
    expect(mails.map(({ to }) => to).sort()).toEqual([COUNTY, COUNTY, 't2@yunqiao.example', 't4@yunqiao.example'])
    const toAgency = mails.find(({ to }) => to === 't2@yunqiao.example')
    expect(toAgency?.html).toContain('予以公开')
    expect(toAgency?.text).toContain('予以公开')
  })

  test('a mended version supersedes the failing one, and history stays', async () => {
    await submit(stack, 't2', reportText(name(2), { wrong: false }))
    await until(async () => (await listReports(stack, 'agency=t2&versions=all')).length === 2, 'both versions')
    const versions = await listReports(stack, 'agency=t2&versions=all')
    expect(versions.map(({ version, current, verdict }) => [version, current, verdict]).sort()).toEqual([
      [1, false, 'fail'],
      [2, true, 'pass'],
    ])
  })

  test('what is no report is answered, not swallowed', async () => {
    const { s3 } = clients(stack)
    const put = (Key: string, text: string) => s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key, Body: Buffer.from(text), ContentType: 'text/plain' }))
    await put('incoming/t6/2024/aaaaaaaaa00000000000000000001/空.txt', '')
    await put('incoming/nobody/2024/aaaaaaaaa00000000000000000002/年报.txt', reportText('无名局', { wrong: false }))
    await put('incoming/t7/2024/aaaaaaaaa00000000000000000003/说明.txt', '关于年度报告的政策解读\n本页只有说明,没有报告。')
    s3.destroy()
    const rejected = async () => (await listReports(stack, 'versions=all')).filter(({ outcome }) => outcome === 'rejected')
    await until(async () => (await rejected()).length === 2, 'two rejections')
    for (const { rejection } of await rejected()) {
      expect(rejection?.message).toMatch(/[\u4e00-\u9fff]/)
      expect(rejection?.message).not.toMatch(/\bat .*:\d+/)
    }
    await until(async () => (await listMails(stack.mail)).some(({ to }) => to === 't6@yunqiao.example'), 'the mail about the empty file')
    // Nobody's: no office of the register sees it, the operator is told.
    await until(async () => (await listMails(stack.mail)).some(({ to, subject }) => to === 'operator@gongkai.example' && subject.includes('单位没有登记')), 'the mail to the operator')
  })

  test('an archive of the county’s office becomes the submissions of its agencies, and a letter tells what became of each file', async () => {
    const files = { '第9镇/年报.txt': reportText(name(9), { wrong: false }), 'inner.zip': zipSync({ '第10镇.txt': strToU8(reportText(name(10), { wrong: true })) }), '通知.txt': '请按时报送。' }
    await submit(stack, 'county', new Blob([zipSync(Object.fromEntries(Object.entries(files).map(([path, content]) => [path, typeof content === 'string' ? strToU8(content) : content])))]), '年报.zip')
    const found = async () => (await listReports(stack)).filter(({ agency }) => ['t9', 't10', 'county'].includes(agency ?? ''))
    await until(async () => (await found()).length === 3, 'three results')
    expect((await found()).map(({ agency, outcome, verdict, file }) => [agency, outcome, verdict, file]).sort()).toEqual([
      ['county', 'archive', null, '年报.zip'],
      ['t10', 'checked', 'fail', '第10镇.txt'],
      ['t9', 'checked', 'pass', '年报.txt'],
    ])
    const letter = async () => (await listMails(stack.mail)).find(({ subject }) => subject.startsWith('压缩包处理结果'))
    await until(async () => (await letter()) !== undefined, 'the letter about the archive')
    expect((await letter())?.to).toBe(COUNTY)
    expect((await letter())?.text).toMatch(/“通知.txt”：/)
    expect((await letter())?.text).toMatch(/“inner.zip\/第10镇.txt”：云桥县第10镇人民政府/)
  })

  test('of two uploads at once for one year both are kept, the later wins, and both are told so', async () => {
    const texts = [reportText(name(8), { wrong: true }), reportText(name(8), { wrong: true }).replace('总体情况', '总体情况\n本镇主动公开政府信息，及时答复群众申请。')]
    const submissions = await Promise.all(texts.map((text) => submit(stack, 't8', text)))
    const Status = z.object({ reports: z.array(z.object({ id: z.string(), version: z.number(), current: z.boolean(), submittedAt: z.string() })) })
    const told = async () => Promise.all(submissions.map(async (submission) => Status.parse(await (await asCounty(stack, `/submissions/${submission}`)).json()).reports[0]))
    await until(async () => (await told()).map((one) => one?.version).sort().join() === '1,2', 'both versions')

    const both = await told()
    const [loser, winner] = both.toSorted((a, b) => (a?.version ?? 0) - (b?.version ?? 0))
    expect([loser, winner]).toMatchObject([{ version: 1, current: false }, { version: 2, current: true }])
    expect((loser?.submittedAt ?? '') <= (winner?.submittedAt ?? '')).toBe(true)
    for (const [index, one] of both.entries()) {
      const { url } = z.object({ url: z.string() }).parse(await (await asCounty(stack, `/reports/${one?.id ?? ''}/source`)).json())
      expect(await (await fetch(url)).text()).toBe(texts[index])
    }
    expect((await listReports(stack, 'agency=t8')).map(({ id }) => id)).toEqual([winner?.id])
    const Duties = z.object({ obligations: z.array(z.object({ report: z.object({ id: z.string(), version: z.number() }).nullable() })) })
    const duty = async () => Duties.parse(await (await asCounty(stack, '/obligations?agency=t8&year=2024')).json()).obligations[0]?.report
    await until(async () => (await duty())?.id === winner?.id, 'the duty by the later one')

    // Either the second letter speaks of version 2, or the first was written before there was an earlier one, and the other says that it is replaced.
    const letters = async () => (await listMails(stack.mail)).filter(({ to }) => to === 't8@yunqiao.example')
    await until(async () => (await letters()).length === 2, 'a letter about each')
    const words = (await letters()).map(({ subject, text }) => `${/第\d版/.exec(subject)?.[0] ?? ''} ${/已有更新的第\d版/.exec(text)?.[0] ?? ''}`.trim()).sort().join()
    expect(['第1版,第2版', '第1版,第1版 已有更新的第2版', '第1版 已有更新的第2版,第2版']).toContain(words)
  })

  test('a ticket holds what the server chose', async () => {
    await expect(askTicket(stack, { agency: 'nobody', file: 'a.txt' })).rejects.toThrow('nobody')
    const ticket = await askTicket(stack, { agency: 't8', year: 2024, file: '../../../etc/年报.html', type: 'text/html' })
    expect(ticket.key).toMatch(/^incoming\/t8\/2024\/[a-z0-9]+\/年报\.html$/)
    const changed = (fields: Record<string, string>) => postForm({ ...ticket, fields: { ...ticket.fields, ...fields } }, '<p>')
    expect((await changed({ key: ticket.key.replace('t8', 't9') })).status).toBe(403)
    expect((await changed({ 'Content-Type': 'text/plain' })).status).toBe(403)
    expect((await changed({ 'X-Amz-Signature': '0'.repeat(64) })).status).toBe(403)
    const tooLarge = await postForm(ticket, 'x'.repeat(21 * 1024 * 1024))
    expect([tooLarge.status, /<Code>(\w+)/.exec(await tooLarge.text())?.[1]]).toEqual([400, 'EntityTooLarge'])
  })
})

/** The product with the function behind the uploads queue cut off, so that a test can deliver the events itself. */
async function withoutUploadsMapping(): Promise<string> {
  const folder = join(mkdtempSync(join(tmpdir(), 'gongkai-paused-')), 'cdk.out')
  cpSync(await productAssembly(), folder, { recursive: true })
  const file = join(folder, readdirSync(folder).find((entry) => entry.endsWith('.template.json')) ?? '')
  const Loose = z.looseObject({ Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.looseObject({}).optional() })) })
  const template = Loose.parse(JSON.parse(readFileSync(file, 'utf8')))
  for (const [id, resource] of Object.entries(template.Resources))
    if (resource.Type === 'AWS::Lambda::EventSourceMapping' && id.startsWith('Parse')) resource.Properties = { ...resource.Properties, Enabled: false }
  writeFileSync(file, JSON.stringify(template))
  return folder
}

test('the same events three times and in reverse order: one result each, and the newest version wins', async () => {
  const stack = await startProduct(newHome(), await withoutUploadsMapping())
  try {
    await importRegister(stack, tableOf(stack), register(1))
    await submit(stack, 't1', reportText(name(1), { wrong: true }))
    await submit(stack, 't1', reportText(name(1), { wrong: false }))
    const { sqs } = clients(stack)
    const reconcile = stack.model.functions.find(({ logicalId }) => logicalId.startsWith('Reconcile'))
    const events: string[] = []
    await until(async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: reconcile?.variables['UPLOADS_QUEUE_URL'], MaxNumberOfMessages: 10 }))
      events.push(...Messages.map(({ Body = '' }) => Body).filter((body) => body.includes('ObjectCreated')))
      return events.length >= 2
    }, 'the events of both uploads')
    sqs.destroy()
    for (const body of [0, 1, 2].flatMap(() => events.toReversed())) {
      const attributes = { ApproximateReceiveCount: '1', SentTimestamp: String(Date.now()) }
      const answer = await stack.invoke('ParseFunction', {
        Records: [{ messageId: crypto.randomUUID(), receiptHandle: 'none', body, attributes, messageAttributes: {}, eventSource: 'aws:sqs' }],
      })
      expect(answer).toEqual({ batchItemFailures: [] })
    }
    const all = () => listReports(stack, 'agency=t1&versions=all')
    await until(async () => (await all()).length === 2, 'two results')
    await until(async () => (await listMails(stack.mail)).length >= 2, 'the mails')
    await new Promise((resolve) => setTimeout(resolve, 1000))
    expect((await all()).map(({ current, verdict }) => [current, verdict]).sort()).toEqual([
      [false, 'fail'],
      [true, 'pass'],
    ])
    const recipients = (await listMails(stack.mail)).map(({ to, subject }) => `${to} ${subject}`)
    expect(new Set(recipients).size).toBe(recipients.length)
  } finally {
    await stack.stop()
  }
})

describe('killed in the middle of 200 uploads and started again', () => {
  const children: ChildProcess[] = []
  afterAll(() => children.forEach((child) => child.kill('SIGKILL')))

  /** Starts the product in another process and gives its addresses once it is ready. */
  async function launch(home: string): Promise<Addresses> {
    const file = join(home, 'local.json')
    // The killed process left its own behind.
    rmSync(file, { force: true })
    const child = spawn(process.execPath, [join(import.meta.dirname, 'server.ts'), home], { stdio: 'inherit' })
    children.push(child)
    await until(() => Promise.resolve(existsSync(file) || child.exitCode !== null), 'local.json')
    const Local = z.object({ api: z.url(), signIn: z.object({ issuer: z.url(), clientId: z.string() }), mail: z.url(), s3: z.url(), sqs: z.url(), dynamodb: z.url(), region: z.string(), bucket: z.string(), credentials: z.string() })
    const { credentials, ...addresses } = Local.parse(JSON.parse(readFileSync(file, 'utf8')))
    const Keys = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() })
    return { ...addresses, credentials: Keys.parse(JSON.parse(readFileSync(credentials, 'utf8'))) }
  }

  test('all 200 have a result, no mail is lost, and none is sent twice but in the one window', async () => {
    const home = newHome()
    const before = await startProduct(home)
    await importRegister(before, tableOf(before), register(AGENCIES))
    await before.stop()

    const first = await launch(home)
    const sent = new Set<number>()
    const all = Array.from({ length: AGENCIES }, (_, index) => index + 1)
    const waiting = all.splice(0, 150)
    const upload = async (reached: Addresses): Promise<void> => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
        try {
          await submit(reached, `t${index}`, reportText(name(index), { wrong: true }))
          sent.add(index)
        } catch {
          // The process is gone: this one was not acknowledged, and is sent again.
          waiting.push(index)
          return
        }
      }
    }
    const uploading = Promise.all(Array.from({ length: 8 }, () => upload(first)))
    await until(async () => sent.size >= 75 && (await listMails(first.mail)).length > 20, 'the middle')
    expect((await listMails(first.mail)).length).toBeLessThan(2 * AGENCIES)
    children[0]?.kill('SIGKILL')
    await uploading
    waiting.push(...all)

    const second = await launch(home)
    await upload(second)
    expect(sent.size).toBe(AGENCIES)
    const current = async () => new Set((await listReports(second)).map(({ agency }) => agency))
    await until(async () => (await current()).size === AGENCIES, '200 results')
    // One that was taken although its answer was lost is a version of its own, and may be late.
    const due = async () => 2 * (await listReports(second, 'versions=all')).length
    // The digest of a Monday is about no report.
    const mails = async () => (await listMails(second.mail)).filter(({ subject }) => !subject.startsWith('周报')).map(({ to, subject }) => `${to} ${subject}`)
    await until(async () => new Set(await mails()).size === (await due()), 'all mails')
    // Accepted by the mailbox, not yet in the ledger when the process died: at most what was being sent just then.
    expect((await mails()).length - (await due())).toBeLessThanOrEqual(10)
  })
})
