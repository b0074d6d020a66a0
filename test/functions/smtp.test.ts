import { createServer, type Server } from 'node:net'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { openSmtp } from '../../functions/shared/post/smtp.ts'
import { NOTIFY_ENVIRONMENT } from './environment.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A mail server that answers as told; gives what was sent to it. */
async function startServer(answers: Readonly<Record<string, string>> = {}) {
  const received: string[] = []
  const server = createServer((socket) => {
    socket.write('220 mail.example\r\n')
    let inMail = false
    createInterface(socket).on('line', (line) => {
      received.push(line)
      if (inMail && line !== '.') return
      const verb = line.slice(0, 4).toUpperCase()
      inMail = verb === 'DATA' && answers['DATA'] === undefined
      socket.write(`${answers[verb] ?? (inMail ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 ok')}\r\n`)
    })
    socket.on('error', () => undefined)
  })
  servers.push(server)
  const port = await new Promise<number>((listening) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      listening(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  return { port, received }
}

const open = (port: number) =>
  openSmtp({
    ...NOTIFY_ENVIRONMENT,
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: port,
    SMTP_SECRET_ARN: '',
  })

const letter = { to: 'a@yunqiao.example', mail: { subject: '请修改', html: '<p>第3行</p>', text: '第3行' } }

test('a mail is handed over with sender, recipient, reply address and both bodies', async () => {
  const { port, received } = await startServer()
  expect(await open(port)(letter)).toMatchObject({ kind: 'accepted', messageId: expect.stringContaining('@') as string })
  const sent = received.join('\n')
  expect(sent).toContain('MAIL FROM:<no-reply@gongkai.example>')
  expect(sent).toContain('RCPT TO:<a@yunqiao.example>')
  expect(sent).toContain('Reply-To: operator@gongkai.example')
  expect(sent).toContain(`Subject: =?UTF-8?B?${Buffer.from('请修改').toString('base64')}?=`)
  expect(sent).toMatch(/text\/plain[^]*text\/html/)
})

test.each([
  ['refused', { RCPT: '550 no such user' }],
  ['failed', { RCPT: '450 mailbox busy' }],
  ['failed', { MAIL: '550 sender not allowed' }],
  ['failed', { DATA: '554 not now' }],
])('%s: %j', async (kind, answers) => {
  const { port } = await startServer(answers)
  expect((await open(port)(letter)).kind).toBe(kind)
})

test('a server that is not there is worth another try', async () => {
  const { port } = await startServer()
  const server = servers.pop()
  await new Promise((closed) => server?.close(closed))
  expect((await open(port)(letter)).kind).toBe('failed')
})
