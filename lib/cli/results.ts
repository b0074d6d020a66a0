import { z } from 'zod'
import { oneLine } from '../mail/index.ts'
import { VERDICT_WORDS } from '../report/index.ts'
import type { ReportItem } from '../store/api.ts'
import { listReports, reportDetail, summary } from './api.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { inOrder } from './in-order.ts'
import { findInstance } from './instance.ts'
import { withLocalStore } from './local-store.ts'
import { chosenServer, type Server } from './sign-in/server.ts'
import { type Seen, seenFromTheTop } from './sign-in/topmost.ts'
import { print, printArray, table } from './terminal.ts'

/** Requests under way at the same time. */
const AT_ONCE = 8

const ResultsOptions = z.object({ json: z.boolean().default(false), current: z.boolean().default(false), as: z.string().optional() })

/** `gongkai results`: prints every version that whoever is signed in may see; on this machine, if nobody is, all. */
export async function results(options: unknown): Promise<ExitCode> {
  const { json, current, as } = ResultsOptions.parse(options)
  const seen = await seenBy(await chosenServer(as), current ? 'current' : 'all')
  if (!json) {
    await print(seen.length === 0 ? '还没有结果。\n' : resultTable(seen.map(({ item }) => item)))
    return EXIT.ok
  }
  await printArray(inOrder(seen, AT_ONCE, async ({ server, item }) => summary(await reportDetail(server, item.id))))
  return EXIT.ok
}

async function seenBy(server: Server | null, versions: 'current' | 'all'): Promise<Seen[]> {
  if (server !== null) return (await listReports(server, versions)).map((item) => ({ server, item }))
  const instance = await findInstance()
  return withLocalStore(instance, (store) => seenFromTheTop(instance, store, versions))
}

/** Results as a table for people. */
export const resultTable = (items: readonly ReportItem[]): string =>
  table([
    ['单位', '年度', '版本', '结论', '得分', '错误', '疑点', '文件'],
    ...items.map((item) => [
      oneLine(item.agencyName ?? item.agency ?? '（未知）'),
      item.year === null ? '—' : String(item.year),
      `第${item.version}版${item.current ? '' : '（旧）'}`,
      item.verdict !== null ? VERDICT_WORDS[item.verdict].word : item.outcome === 'archive' ? '压缩包' : '没有收下',
      item.score === null ? '—' : String(item.score),
      String(item.findingCounts.error),
      String(item.findingCounts.warning),
      oneLine(item.file),
    ]),
  ])
