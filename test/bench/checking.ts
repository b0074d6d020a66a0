// node test/bench/checking.ts: parse and all rules, warm, in processor time, on the real seeds where they are, else on invented reports.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkReport } from '../../lib/check/index.ts'
import { parse } from '../../lib/parse/index.ts'
import { read } from '../../lib/readers/index.ts'
import { processorTime } from '../support/processor-time.ts'

const SEEDS = join(import.meta.dirname, '../../../shared/seeds')
const FOLDER = existsSync(SEEDS) ? SEEDS : join(import.meta.dirname, '../corpus/clean')
const WARM_UP = 100
/** The processor's clock ticks every few milliseconds, so many checks are timed as one. */
const [ROUNDS, CHECKS] = [20, 20]

console.log('Parse and all rules, warm, milliseconds of processor time per report')
for (const file of readdirSync(FOLDER).sort()) {
  const source = await read(readFileSync(join(FOLDER, file)))
  if (!source.ok) continue
  const { document } = source
  const check = (): void => {
    const parsed = parse(document)
    if (parsed.ok) checkReport(parsed.report, { date: '2026-04-10' })
  }
  for (let i = 0; i < WARM_UP; i++) check()
  const times = Array.from({ length: ROUNDS }, () => {
    const start = processorTime()
    for (let i = 0; i < CHECKS; i++) check()
    return (processorTime() - start) / CHECKS
  }).sort((a, b) => a - b)
  const at = (share: number): string => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(2)
  console.log(`  ${file.slice(0, 12).padEnd(12)} ${String(document.text.length).padStart(6)} characters   median ${at(0.5)}   slowest round ${at(1)}`)
}
