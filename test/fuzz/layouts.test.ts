import { describe, expect, test } from 'vitest'
import { parse } from '../../lib/parse/index.ts'
import { read } from '../../lib/readers/index.ts'
import type { Report } from '../../lib/report/index.ts'
import { reports } from '../support/arbitrary.ts'
import { invented, misread, misreadInFullRows } from '../support/compare.ts'
import { encode, ENCODINGS } from '../support/encode.ts'
import fc from '../support/property.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { DESTRUCTIVE_LAYOUTS, LAYOUTS } from '../support/writers/index.ts'

const RUNS = 15

async function parsed(text: string, encoding = ENCODINGS[0]): Promise<Report | null> {
  const source = await read(encode(text, encoding))
  if (!source.ok) throw new Error(source.rejection.message)
  const result = parse(source.document)
  return result.ok ? result.report : null
}

describe.each(LAYOUTS)('$name', ({ write, carries }) => {
  const blanks = carries === 'destructive' ? 'none' : carries.blanks

  test('any report comes back cell by cell, with the blanks that the layout carries', async () => {
    await fc.assert(
      fc.asyncProperty(reports({ blanks, remarks: true }), async (filed) => {
        const report = await parsed(write(filed))
        expect(report && misread(report, filed)).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })

  test('blanks that it cannot carry spoil no other row and are never read as numbers', async () => {
    await fc.assert(
      fc.asyncProperty(reports({ blanks: 'any', remarks: true }), async (filed) => {
        const report = await parsed(write(filed))
        expect(report && [...misreadInFullRows(report, filed), ...invented(report, filed)]).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })

  test('title, agency, year, sections and date come back in every encoding', async () => {
    for (const encoding of ENCODINGS) {
      const report = await parsed(write(SPECIMEN), encoding)
      expect(report).toMatchObject({ agency: SPECIMEN.agency, year: SPECIMEN.year, dates: { signed: { date: SPECIMEN.signed } } })
      expect(report?.sections.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6])
    }
  })
})

describe.each(DESTRUCTIVE_LAYOUTS)('$name', ({ write }) => {
  test('nothing is read that was not filed', async () => {
    await fc.assert(
      fc.asyncProperty(reports({ blanks: 'any' }), async (filed) => {
        const report = await parsed(write(filed))
        if (report) expect(invented(report, filed)).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })
})
