import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Document } from '../../../lib/readers/document.ts'
import { FORM_2021, type Report } from '../../../lib/report/index.ts'
import { reportOf } from './report-of.ts'

const Values = z.array(z.number().nullable())
const Numbers = z.object({ disclosure: z.record(z.string(), Values), requests: z.record(z.string(), Values), disputes: Values })
type Numbers = z.infer<typeof Numbers>
const Manifest = z.object({
  files: z.array(z.object({ file: z.string(), format: z.string(), protected: z.unknown().optional(), scanned: z.boolean().optional(), expected: Numbers.optional() })),
})

const FOLDER = new URL('../../../../shared/documents/', import.meta.url)
const MANIFEST = new URL('manifest.json', FOLDER)

/** Real documents with the number in each cell, where they lie beside the project. */
export const documents = (format: string) =>
  existsSync(MANIFEST)
    ? Manifest.parse(JSON.parse(readFileSync(MANIFEST, 'utf8'))).files.filter((file) => file.format === format && file.protected === undefined)
    : []

export const bytesOf = (file: string): Uint8Array => readFileSync(new URL(file, FOLDER))

const values = (row: Report['tables']['requests']['rows'][string] | undefined, columns: readonly { readonly key: string }[]) =>
  columns.map(({ key }) => {
    const cell = row?.[key]
    return cell?.kind === 'number' ? cell.value : cell?.kind === 'blank' ? null : `${cell?.kind ?? 'no'}: ${cell?.raw ?? ''}`
  })

/** The numbers of the three tables as the manifest lists them; what is neither number nor blank by its kind. */
export function filedNumbers(document: Document) {
  const { tables } = reportOf(document)
  const table = (key: 'disclosure' | 'requests' | 'disputes') =>
    FORM_2021.tables[key].flatMap(({ rows, columns }) => rows.map((row): [string, (number | string | null)[]] => [row.key, values(tables[key].rows[row.key], columns)]))
  return {
    disclosure: Object.fromEntries(table('disclosure')),
    requests: Object.fromEntries(table('requests')),
    disputes: table('disputes').flatMap(([, row]) => row),
  }
}
