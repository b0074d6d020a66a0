import { writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { oneLine } from '../mail/index.ts'
import type { RollUp, RollUpCell } from '../store/api-tallies.ts'
import { rollUp, rollUpFile } from './api.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { readOptions } from './options.ts'
import { signedInServer } from './sign-in/server.ts'
import { AboutOptions, STATUS_WORDS } from './supervising.ts'
import { print, table } from './terminal.ts'

const FORMAT = /\.(csv|xlsx)$/i
const RollUpOptions = AboutOptions.extend({ out: z.string().optional(), json: z.boolean().default(false) })

/**
 * `gongkai rollup`: the sum of the tables of all agencies below a supervisor, the draft of the government's own report.
 * @throws {CliError} usage for a wrong option or a file that is neither CSV nor XLSX or cannot be written, findings if nobody is signed in
 * or the service refuses, unavailable if none runs.
 */
export async function printRollUp(given: unknown): Promise<ExitCode> {
  const { json, as, out, ...asked } = readOptions(RollUpOptions, given)
  const format = out === undefined ? undefined : FORMAT.exec(out)?.[1]?.toLowerCase()
  if (out !== undefined && format === undefined) throw new CliError(EXIT.usage, `文件名应当以 .xlsx 或 .csv 结尾：${out}`, `Neither .xlsx nor .csv: ${out}`)
  const server = await signedInServer(as)
  const sums = await rollUp(server, asked)
  if (out !== undefined && format !== undefined) {
    const bytes = await rollUpFile(server, asked, format)
    await writeFile(out, bytes).catch(() => {
      throw new CliError(EXIT.usage, `写不了文件：${out}`, `Cannot write the file: ${out}`)
    })
  }
  await print(json ? `${JSON.stringify(sums, null, 2)}\n` : textOf(sums, out))
  return EXIT.ok
}

function textOf({ name, year, counts, complete, notes, missing, cells }: RollUp, out: string | undefined): string {
  const filed = `${oneLine(name)}${year}年度汇总：${counts.agencies}个单位中${counts.filed}个的报告已计入。\n`
  const lacks = complete ? '没有空缺。\n' : notes.map((note) => `· ${note}\n`).join('')
  const absent = missing.map(({ name: agency, status }) => `  ${oneLine(agency)}：${STATUS_WORDS[status]}\n`).join('')
  const tables = out === undefined ? [...Map.groupBy(cells, ({ table: key }) => key).values()].map((own) => `\n${tableText(own)}`).join('') : `\n已写入${out}。\n`
  return filed + lacks + absent + tables
}

/** One table of the form, row by row; a block with other columns begins with a line of headings of its own. */
function tableText(cells: readonly RollUpCell[]): string {
  const rows = [...Map.groupBy(cells, ({ row }) => row).values()]
  let before = ''
  return table(
    rows.flatMap((own) => {
      const columns = own.map(({ columnLabel }) => columnLabel)
      const headings = columns.join() === before ? [] : [['', ...columns]]
      before = columns.join()
      return [...headings, [own[0]?.rowLabel ?? '', ...own.map(({ sum }) => (sum === null ? '—' : String(sum)))]]
    }),
  )
}
