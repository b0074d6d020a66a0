import { z } from 'zod'
import { oneLine } from '../mail/index.ts'
import { Level, LEVEL_NAMES } from '../report/index.ts'
import type { DutyItem, DutyPage } from '../store/api-tallies.ts'
import { type Counts, dayInChina, type DutyFilter, STANDS } from '../tally/index.ts'
import { obligationPages } from './api.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { readOptions } from './options.ts'
import { signedInServer } from './sign-in/server.ts'
import { AboutOptions, STATUS_WORDS } from './supervising.ts'
import { print, printArray, table } from './terminal.ts'

const ObligationsOptions = AboutOptions.extend({ status: z.enum(STANDS).optional(), level: Level.optional(), json: z.boolean().default(false) })

/**
 * `gongkai obligations`: who has to file for a year and how they stand, of all below a supervisor.
 * @throws {CliError} usage for a wrong option, findings if nobody is signed in or the service refuses, unavailable if none runs.
 */
export async function obligations(given: unknown): Promise<ExitCode> {
  const { json, as, ...asked } = readOptions(ObligationsOptions, given)
  const pages = obligationPages(await signedInServer(as), asked)
  if (json) {
    await printArray(itemsOf(pages))
    return EXIT.ok
  }
  let first = true
  for await (const page of pages) {
    if (first) await print(overview(page, asked))
    if (page.obligations.length > 0) await print(table([...(first ? [HEADINGS] : []), ...page.obligations.map(cellsOf)]))
    first = false
  }
  return EXIT.ok
}

async function* itemsOf(pages: AsyncIterable<DutyPage>): AsyncGenerator<DutyItem> {
  for await (const { obligations: items } of pages) yield* items
}

function overview({ year, counts, byLevel, obligations: items }: DutyPage, { status, level: only }: DutyFilter): string {
  const levels = Object.entries(byLevel).map(([level, of]) => [LEVEL_NAMES[level as keyof typeof LEVEL_NAMES], ...countsOf(of)])
  const lines = table([['', '应报', '已报', '逾期报送', '未报送', '没有收下', '通过', '未通过', '未能完成核对'], ...levels, ['合计', ...countsOf(counts)]])
  const filters = [only === undefined ? '' : LEVEL_NAMES[only], status === undefined ? '' : STANDS_WORDS[status]].filter((words) => words !== '')
  const shown = filters.length === 0 ? '' : `只列${filters.map((words) => `“${words}”`).join('、')}的单位。\n`
  return `${year}年度报告报送情况\n\n${lines}\n${shown}${items.length === 0 ? '没有这样的单位。\n' : ''}`
}

const countsOf = ({ agencies, filed, late, missing, rejected, pass, fail, uncheckable }: Counts): string[] =>
  [agencies, filed, late, missing, rejected, pass, fail, uncheckable].map(String)

const STANDS_WORDS: Readonly<Record<(typeof STANDS)[number], string>> = { ...STATUS_WORDS, filed: '已报', late: '逾期报送' }

const HEADINGS = ['单位', '情况', '期限', '报送日期', '逾期', '得分', '错误', '疑点', '文件']

const cellsOf = ({ name, status, deadline, filedAt, late, overdue, report }: DutyItem): string[] => [
  oneLine(name),
  STATUS_WORDS[status],
  deadline,
  filedAt === null ? '—' : dayInChina(filedAt),
  late || overdue ? '逾期' : '',
  report?.score == null ? '—' : String(report.score),
  report === null ? '' : String(report.findings.error),
  report === null ? '' : String(report.findings.warning),
  report === null ? '' : oneLine(report.file),
]
