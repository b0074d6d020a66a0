import { parse } from '../../lib/parse/index.ts'
import { read } from '../../lib/readers/index.ts'
import type { Place, Report } from '../../lib/report/index.ts'
import { processorTime } from '../support/processor-time.ts'

/** How long one file may take, in milliseconds of processor time. */
export const BUDGET = 200

/**
 * Reads and parses a file as the product does.
 * @returns the processor time it took, in milliseconds
 * @throws {Error} if a reader or the parser throws, or a place leads out of the source.
 */
export async function surviveReading(bytes: Uint8Array): Promise<number> {
  const begin = processorTime()
  const source = await read(bytes)
  const result = source.ok ? parse(source.document) : source
  const time = processorTime() - begin
  if (source.ok && result.ok && 'report' in result) expectPlaces(result.report, source.document.text.length)
  return time
}

function expectPlaces({ tables, sections }: Report, length: number): void {
  const places: Place[] = sections.map(({ place }) => place)
  for (const table of Object.values(tables)) for (const row of Object.values(table.rows)) places.push(...Object.values(row).map(({ place }) => place))
  for (const { start, end } of places) if (start > end || end > length) throw new Error(`a place at ${start}-${end} in ${length} characters`)
}
