// node test/bench/formats-fuzz.ts [runs] [seed]: damages a file of every format, reads and checks it; tells the slowest of each.
import fc from 'fast-check'
import { damagedFile, SEEDS, survive } from '../fuzz/formats.ts'

const BUDGET = 5_000
const [runs = '300', seed = '20260120'] = process.argv.slice(2)

for (const file of SEEDS) {
  const times: { wall: number; processor: number }[] = []
  const result = await fc.check(
    fc.asyncProperty(damagedFile(file), async (bytes) => {
      const time = await survive(bytes)
      times.push(time)
      if (time.processor > BUDGET) throw new Error(`${time.processor.toFixed(0)} ms of processor time`)
    }),
    { numRuns: Number(runs), seed: Number(seed), endOnFailure: true },
  )
  const sorted = times.map(({ processor }) => processor).sort((a, b) => a - b)
  const at = (part: number) => `${(sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(1)} ms`
  console.log(`${file.format.padEnd(9)}${file.name.slice(0, 48).padEnd(50)}${times.length} damaged files, processor time: median ${at(0.5)}, p99 ${at(0.99)}, slowest ${at(1)}`)
  if (!result.failed) continue
  console.error(`failed after ${result.numRuns} runs (seed ${result.seed}, path ${result.counterexamplePath ?? ''}):`, result.errorInstance)
  process.exitCode = 1
}
process.exit()
