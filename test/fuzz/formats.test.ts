import { beforeAll, expect, test } from 'vitest'
import fc from '../support/property.ts'
import { damagedFile, SEEDS, survive } from './formats.ts'

/** Milliseconds of the processor: as for any hostile file. */
const BUDGET = 5_000
const RUNS: Readonly<Record<string, number>> = { pdf: 4, zip: 4 }

// Loading pdf.js takes longer than all that follows.
beforeAll(async () => {
  for (const { format, bytes } of SEEDS) if (format === 'pdf') await survive(bytes)
})

test.each(SEEDS)('$format, $name: damaged anywhere it is read or refused, in time', async (seed) => {
  await fc.assert(
    fc.asyncProperty(damagedFile(seed), async (bytes) => {
      expect((await survive(bytes)).processor).toBeLessThan(BUDGET)
    }),
    { numRuns: RUNS[seed.format] ?? 15, endOnFailure: true },
  )
})
