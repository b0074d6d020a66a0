import { expect, test } from 'vitest'
import { Level } from '../../lib/report/index.ts'
import { countOne, isAsked, NONE, ObligationStatus, type OverviewEntry, packed, PackedOverview, STANDS, unpacked } from '../../lib/tally/index.ts'
import fc from '../support/property.ts'

const counts = fc.record(Object.fromEntries(Object.keys(NONE).map((name) => [name, fc.nat(500)])) as Record<keyof typeof NONE, fc.Arbitrary<number>>)
const byLevel = fc.dictionary(fc.constantFrom(...Level.options), counts, { noNullPrototype: true })
const entry: fc.Arbitrary<OverviewEntry> = fc.record({
  agency: fc.stringMatching(/^[a-z_0-9-]{1,12}$/),
  level: fc.constantFrom(...Level.options),
  own: fc.option(fc.tuple(fc.constantFrom(...ObligationStatus.options), fc.boolean()).map(([status, late]) => countOne(status, late))),
  below: fc.option(byLevel),
})
const entries = fc.uniqueArray(entry, { selector: ({ agency }) => agency, maxLength: 30 })

test('an overview is kept without loss: levels, who is late, who need not file, what stands below whom', () => {
  fc.assert(
    fc.property(entries, (given) => {
      const kept = PackedOverview.parse(JSON.parse(JSON.stringify(packed(given))))
      expect(new Map(unpacked(kept).map((each) => [each.agency, each]))).toEqual(new Map(given.map((each) => [each.agency, each])))
    }),
  )
})

test('with a filter, whoever is asked for and every supervisor is left', () => {
  fc.assert(
    fc.property(entries, fc.record({ status: fc.option(fc.constantFrom(...STANDS), { nil: undefined }), level: fc.option(fc.constantFrom(...Level.options), { nil: undefined }) }), (given, filter) => {
      const left = unpacked(packed(given), filter).map(({ agency }) => agency)
      expect(left.sort()).toEqual(given.filter((each) => isAsked(each, filter) || each.below !== null).map(({ agency }) => agency).sort())
    }),
  )
})

test('an agency takes little more than its id', () => {
  const given = Array.from({ length: 3000 }, (_, index): OverviewEntry => ({ agency: `township-${String(index).padStart(4, '0')}`, level: 'township', own: countOne(index % 9 === 0 ? 'missing' : 'pass', index % 7 === 0), below: null }))
  expect(JSON.stringify(packed(given)).length / given.length).toBeLessThan('township-0000'.length + 4)
})
