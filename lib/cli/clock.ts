import { z } from 'zod'
import { chinaTime } from '../mail/index.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { findInstance } from './instance.ts'
import { type Control, openControl } from './local-control.ts'
import { print } from './terminal.ts'

const Options = z.object({ json: z.boolean().default(false) })

const MINUTE = 60_000
const UNITS = { w: 7 * 24 * 60 * MINUTE, d: 24 * 60 * MINUTE, h: 60 * MINUTE, m: MINUTE } as const
const FARTHEST = 366 * UNITS.d

/** `gongkai clock`: what time it is for the running service. @throws {CliError} unavailable if none runs. */
export async function showClock(given: unknown): Promise<ExitCode> {
  const { json } = Options.parse(given)
  const now = await (await openControl(await findInstance())).now()
  await print(json ? `${JSON.stringify({ now })}\n` : `${chinaTime(now)}（北京时间）\n`)
  return EXIT.ok
}

/** `gongkai clock advance`: lets time pass in the running service. @throws {CliError} usage for what is no duration. */
export async function advanceClock(duration: string, given: unknown): Promise<ExitCode> {
  const milliseconds = durationOf(duration)
  const control = await openControl(await findInstance())
  return pass(control, new Date(Date.parse(await control.now()) + milliseconds), given)
}

/** `gongkai clock set`: lets time pass up to a moment. @throws {CliError} usage for what is no time, or lies behind. */
export async function setClock(time: string, given: unknown): Promise<ExitCode> {
  const until = momentOf(time)
  const control = await openControl(await findInstance())
  const now = await control.now()
  if (until.getTime() < Date.parse(now))
    throw wrong(`现在已经是${chinaTime(now)}，时钟只能往后拨。要看以前的日子，请停止服务，用 gongkai start --date 从那一天启动。`, `It is ${now} already: the clock only goes forward. To see earlier days start with --date.`)
  if (until.getTime() - Date.parse(now) > FARTHEST) throw tooFar()
  return pass(control, until, given)
}

/** One step after the other, each told when its work is done; Ctrl-C leaves the clock where it has come to. */
async function pass(control: Control, until: Date, given: unknown): Promise<ExitCode> {
  const { json } = Options.parse(given)
  const steps: { readonly at: string; readonly mails: number }[] = []
  for (let reached = false; !reached; ) {
    const step = await control.step(until)
    reached = step.reached
    if (reached && step.mails === 0) continue
    steps.push({ at: step.now, mails: step.mails })
    if (!json) await print(`${chinaTime(step.now)}  ${step.mails === 0 ? '没有要发的邮件' : `邮件${step.mails}封`}\n`)
  }
  const now = await control.now()
  await print(json ? `${JSON.stringify({ now, steps })}\n` : `现在是${chinaTime(now)}（北京时间）。\n`)
  return EXIT.ok
}

function durationOf(text: string): number {
  const parts = /^(?:(\d{1,6})w)?(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?$/.exec(text)
  const [, weeks = 0, days = 0, hours = 0, minutes = 0] = parts ?? []
  const milliseconds = Number(weeks) * UNITS.w + Number(days) * UNITS.d + Number(hours) * UNITS.h + Number(minutes) * UNITS.m
  if (milliseconds === 0)
    throw wrong(`时长不对：${text}。请写成 3d（3天）、12h（12小时）、1w2d（1周又2天）这样。`, `Not a duration: ${text}. Write it like 3d, 12h or 1w2d.`)
  if (milliseconds > FARTHEST) throw tooFar()
  return milliseconds
}

/** Time in China; of a day alone, noon, as with `start --date`. */
function momentOf(text: string): Date {
  const local = z.iso.date().safeParse(text).success ? `${text}T12:00` : text
  if (!z.iso.datetime({ local: true, precision: -1 }).safeParse(local).success || local.endsWith('Z'))
    throw wrong(`时刻不对：${text}。请写成 2026-01-31 或 2026-01-31T09:00 这样（北京时间）。`, `Not a time: ${text}. Write it like 2026-01-31 or 2026-01-31T09:00 (time in China).`)
  return new Date(`${local}:00+08:00`)
}

const tooFar = (): CliError => wrong('一次最多拨快一年（366天）。', 'A year (366 days) at a time at most.')
const wrong = (chinese: string, english: string): CliError => new CliError(EXIT.usage, chinese, english)
