import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parse } from '../../lib/parse/index.ts'
import { read } from '../../lib/readers/index.ts'
import type { Report } from '../../lib/report/index.ts'

/** Real reports in many guises, with the number of every cell; kept beside the project, not in it. */
const DOCUMENTS = join(import.meta.dirname, '../../../shared/documents')
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  fees: ['amount'],
  ...Object.fromEntries(['licensing', 'penalties', 'compulsion'].map((row) => [row, ['decisions']])),
  ...Object.fromEntries(['regulations', 'normativeDocuments'].map((row) => [row, ['made', 'repealed', 'inForce']])),
}
const REQUESTS = ['naturalPerson', 'business', 'research', 'publicWelfare', 'legalService', 'otherOrganization', 'total']
const DISPUTES = ['review', 'directLitigation', 'litigationAfterReview']
const RESULTS = ['upheld', 'corrected', 'otherResult', 'pending', 'total']

const Values = z.array(z.number().nullable())
const Manifest = z.object({
  files: z.array(
    z.object({
      file: z.string(),
      expected: z
        .object({
          disclosure: z.record(z.string(), Values).optional(),
          requests: z.record(z.string(), Values).optional(),
          /** All of the one printed row. */
          disputes: Values.optional(),
        })
        .optional(),
    }),
  ),
})
type Expected = NonNullable<z.infer<typeof Manifest>['files'][number]['expected']>

const exists = existsSync(DOCUMENTS)
const files = exists ? Manifest.parse(JSON.parse(readFileSync(join(DOCUMENTS, 'manifest.json'), 'utf8'))).files : []
const readable = files.filter(({ file }) => /\.(?:html|txt|md)$|html-inside/.test(file))

function misread({ tables }: Report, expected: Expected): string[] {
  const wrong: string[] = []
  const compare = (table: keyof Report['tables'], row: string, columns: readonly string[], values: readonly (number | null)[]) =>
    columns.forEach((column, i) => {
      const cell = tables[table].rows[row]?.[column]
      const filed = values[i] ?? null
      const same = filed === null ? cell?.kind === 'blank' : cell?.value === filed
      if (!same) wrong.push(`${table}.${row}.${column}: filed ${filed ?? 'blank'}, read ${cell?.kind ?? 'no cell'} ${cell?.value ?? ''}`)
    })
  for (const [row, values] of Object.entries(expected.requests ?? {})) compare('requests', row, REQUESTS, values)
  if (expected.disputes?.length === DISPUTES.length * RESULTS.length)
    for (const [i, row] of DISPUTES.entries()) compare('disputes', row, RESULTS, expected.disputes.slice(i * RESULTS.length))
  for (const [row, values] of Object.entries(expected.disclosure ?? {})) {
    const columns = Object.keys(tables.disclosure.rows[row] ?? {})
    compare('disclosure', row, columns.length === values.length ? columns : (COLUMNS[row] ?? []), values)
  }
  return wrong
}

describe.skipIf(!exists)('real documents', () => {
  test.each(readable)('$file: every cell as filed', async ({ file, expected = {} }) => {
    const source = await read(readFileSync(join(DOCUMENTS, file)), { name: file })
    const result = source.ok ? parse(source.document) : source
    if (!result.ok || !('report' in result)) throw new Error('not read')
    expect(misread(result.report, expected)).toEqual([])
  })
})
