import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Entry, FORM_2021, Level, type Report } from '../../lib/report/index.ts'
import { contributionsOf, type Part, totalOf } from '../../lib/tally/index.ts'
import { rollUpCsv } from '../../functions/api/rollup-csv.ts'
import { rollUpOf } from '../../functions/api/rollup.ts'
import { rollUpSheets } from '../../lib/workbook/rollup.ts'
import { shownInCsv, shownInSheets } from '../support/rollup.ts'
import { storiesTable } from '../samples/readme.ts'
import { readSources } from '../samples/source.ts'
import { sampleFiles } from '../samples/write.ts'
import { gongkai } from './gongkai.ts'

const SAMPLES = resolve(import.meta.dirname, '../../samples')
const sources = readSources()

const register = readFileSync(join(SAMPLES, 'agencies.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [id = '', name = '', level = '', supervisor = '', emails = ''] = line.split(',')
    return { id, name, level: Level.parse(level), supervisor, emails }
  })

const idsOf = (entry: Entry | undefined, isHint: boolean): string[] | undefined =>
  entry?.findings.filter(({ severity }) => (severity === 'info') === isHint).map(({ rule }) => rule).toSorted()

/** How an agency stands whose newest version is this report; only its cells matter here. */
const filed = (agency: string, report: Report): Part['obligation'] => ({
  agency,
  year: 2025,
  current: { id: agency, version: 1, file: '', submittedAt: '2026-01-30T00:00:00.000Z', verdict: 'pass', score: 100, findings: { error: 0, warning: 0, info: 0 } },
  filedAt: '2026-01-30T00:00:00.000Z',
  deadline: '2026-01-31',
  rules: {},
  cells: contributionsOf(report, FORM_2021),
})

describe('the samples', () => {
  let entries: Entry[] = []
  const entryOf = (file: string): Entry | undefined => entries.find((entry) => entry.file === join(SAMPLES, file))

  beforeAll(async () => {
    const { stdout } = await gongkai(['check', '--json', '--date', '2026-04-10', SAMPLES])
    entries = z.array(Entry).parse(JSON.parse(stdout))
  })

  test.for(sources.map((source) => [source.file, source] as const))('%s is what its story says, and nothing else', ([file, { verdict, finds, hints }]) => {
    const entry = entryOf(file)
    expect(entry?.score?.verdict ?? entry?.outcome).toBe(verdict)
    expect(idsOf(entry, false)).toEqual(finds.toSorted())
    expect(idsOf(entry, true)).toEqual(hints.toSorted())
  })

  test('every file has its story', () => {
    const told = new Set(sources.map(({ file }) => join(SAMPLES, file)))
    const files = entries.map(({ file }) => file).filter((file) => !told.has(file))
    expect(files.map((file) => file.slice(SAMPLES.length + 1))).toEqual(['README.md', 'agencies.csv'])
  })

  test('the digits that were swapped are found again', () => {
    const suggestions = entryOf('lanyu-market/2025/市场监管局2025年报.txt')?.findings.map(({ suggestion }) => suggestion)
    expect(suggestions).toContainEqual(expect.objectContaining({ row: 'newReceived', column: 'naturalPerson', from: 15, to: 51 }))
  })

  test('a table that is a picture is neither blank nor compliant', () => {
    const entry = entryOf('lanyu-water/2025/年度报告.html')
    expect(entry?.record?.tables.requests.rows).toEqual({})
    expect(entry?.notEvaluated.map(({ rule }) => rule)).toContain('identities/balance')
  })

  test('each has an agency in the register, whose mail goes nowhere', () => {
    for (const { file } of sources) expect(register.map(({ id }) => id)).toContain(file.split('/')[0])
    for (const { emails } of register) expect(emails).toMatch(/@[a-z.]+\.invalid$/)
  })

  describe('the whole county', () => {
    const below = register.filter(({ supervisor }) => supervisor === 'lanyu-office')
    const newest = (name: string): Report | undefined => entries.findLast(({ record }) => record?.agency === name && record.year === 2025)?.record

    const rollUp = (without?: string) =>
      rollUpOf('岚屿县人民政府办公室', totalOf('lanyu-office', 2025, below.map((agency): Part => {
        const report = agency.id === without ? undefined : newest(agency.name)
        return { member: { ...agency, from: null, to: null }, obligation: report === undefined ? null : filed(agency.id, report), below: null }
      })))
    /** As a workbook and as CSV, read by somebody who knows the form. */
    const shown = async (sums: ReturnType<typeof rollUp>) => [shownInSheets(await rollUpSheets(sums, '2026-02-01')), shownInCsv(rollUpCsv(sums))] as const

    test('the sums of all below its office are the figures of its own report, cell by cell', () => {
      const own = newest('岚屿县人民政府')
      const { counts, cells } = rollUp()
      expect(counts).toMatchObject({ agencies: 18, filed: 18, missing: 0 })
      expect(cells.map(({ sum }) => sum)).toEqual(own === undefined ? null : contributionsOf(own, FORM_2021))
      // Of the six cells that 鹿鸣渡镇 left empty nothing is made; nothing else was left out.
      expect(cells.reduce((count, { blank }) => count + blank, 0)).toBe(6)
      expect(cells.every(({ unread, notApplicable }) => unread + notApplicable === 0)).toBe(true)
    })

    test('so they are as a workbook and as CSV', async () => {
      const { cells } = rollUp()
      const expected = Object.fromEntries(cells.map(({ table, rowLabel, columnLabel, sum }) => [`${table}: ${rowLabel} / ${columnLabel}`, sum]))
      for (const read of await shown(rollUp())) expect(read.cells).toEqual(expected)
    })

    test('with one of them missing it says so, and the sums are others', async () => {
      const { counts, cells, complete, notes, missing } = rollUp('lanyu-market')
      expect(counts).toMatchObject({ agencies: 18, filed: 17, missing: 1 })
      expect(complete).toBe(false)
      const note = '还有1个单位没有报送，合计里没有它们的数字。'
      expect(notes).toContain(note)
      expect(missing).toMatchObject([{ agency: 'lanyu-market', status: 'missing' }])
      for (const { lacking } of await shown(rollUp('lanyu-market'))) {
        expect(lacking).toContainEqual([note])
        expect(lacking).toContainEqual([missing[0]?.name, '未报送'])
      }
      expect(cells.map(({ sum }) => sum)).not.toEqual(rollUp().cells.map(({ sum }) => sum))
    })
  })
})

describe('what `npm run samples` writes', () => {
  const written = sampleFiles(sources)

  test.for([...written])('%s is up to date', ([path, bytes]) => {
    expect(Buffer.from(bytes).equals(readFileSync(join(SAMPLES, path)))).toBe(true)
  })

  test('the list of stories in the README is up to date', () => {
    expect(readFileSync(join(SAMPLES, 'README.md'), 'utf8')).toContain(storiesTable(sources))
  })

  test('thirty and more, and light all together', () => {
    const sizes = readdirSync(SAMPLES, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(`${parentPath}${sep}${name}`).length)
    expect(sources.length).toBeGreaterThanOrEqual(30)
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(2_000_000)
  })
})
