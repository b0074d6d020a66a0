import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { examine, type Examined } from '../../lib/check/index.ts'
import { reportPage } from '../../lib/page/index.ts'
import { damagedFiles } from '../fuzz/mutations.ts'
import { reports } from '../support/arbitrary.ts'
import fc from '../support/property.ts'
import { blank, cellKeys, withCell } from '../support/report-data.ts'
import { LAYOUTS } from '../support/writers/index.ts'
import { elements, expectEveryFindingMarked } from './support/marks.ts'
import { FAULTY_FILES } from './support/reports.ts'

const DATE = '2026-02-01'
const SAMPLES = fileURLToPath(new URL('../../samples/*/2025/*', import.meta.url))
const samples = globSync(SAMPLES).sort()

const expectMarked = async (bytes: Uint8Array, file: string): Promise<Examined> => {
  const examined = await examine(bytes, file, { date: DATE })
  expectEveryFindingMarked(reportPage(examined.entry, examined.document, DATE), examined.entry)
  return examined
}

describe('every finding is marked in the source, listed and explained', () => {
  test.for(samples.map((path) => [path.slice(path.indexOf('samples')), path] as const))('%s', async ([name, path]) => {
    await expectMarked(readFileSync(path), name)
  })

  test.for(FAULTY_FILES)('%s', async ([name, bytes]) => {
    const { entry } = await expectMarked(bytes, name)
    expect(entry.findings.length).toBeGreaterThan(0)
    // Where the document is not at hand, the record's text stands for it.
    expectEveryFindingMarked(reportPage(entry, null, DATE), entry)
  })

  test('in reports with random mistakes, in whatever layout', async () => {
    const mistakes = fc.record({
      report: reports({ blanks: 'any', remarks: true }),
      wrong: fc.array(fc.record({ at: fc.nat(200), cell: fc.oneof(fc.nat(99), fc.constant(-3), fc.constant(blank)) }), { minLength: 1, maxLength: 4 }),
      layout: fc.constantFrom(...LAYOUTS),
    })
    await fc.assert(
      fc.asyncProperty(mistakes, async ({ report, wrong, layout }) => {
        const keys = [...cellKeys(report.form)]
        const filed = wrong.reduce((before, { at, cell }) => {
          const key = keys[at % keys.length]
          return key === undefined ? before : withCell(before, key.table, key.row, key.column, cell)
        }, report)
        await expectMarked(new TextEncoder().encode(layout.write(filed)), layout.name)
      }),
      { numRuns: 25 },
    )
  })

  test('in damaged files', async () => {
    await fc.assert(
      fc.asyncProperty(damagedFiles, async (bytes) => {
        await expectMarked(bytes, 'damaged')
      }),
      { numRuns: 25 },
    )
  })
})

describe('a file that could not be checked', () => {
  test('gets a page with the reason, and what was read of it', async () => {
    const { entry, document } = await examine(new TextEncoder().encode('<p>关于停水的通知</p><p>明日停水。</p>'), '通知.html', { date: DATE })
    const html = reportPage(entry, document, DATE)
    expect(entry.outcome).toBe('rejected')
    expect(html).toContain('不能核对')
    expect(html).toContain(entry.rejection?.message)
    expect(html).toContain('明日停水。')
  })

  test('gets one even where nothing could be read', async () => {
    const { entry, document } = await examine(new Uint8Array(), '空.txt', { date: DATE })
    expect(reportPage(entry, document, DATE)).toContain(entry.rejection?.message)
  })
})

test('the same entry gives the same page', async () => {
  const bytes = FAULTY_FILES[0]?.[1] ?? new Uint8Array()
  const pages = await Promise.all([0, 1].map(() => examine(bytes, 'a.txt', { date: DATE })))
  const [first, second] = pages.map(({ entry, document }) => reportPage(entry, document, DATE))
  expect(first).toBe(second)
})

test('a page holds no script, no style of its own on elements, and names no other address', () => {
  expect.assertions(samples.length)
  return Promise.all(
    samples.map(async (path) => {
      const { entry, document } = await examine(readFileSync(path), path, { date: DATE })
      const all = elements(reportPage(entry, document, DATE))
      const foreign = all.filter(({ tagName, attrs }) =>
        ['script', 'img', 'link', 'iframe', 'object'].includes(tagName) || attrs.some(({ name, value }) => name === 'style' || name.startsWith('on') || name === 'src' || (name === 'href' && !value.startsWith('#'))))
      expect(foreign).toEqual([])
    }),
  )
})
