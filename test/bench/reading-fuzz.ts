// node test/bench/reading-fuzz.ts [runs] [seed]: damages reports in every layout and encoding and reads them.
import fc from 'fast-check'
import { BUDGET, surviveReading } from '../fuzz/damage.ts'
import { damagedFiles } from '../fuzz/mutations.ts'

const [runs = '100000', seed = '20240115'] = process.argv.slice(2)
const times: number[] = []
const result = await fc.check(
  fc.asyncProperty(damagedFiles, async (bytes) => {
    const begin = performance.now()
    const time = await surviveReading(bytes)
    times.push(performance.now() - begin)
    if (time > BUDGET) throw new Error(`${time.toFixed(0)} ms of processor time`)
  }),
  { numRuns: Number(runs), seed: Number(seed) },
)
times.sort((a, b) => a - b)
const at = (part: number) => `${times[Math.min(times.length - 1, Math.floor(times.length * part))]?.toFixed(2) ?? '-'} ms`
console.log(`${times.length} damaged files: median ${at(0.5)}, p99 ${at(0.99)}, slowest ${at(1)}`)
if (result.failed) {
  console.error(`failed after ${result.numRuns} runs (seed ${result.seed}, path ${result.counterexamplePath ?? ''}):`, result.errorInstance)
  process.exitCode = 1
}
