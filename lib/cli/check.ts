import { readFile, stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { z } from 'zod'
import { check } from '../check/index.ts'
import { LIMITS } from '../readers/limits.ts'
import { Level, type Entry } from '../report/index.ts'
import { entryText } from './entry-text.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { expand } from './files.ts'
import { inOrder } from './in-order.ts'
import { colours, print, progress } from './terminal.ts'

/** Files at work or waiting while an earlier one is being printed. */
const AHEAD = 8

const CheckOptions = z.object({
  json: z.boolean().default(false),
  date: z.string().optional(),
  level: z.string().optional(),
  agency: z.string().optional(),
})

export function addCheck(program: Command, finish: (code: ExitCode) => void): void {
  program
    .command('check')
    .summary('核对报告，不需要启动服务 · check reports, no service needed')
    .description('核对年度报告文件或文件夹。Checks report files, or all files in a folder and below it.')
    .argument('<path...>', '文件或文件夹 · files or folders')
    .option('--json', '输出 JSON 数组，每个文件一项 · print one JSON array, an entry per file')
    .option('--date <YYYY-MM-DD>', '按哪一天核对，默认今天（北京时间） · the day of the check, today in China if absent')
    .option('--level <level>', `报送单位的级别 · level of the agency: ${Level.options.join(', ')}`)
    .option('--agency <name>', '报送单位的名称 · name of the agency')
    .addHelpText('after', '\n退出码 · exit codes: 0 全部通过 all pass, 1 有未通过的 findings, 2 用法错误 usage')
    .action(async (paths: string[], options: unknown) => finish(await checkPaths(paths, CheckOptions.parse(options))))
}

async function checkPaths(paths: readonly string[], options: z.infer<typeof CheckOptions>): Promise<ExitCode> {
  const context = {
    date: dateOf(options.date),
    ...(options.level === undefined ? {} : { level: levelOf(options.level) }),
    ...(options.agency === undefined ? {} : { agency: options.agency }),
  }
  const files = await expand(paths)
  const entries = inOrder(files, AHEAD, async (file) => {
    const bytes = await bytesOf(file)
    return 'code' in bytes ? rejected(file, bytes) : check(bytes, file, context).catch((error: unknown) => broken(file, error))
  })
  return options.json ? printJson(entries, files.length) : printReport(entries, files.length)
}

async function printJson(entries: AsyncIterable<Entry>, total: number): Promise<ExitCode> {
  const bar = progress(total)
  let before = '[\n'
  let passed = 0
  for await (const entry of entries) {
    await print(`${before}${JSON.stringify(entry)}`)
    before = ',\n'
    if (entry.score?.verdict === 'pass') passed += 1
    bar.step()
  }
  bar.clear()
  await print('\n]\n')
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

const rejected = (file: string, rejection: Refusal): Entry => ({
  file,
  outcome: 'rejected',
  rejection,
  findings: [],
  notEvaluated: [],
})

function dateOf(given: string | undefined): string {
  if (given === undefined) return today()
  const parsed = z.iso.date().safeParse(given)
  if (parsed.success) return parsed.data
  throw new CliError(EXIT.usage, `日期不对：${given}。请写成 2026-01-31 这样。`, `Not a date: ${given}. Write it as 2026-01-31.`)
}

/** Today's date in China, `YYYY-MM-DD`. */
export function today(): string {
  return new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10)
}

function levelOf(given: string): Level {
  const parsed = Level.safeParse(given)
  if (parsed.success) return parsed.data
  const levels = Level.options.join(', ')
  throw new CliError(EXIT.usage, `级别不对：${given}。可以是 ${levels}。`, `Not a level: ${given}. One of ${levels}.`)
}
