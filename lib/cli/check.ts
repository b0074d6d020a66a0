import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { type Examined, rejected } from '../check/index.ts'
import { LIMITS } from '../readers/limits.ts'
import { Level, type Entry } from '../report/index.ts'
import { withinArchives } from './archives.ts'
import { chinaToday } from './today.ts'
import { entryText } from './entry-text.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { expand } from './files.ts'
import { inOrder } from './in-order.ts'
import { openOutputs, recorded, withoutOutputs } from './outputs/index.ts'
import { settingsIn } from './settings-file.ts'
import { surveyed } from './survey.ts'
import { colours, print, printArray, progress } from './terminal.ts'

/** Files at work or waiting while an earlier one is being printed. */
const AHEAD = 8

const CheckOptions = z.object({
  json: z.boolean().default(false),
  date: z.string().optional(),
  level: z.string().optional(),
  agency: z.string().optional(),
  out: z.string().optional(),
  html: z.string().optional(),
  settings: z.string().optional(),
})

/**
 * `gongkai check`: prints an entry per file in the order given; a folder is all files in it and below it.
 * @throws {CliError} usage, before anything is checked.
 */
export async function checkFiles(paths: readonly string[], given: unknown): Promise<ExitCode> {
  const options = CheckOptions.parse(given)
  const context = {
    date: dateOf(options.date),
    ...(options.level === undefined ? {} : { level: levelOf(options.level) }),
    ...(options.agency === undefined ? {} : { agency: options.agency }),
  }
  const settings = options.settings === undefined ? {} : await settingsIn(options.settings)
  const found = await expand(paths)
  const outputs = await openOutputs(options, context.date)
  const sources = await withinArchives(withoutOutputs(found, outputs), new Set(paths), bytesOf)
  const { units, beside } = await surveyed(sources)
  const examined = inOrder(units, AHEAD, async (unit): Promise<Examined> => {
    const { file } = unit
    const known = async () => ({ ...context, ...(await beside(file)) })
    return unit.examine(known, settings).catch((error: unknown) => ({ entry: broken(file, error), document: null }))
  })
  const entries = recorded(examined, outputs)
  const code = await (options.json ? printJson(entries, units.length) : printReport(entries, units.length))
  for (const output of outputs) {
    const told = await output.finish()
    if (!options.json) await print(`${told}\n`)
  }
  return code
}

async function printJson(entries: AsyncIterable<Entry>, total: number): Promise<ExitCode> {
  const bar = progress(total)
  let passed = 0
  async function* counted(): AsyncGenerator<Entry> {
    for await (const entry of entries) {
      if (entry.score?.verdict === 'pass') passed += 1
      bar.step()
      yield entry
    }
    bar.clear()
  }
  await printArray(counted())
  return passed === total ? EXIT.ok : EXIT.findings
}

async function printReport(entries: AsyncIterable<Entry>, total: number): Promise<ExitCode> {
  const bar = progress(total)
  const counts = { pass: 0, fail: 0, uncheckable: 0, rejected: 0 }
  for await (const entry of entries) {
    counts[entry.score?.verdict ?? 'rejected'] += 1
    bar.clear()
    await print(entryText(entry, colours))
    bar.step()
  }
  bar.clear()
  const { pass, fail, uncheckable, rejected } = counts
  await print(`共${total}份：通过${pass}份，未通过${fail}份，未能完成核对${uncheckable}份，不能核对${rejected}份。\n`)
  return pass === total ? EXIT.ok : EXIT.findings
}

interface Refusal {
  readonly code: string
  readonly message: string
}

async function bytesOf(file: string): Promise<Uint8Array | Refusal> {
  try {
    const { size } = await stat(file)
    if (size > LIMITS.upload) {
      const limit = LIMITS.upload / 1024 / 1024
      return { code: 'too-large', message: `文件超过 ${limit} MB 的上限，没有读取。请去掉图片和附件，只保留报告正文。` }
    }
    return await readFile(file)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return { code: 'unreadable-file', message: `文件打不开（${reason}）。请检查文件是否存在、是否有读取权限。` }
  }
}

/** A fault of ours, not of the file: told with its trace on stderr, and the other files go on. */
function broken(file: string, error: unknown): Entry {
  console.error(file, error)
  return rejected(file, { code: 'internal-error', message: '核对程序自身出错，这份文件没有核对。请把屏幕上的错误信息发给维护人员。' })
}

function dateOf(given: string | undefined): string {
  if (given === undefined) return chinaToday()
  const parsed = z.iso.date().safeParse(given)
  if (parsed.success) return parsed.data
  throw new CliError(EXIT.usage, `日期不对：${given}。请写成 2026-01-31 这样。`, `Not a date: ${given}. Write it as 2026-01-31.`)
}

function levelOf(given: string): Level {
  const parsed = Level.safeParse(given)
  if (parsed.success) return parsed.data
  const levels = Level.options.join(', ')
  throw new CliError(EXIT.usage, `级别不对：${given}。可以是 ${levels}。`, `Not a level: ${given}. One of ${levels}.`)
}
