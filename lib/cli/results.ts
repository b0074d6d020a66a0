import { z } from 'zod'
import { oneLine } from '../mail/index.ts'
import { VERDICT_WORDS } from '../report/index.ts'
import type { ReportItem } from '../store/api.ts'
import { listReports, reportDetail, summary } from './api.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { inOrder } from './in-order.ts'
import { findInstance } from './instance.ts'
import { print, printArray, table } from './terminal.ts'

/** Requests under way at the same time. */
const AT_ONCE = 8

const ResultsOptions = z.object({ json: z.boolean().default(false), current: z.boolean().default(false) })

/** `gongkai results`: prints every version that the running service checked. */
export async function results(options: unknown): Promise<ExitCode> {
  const { json, current } = ResultsOptions.parse(options)
  const instance = await findInstance()
  const items = await listReports(instance, current ? 'current' : 'all')
  if (!json) {
    await print(items.length === 0 ? '还没有结果。\n' : resultTable(items))
    return EXIT.ok
  }
  await printArray(inOrder(items, AT_ONCE, async ({ id }) => summary(await reportDetail(instance, id))))
  return EXIT.ok
}

/** Results as a table for people. */
export const resultTable = (items: readonly ReportItem[]): string =>
  table([
    ['单位', '年度', '版本', '结论', '得分', '错误', '疑点', '文件'],
    ...items.map((item) => [
      oneLine(item.agencyName ?? item.agency ?? '（未知）'),
      item.year === null ? '—' : String(item.year),
      `第${item.version}版${item.current ? '' : '（旧）'}`,
      item.verdict === null ? '没有收下' : VERDICT_WORDS[item.verdict].word,
      item.score === null ? '—' : String(item.score),
      String(item.findingCounts.error),
      String(item.findingCounts.warning),
      oneLine(item.file),
    ]),
  ])
