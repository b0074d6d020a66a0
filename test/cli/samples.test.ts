import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Entry } from '../../lib/report/index.ts'
import { storiesTable } from '../samples/readme.ts'
import { readSources } from '../samples/source.ts'
import { sampleFiles } from '../samples/write.ts'
import { gongkai } from './gongkai.ts'

const SAMPLES = resolve(import.meta.dirname, '../../samples')
const sources = readSources()

const idsOf = (entry: Entry | undefined, isHint: boolean): string[] | undefined =>
  entry?.findings.filter(({ severity }) => (severity === 'info') === isHint).map(({ rule }) => rule).toSorted()

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
    const [, ...rows] = readFileSync(join(SAMPLES, 'agencies.csv'), 'utf8').trim().split('\n')
    const ids = rows.map((row) => row.split(',')[0])
    for (const { file } of sources) expect(ids).toContain(file.split('/')[0])
    for (const row of rows) expect(row).toMatch(/@[a-z.]+\.invalid$/)
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

  test('all together they are light', () => {
    const sizes = readdirSync(SAMPLES, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(`${parentPath}${sep}${name}`).length)
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(2_000_000)
  })
})
