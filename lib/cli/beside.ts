import { basename, extname } from 'node:path'
import { Companions } from '../check/companions.ts'
import type { Report } from '../report/index.ts'
import type { RuleContext } from '../rules/index.ts'
import { inOrder } from './in-order.ts'

/** Reports that are kept while others are checked; those beyond are read again when one is compared with them. */
const KEPT = 200
const AHEAD = 8

export type Beside = (file: string) => Promise<Pick<RuleContext, 'history' | 'peers'>>

/**
 * Reads all files of a run once and tells for each what it is compared with: the same agency's report of the year before,
 * and reports of others in much the same words.
 * @param read the report in a file; null if there is none
 */
export async function readBeside(files: readonly string[], read: (file: string) => Promise<Report | null>): Promise<Beside> {
  const companions = new Companions()
  const kept = new Map<string, Report>()
  const reports = inOrder(files, AHEAD, async (file) => ({ file, report: await read(file) }))
  for await (const { file, report } of reports) {
    if (report === null) continue
    companions.add(file, report)
    if (kept.size < KEPT) kept.set(file, report)
  }
  const again = async (file: string) => kept.get(file) ?? (await read(file))

  return async (file) => {
    const { history, peers } = companions.of(file)
    const before = history === null ? null : await again(history)
    const alike = await Promise.all(peers.map(async (peer) => ({ peer, report: await again(peer) })))
    return {
      ...(before !== null && { history: before }),
      peers: alike.flatMap(({ peer, report }) => (report === null ? [] : [{ agency: report.agency ?? basename(peer, extname(peer)), report }])),
    }
  }
}
