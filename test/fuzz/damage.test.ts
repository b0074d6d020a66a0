import { expect, test } from 'vitest'
import fc from '../support/property.ts'
import { BUDGET, surviveReading } from './damage.ts'
import { damagedFiles } from './mutations.ts'

test('damaged reports are read or refused, in time', async () => {
  await fc.assert(
    fc.asyncProperty(damagedFiles, async (bytes) => {
      expect(await surviveReading(bytes)).toBeLessThan(BUDGET)
    }),
    { numRuns: 400 },
  )
})

test('arbitrary bytes and texts are read or refused', async () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 4_000 }),
    fc.string({ unit: 'binary', maxLength: 2_000 }).map((text) => new TextEncoder().encode(text)),
  )
  await fc.assert(
    fc.asyncProperty(anything, async (bytes) => {
      expect(await surviveReading(bytes)).toBeLessThan(BUDGET)
    }),
    { numRuns: 400 },
  )
})
