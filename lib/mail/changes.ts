import type { Finding } from '../report/index.ts'
import type { Changes } from './input.ts'

/** The same mistake keeps its rule and its words; the figures in it may differ from version to version. */
const identity = (finding: Finding): string => `${finding.rule} ${finding.message.replaceAll(/[\d.０-９]+/g, '#')}`

/**
 * What was mended since `previous`, what is still open and what is new in `current`. Of several findings
 * with one identity as many are open as both versions have.
 */
export function compareFindings(
  previousVersion: number,
  previous: readonly Finding[],
  current: readonly Finding[],
): Changes {
  const remaining = Map.groupBy(previous, identity)
  const open: number[] = []
  const added: number[] = []
  for (const [index, finding] of current.entries()) {
    const match = remaining.get(identity(finding))?.shift()
    ;(match === undefined ? added : open).push(index)
  }
  return { previousVersion, mended: previous.filter((finding) => remaining.get(identity(finding))?.includes(finding)), open, added }
}
