import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Entry } from '../../lib/report/index.ts'
import { gongkai } from './gongkai.ts'

const SAMPLES = resolve(import.meta.dirname, '../../samples')

/** What samples/README.md tells of each sample. */
const STORIES: Readonly<Record<string, { outcome: string; rules: readonly string[] }>> = {
  'lanyu-edu/2025/index.html': { outcome: 'pass', rules: [] },
  'lanyu-market/2025/市场监管局2025年报.txt': { outcome: 'fail', rules: ['identities/row-total', 'identities/balance'] },
  'lanyu/2025/解读.html': { outcome: 'rejected', rules: [] },
  'luming/2025/鹿鸣渡镇年度报告.txt': { outcome: 'fail', rules: ['cells/blank', 'cells/blank'] },
  'luting/2025/芦汀乡.txt': { outcome: 'fail', rules: ['dates/signed-early'] },
  'qiyun/2025/栖云镇2025年度报告.txt': { outcome: 'pass', rules: [] },
  'songshi/2025/松石街道年度报告.txt': { outcome: 'fail', rules: ['form/outdated'] },
}

const PICTURE = 'lanyu-water/2025/年度报告.html'

describe('the samples', () => {
  let entries: Entry[] = []
  const entryOf = (file: string): Entry | undefined => entries.find((entry) => entry.file === join(SAMPLES, file))

  beforeAll(async () => {
    const files = [...Object.keys(STORIES), PICTURE].map((file) => join(SAMPLES, file))
    const { stdout } = await gongkai(['check', '--json', '--date', '2026-02-01', ...files])
    entries = z.array(Entry).parse(JSON.parse(stdout))
  })

  test.for(Object.entries(STORIES))('%s is what its story says', ([file, { outcome, rules }]) => {
    const entry = entryOf(file)
    expect(entry?.score?.verdict ?? entry?.outcome).toBe(outcome)
    expect(entry?.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toEqual(rules)
  })

  test('the digits that were swapped are found again', () => {
    const suggestions = entryOf('lanyu-market/2025/市场监管局2025年报.txt')?.findings.map(({ suggestion }) => suggestion)
    expect(suggestions?.[0]).toMatchObject({ row: 'newReceived', column: 'naturalPerson', from: 15, to: 51 })
  })

  test('a table that is a picture is neither blank nor compliant', () => {
    const entry = entryOf(PICTURE)
    expect(entry?.score?.verdict).not.toBe('pass')
    expect(entry?.record?.tables.requests.rows).toEqual({})
    expect(entry?.notEvaluated.map(({ rule }) => rule)).toContain('identities/balance')
  })

  test('each has an agency in the register, whose mail goes nowhere', () => {
    const [, ...rows] = readFileSync(join(SAMPLES, 'agencies.csv'), 'utf8').trim().split('\n')
    const ids = rows.map((row) => row.split(',')[0])
    for (const file of Object.keys(STORIES)) expect(ids).toContain(file.split('/')[0])
    for (const row of rows) expect(row).toMatch(/@[a-z.]+\.invalid$/)
  })
})
