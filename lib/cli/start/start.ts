import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { HomeInUse, startLocal, type LocalEvent, type LocalOptions, type LocalStack } from '../../local/index.ts'
import { findAgencies } from '../../store/agency.ts'
import { importAgencies } from '../../register/import.ts'
import { CliError, EXIT, type ExitCode } from '../exit.ts'
import { homeFolder } from '../instance.ts'
import { resultTable } from '../results.ts'
import { print } from '../terminal.ts'
import { registerUsers } from '../sign-in/register-users.ts'
import { seenFromTheTop } from '../sign-in/topmost.ts'
import { listSamples, notYetUploaded, REGISTER } from './samples.ts'
import { openStack, type Opened } from './open-stack.ts'
import { Tour } from './tour.ts'

const StartOptions = z.object({ empty: z.boolean().default(false), port: z.string().optional(), date: z.string().optional() })

/**
 * `gongkai start`: runs the service on this machine until it is asked to stop.
 * @throws {CliError} usage for a bad port or date, unavailable if the folder or the port is taken.
 */
export async function start(options: unknown): Promise<ExitCode> {
  const { empty, port, date } = StartOptions.parse(options)
  const wanted = port ?? process.env['PORT'] ?? ''
  const stopping = stopSignal()
  const stopAsked = once(stopping, 'abort')
  await print('正在启动……\n')
  let hear: (event: LocalEvent) => void = () => undefined
  const stack = await run({
    home: homeFolder(),
    onEvent: (event) => hear(event),
    users: (reached) => registerUsers(openStack(reached).store),
    signal: stopping,
    ...(wanted === '' ? {} : { port: portOf(wanted) }),
    ...(date === undefined ? {} : { now: noonOf(date) }),
  }).catch((error: unknown) => {
    if (stopping.aborted) return null
    throw error
  })
  if (stack === null) return EXIT.ok
  const opened = openStack(stack)
  try {
    if (!empty && !stopping.aborted) await Promise.race([sendSamples(opened, (listener) => (hear = listener)), stopAsked])
    await print(await closing(opened, stack.mail))
    await stopAsked
    await print('\n正在停止……\n')
  } finally {
    opened.close()
    await stack.stop()
  }
  await print('已停止，结果都已保留。\n')
  return EXIT.ok
}

async function sendSamples(opened: Opened, listen: (hear: (event: LocalEvent) => void) => void): Promise<void> {
  const samples = await notYetUploaded(await listSamples(), opened)
  if (samples.length === 0) return
  const { imported } = await importAgencies(opened.store, await readFile(REGISTER), { by: 'samples', now: new Date() })
  await print(`已导入${imported}个样例单位，报送${samples.length}份样例报告：\n\n`)
  const agencies = await findAgencies(opened.store, [...new Set(samples.map(({ agency }) => agency))])
  const names = new Map(agencies.map(({ id, name }) => [id, name]))
  const tour = new Tour({ ...opened, nameOf: (agency) => names.get(agency) ?? agency })
  listen((event) => tour.hear(event))
  await tour.run(samples)
  await print('\n')
}

async function closing({ api, signIn, store }: Opened, mail: string): Promise<string> {
  const reports = (await seenFromTheTop({ api, signIn }, store, 'current')).map(({ item }) => item)
  const results = reports.length === 0 ? '还没有报告。\n' : resultTable(reports)
  return `${results}
接口  ${api}
邮箱  ${mail}
登录  ${signIn.issuer}

按 Ctrl-C 停止；再次启动时结果还在。
`
}

/** @throws {CliError} if the folder or the port is taken. */
async function run(options: LocalOptions): Promise<LocalStack> {
  try {
    return await startLocal(options)
  } catch (error) {
    if (error instanceof HomeInUse) throw new CliError(EXIT.unavailable, ...split(error.message))
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      const port = options.port ?? ''
      throw new CliError(EXIT.unavailable, `端口 ${port} 已被占用。请用 --port 换一个。`, `Port ${port} is in use: choose another with --port.`)
    }
    throw error
  }
}

const split = (message: string): [string, string] => {
  const [chinese = '', english = ''] = message.split('\n')
  return [chinese, english]
}

function portOf(given: string): number {
  const parsed = z.string().regex(/^\d{1,5}$/).transform(Number).pipe(z.int().max(65_535)).safeParse(given)
  if (parsed.success) return parsed.data
  throw new CliError(EXIT.usage, `端口不对：${given}。请写 0 到 65535 之间的整数。`, `Not a port: ${given}. An integer from 0 to 65535.`)
}

/** Noon in China: what is due on a morning has been due by then. */
function noonOf(given: string): Date {
  const parsed = z.iso.date().safeParse(given)
  if (parsed.success) return new Date(`${parsed.data}T12:00:00+08:00`)
  throw new CliError(EXIT.usage, `日期不对：${given}。请写成 2026-01-24 这样。`, `Not a date: ${given}. Write it like 2026-01-24.`)
}

/** Aborts at the first Ctrl-C or SIGTERM; a second one ends the process at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort())
  return controller.signal
}
