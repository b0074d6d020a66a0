import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SendMessageCommand, SQSClient, ListQueuesCommand } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { asUser } from '../../lib/cli/sign-in/server.ts'
import { AgencyEntry } from '../../lib/store/api-register.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { gongkai, startService, type Service } from './gongkai.ts'

/** A county over the season on a running service, with nothing but the command line, the links in its mails and its API. */

const Mails = z.array(z.object({ to: z.string(), subject: z.string(), text: z.string(), at: z.iso.datetime() }))

/** SES's mailbox simulator stands for an address that nobody has, and for an owner who complains. */
const BOUNCES = 'bounce+heping@simulator.amazonses.com'
const COMPLAINS = 'complaint+water@simulator.amazonses.com'
const REGISTER = `id,name,level,supervisor,emails
city,望北市人民政府办公室,city,,city@wangbei.example.invalid
county,星湖县人民政府办公室,county,city,office@xinghu.example.invalid
yunqiao,${SPECIMEN.agency},township,county,yunqiao@xinghu.example.invalid
heping,星湖县和平镇人民政府,township,county,${BOUNCES}
water,星湖县水务局,department,county,${COMPLAINS}
`

let home = ''
let service: Service
const run = (...args: string[]) => gongkai(args, { GONGKAI_HOME: join(home, 'state') })
const mails = async (): Promise<z.infer<typeof Mails>> => Mails.parse(JSON.parse((await run('mail', '--json')).stdout))
/** The mails about duties: day in China, to whom, the word that the subject begins with. */
const posted = async () => (await mails()).filter(({ subject }) => /^(?:催报|逾期|日报|周报|请更正)/.test(subject)).map(({ at, to, subject }) => `${chinaDay(at)} ${to.split('@')[0] ?? ''} ${subject.split('：')[0] ?? ''}`)
const chinaDay = (at: string): string => new Date(Date.parse(at) + 8 * 3600 * 1000).toISOString().slice(5, 10)

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'gongkai-season-'))
  writeFileSync(join(home, 'register.csv'), REGISTER)
  writeFileSync(join(home, 'report.txt'), layoutNamed('row per line, pipes').write({ ...SPECIMEN, year: 2025 }))
  service = await startService(['--empty', '--date', '2026-01-16'], { GONGKAI_HOME: join(home, 'state'), PORT: '0' })
  await run('agencies', 'import', join(home, 'register.csv'))
})
afterAll(async () => {
  await service.interrupt()
  rmSync(home, { recursive: true })
})

test('the clock tells the time in China', async () => {
  expect((await run('clock')).stdout).toMatch(/^2026年1月16日 12:0\d（北京时间）\n$/)
  expect(JSON.parse((await run('clock', '--json')).stdout)).toMatchObject({ now: expect.stringMatching(/^2026-01-16T04:0/) as string })
})

test('what is no time, or lies behind or too far ahead, is refused in Chinese and English, exit 2', async () => {
  const durations = ['tomorrow', '0d', '99999d'].map((duration) => ['advance', duration])
  const times = ['2026-02-30', '2026-01-20T09:00Z', '2026-01-15', '2046-01-15'].map((time) => ['set', time])
  for (const { code, stdout, stderr } of await Promise.all([...durations, ...times].map((args) => run('clock', ...args)))) {
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^.*[\u4e00-\u9fff].*\n[ -~]+\n$/)
  }
})

test('a morning: reminders; who cannot be reached is given up, which operator and supervisor are told once', async () => {
  const { code, stdout } = await run('clock', 'advance', '2d')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^2026年1月17日 09:00 {2}邮件\d+封\n2026年1月18日 09:00 {2}.+\n现在是2026年1月18日 12:0\d（北京时间）。\n$/)
  const told = ['01-17 office 请更正', '01-17 operator 请更正']
  expect((await posted()).sort()).toEqual(['01-17 bounce+heping 催报提醒', '01-17 complaint+water 催报提醒', '01-17 yunqiao 催报提醒', ...told, ...told, '01-18 office 日报'].sort())
})

test('the register shows which address is given up, and why', async () => {
  const { api, signIn } = z.object({ api: z.url(), signIn: z.object({ issuer: z.url(), clientId: z.string() }) }).parse(JSON.parse(readFileSync(join(home, 'state', 'local.json'), 'utf8')))
  const authorization = await asUser({ api, signIn }, 'county').authorization()
  const stopped = async (id: string) => AgencyEntry.parse(await (await fetch(`${api}/agencies/${id}`, { headers: { authorization } })).json()).undeliverable.map(({ address, why, since }) => [address, why, chinaDay(since)])
  expect(await stopped('heping')).toEqual([[BOUNCES, 'bounced', '01-17']])
  expect(await stopped('water')).toEqual([[COMPLAINS, 'complained', '01-17']])
  expect(await stopped('yunqiao')).toEqual([])
})

test('a mail that could not be delivered for the time being stops nothing', async () => {
  const detail = {
    eventType: 'Bounce',
    bounce: { bounceType: 'Transient', bounceSubType: 'MailboxFull', feedbackId: 'f-1', bouncedRecipients: [{ emailAddress: 'yunqiao@xinghu.example.invalid' }] },
    mail: { tags: { agency: ['yunqiao'] } },
  }
  await sendTo(/feedback/i, { time: '2026-01-18T04:00:00Z', detail })
  await run('clock', 'set', '2026-01-24')
  expect((await posted()).filter((post) => post.startsWith('01-24'))).toEqual(['01-24 yunqiao 催报提醒'])
})

test('after the jump one signs in and files as ever; the version is of that day', async () => {
  const { code, stdout } = await run('submit', '--agency', 'yunqiao', '--year', '2025', '--wait', '--json', join(home, 'report.txt'))
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject([{ agency: 'yunqiao', year: 2025, version: 1 }])
  const results = await run('results', '--as', 'county')
  expect(results.stdout).toContain(SPECIMEN.agency)
  await run('clock', 'advance', '1d')
  expect((await posted()).slice(-2).sort()).toEqual(['01-25 city 日报', '01-25 office 日报'])
})

test('who unsubscribes from digests gets urgings all the same', async () => {
  const digest = (await mails()).findLast(({ to, subject }) => to.startsWith('office@') && subject.startsWith('日报'))
  const link = /http:\S+\/unsubscribe\?\S+/.exec(digest?.text ?? '')?.[0] ?? ''
  expect(await (await fetch(link)).text()).toContain('退订')
  expect(await (await fetch(link, { method: 'POST', body: 'List-Unsubscribe=One-Click' })).text()).toContain('已经退订')
  await run('clock', 'set', '2026-02-08')
  const after = (await posted()).filter((post) => post >= '01-26')
  const urging = (await mails()).findLast(({ to, subject }) => to.startsWith('office@') && subject.startsWith('逾期催办'))
  expect(urging?.text).toContain('星湖县和平镇人民政府（乡镇、街道）：期限2026年1月31日，逾期7天，没有能收信的邮件地址')
  expect(urging?.text).toContain('催办通知发不出去，请用其他方式通知')
  expect(after.sort()).toEqual(['02-01 office 逾期催办', '02-03 office 逾期催办', '02-07 city 逾期情况', '02-07 office 逾期催办'])
})

test('nothing is sent twice, and nothing out of its order', async () => {
  const all = await mails()
  const times = all.map(({ at }) => at)
  expect(times).toEqual(times.toSorted())
  const once = all.filter(({ subject }) => !subject.startsWith('请更正')).map(({ at, to, subject }) => `${at.slice(0, 10)} ${to} ${subject}`)
  expect(once).toEqual([...new Set(once)])
})

/** Puts a message on a queue of the running service, as EventBridge would. */
async function sendTo(name: RegExp, message: object): Promise<void> {
  const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
  const local = z.object({ sqs: z.url(), region: z.string(), credentials: z.string() }).parse(read(join(home, 'state', 'local.json')))
  const credentials = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }).parse(read(local.credentials))
  const sqs = new SQSClient({ endpoint: local.sqs, region: local.region, credentials })
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}))
  await sqs.send(new SendMessageCommand({ QueueUrl: QueueUrls.find((url) => name.test(url) && !/dead/i.test(url)), MessageBody: JSON.stringify(message) }))
  sqs.destroy()
}
