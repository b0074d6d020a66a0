import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { SendEmailCommand } from '@aws-sdk/client-sesv2'
import type { S3Event } from 'aws-lambda'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { HomeInUse } from '../../lib/local/index.ts'
import { type Fixture, startFixture } from './fixture/local.ts'

const newHome = (): string => mkdtempSync(join(tmpdir(), 'gongkai-home-'))

const mail = (subject: string, to = 'a@b.example') =>
  new SendEmailCommand({
    FromEmailAddress: '公开 <no-reply@gongkai.example>',
    Destination: { ToAddresses: [to] },
    Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: '正文' }, Html: { Data: '<p>正文</p><script>alert(1)</script>' } } } },
  })

async function fill({ s3, dynamodb, ses, name }: Fixture): Promise<void> {
  for (const Body of ['旧', '新']) await s3.send(new PutObjectCommand({ Bucket: name('Inbox'), Key: '年报', Body, Metadata: { who: 'me' } }))
  await dynamodb.send(new PutItemCommand({ TableName: name('Items'), Item: { pk: { S: 'a' }, sk: { S: 'b' } } }))
  await ses.send(mail('第一封'))
}

async function expectFilled({ s3, dynamodb, name, local }: Fixture): Promise<void> {
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: name('Inbox') }))
  const bodies = await Promise.all(
    Versions.map(async ({ Key, VersionId }) => {
      const { Body, Metadata } = await s3.send(new GetObjectCommand({ Bucket: name('Inbox'), Key, VersionId }))
      return `${await Body?.transformToString()} ${Metadata?.['who']}`
    }),
  )
  expect(bodies).toEqual(['新 me', '旧 me'])
  expect((await dynamodb.send(new ScanCommand({ TableName: name('Items') }))).Items).toEqual([{ pk: { S: 'a' }, sk: { S: 'b' } }])
  expect(await (await fetch(`${local.mail}/mails`)).json()).toMatchObject([{ to: 'a@b.example', subject: '第一封', text: '正文' }])
}

test('everything but the queues survives a stop; local.json is there only while all is ready', async () => {
  const home = newHome()
  const first = await startFixture({ home })
  const local = z.looseObject({ api: z.url(), mail: z.url(), s3: z.url(), bucket: z.string() }).parse(JSON.parse(readFileSync(join(home, 'local.json'), 'utf8')))
  expect(local).toMatchObject({ api: first.local.api, bucket: first.name('Inbox') })
  expect(statSync(join(home, 'credentials.json')).mode & 0o077).toBe(0)
  await fill(first)
  await first.stop()
  expect(existsSync(join(home, 'local.json'))).toBe(false)

  const second = await startFixture({ home })
  expect(second.local.credentials).toEqual(first.local.credentials)
  await expectFilled(second)
  // Sequencers go on growing.
  await second.s3.send(new PutObjectCommand({ Bucket: second.name('Inbox'), Key: 'in/later.txt', Body: 'x' }))
  const heard = (await second.take('Log', 3)) as Partial<S3Event>[]
  expect(heard.some(({ Records }) => Records?.[0]?.s3.object.key === 'in/later.txt')).toBe(true)
  await second.stop()
})

test('everything acknowledged survives SIGKILL, a torn last line does no harm, and the folder is free again', async () => {
  const home = newHome()
  const fixture = await startFixture({ home })
  await fill(fixture)
  await fixture.stop()

  const child = spawn(process.execPath, [join(import.meta.dirname, 'fixture/server.ts'), home], { stdio: 'inherit' })
  await expect.poll(() => existsSync(join(home, 'local.json'))).toBe(true)
  await expect(startFixture({ home })).rejects.toThrow(HomeInUse)
  await expect(startFixture({ home })).rejects.toThrow(new RegExp(`pid ${child.pid}`))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
  appendFileSync(join(home, 'mails.jsonl'), '{"id":"torn')
  appendFileSync(join(home, 'objects', fixture.name('Inbox'), 'journal.jsonl'), '{"put":{"key":"torn')

  const again = await startFixture({ home })
  await expectFilled(again)
  await again.stop()
})

test('the scheduled functions are asked at the start for whatever is open', async () => {
  const fixture = await startFixture()
  const heard = (await fixture.take('Log', 2)) as { listened?: unknown }[]
  expect(heard).toContainEqual({ listened: { olderThanSeconds: 0 } })
  await fixture.stop()
})

test('the mailbox refuses what SES would, and its page runs nothing of a mail', async () => {
  const { ses, local, stop } = await startFixture()
  for (const to of ['nobody', 'a b@c.example', 'a@b.example\r\nBcc: c@d.example'])
    await expect(ses.send(mail('x', to))).rejects.toMatchObject({ name: 'BadRequestException' })
  await expect(ses.send(mail('two\r\nlines'))).rejects.toMatchObject({ name: 'BadRequestException' })
  await ses.send(mail('<b>主题</b>'))
  const page = await (await fetch(local.mail)).text()
  expect(page).toContain('&lt;b&gt;主题&lt;/b&gt;')
  expect(page).not.toContain('<script>')
  const [source = ''] = /\/mails\/[^"]+\.html/.exec(page) ?? []
  const framed = await fetch(`${local.mail}${source}`)
  expect(framed.headers.get('content-security-policy')).toContain('sandbox')
  expect(page).toContain('<iframe sandbox ')
  await stop()
})
