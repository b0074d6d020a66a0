import { fold } from '../parse/fold.ts'
import { parse } from '../parse/index.ts'
import type { Document } from '../readers/document.ts'
import { Refusal } from '../readers/refusal.ts'
import { read } from '../readers/index.ts'
import type { Rejection, Report, Table, TableKey } from '../report/index.ts'

/** A file as it was handed in: of a folder, or of an archive. */
export interface IntakeFile {
  /** With `/` between folders. */
  readonly path: string
  /** May be called more than once. It may throw a Refusal. */
  readonly read: () => Uint8Array | Promise<Uint8Array>
}

export type FileReport =
  | { readonly ok: true; readonly report: Report; readonly document: Document }
  | { readonly ok: false; readonly rejection: Rejection }

/** The name of a file without its folders. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Reads one file as if it were a whole report. */
export async function readFile({ path, read: bytesOf }: IntakeFile): Promise<FileReport> {
  try {
    const source = await read(await bytesOf(), { name: baseName(path) })
    if (!source.ok) return source
    const parsed = parse(source.document)
    return parsed.ok ? { ...parsed, document: source.document } : parsed
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, rejection: error.rejection }
    throw error
  }
}

/** What has to be known of a file to tell which files make one report; a record is a hundred times as large. */
export interface Facts {
  readonly agency: string | null
  readonly year: number | null
  /** Whether it tells what was done, in words: a sheet of tables does not. */
  readonly narrative: boolean
  readonly tables: Readonly<Record<TableKey, TableFacts>>
  /** All words of the narrative, white space and widths aside. */
  readonly words: string
}

interface TableFacts {
  readonly status: Table['status']
  /** All cells as filed, in the order of the form. */
  readonly figures: string
}

export const TABLES = ['disclosure', 'requests', 'disputes'] as const satisfies readonly TableKey[]
export const TABLE_NAMES: Readonly<Record<TableKey, string>> = {
  disclosure: '主动公开情况的表格',
  requests: '依申请公开情况的表格',
  disputes: '行政复议、行政诉讼情况的表格',
}

const TELLING = new Set(['overview', 'problems', 'other'])
/** A sheet of tables may be headed by a few words: who filed it, in which unit. */
const FEW_WORDS = 200

export function factsOf(report: Report): Facts {
  const sections = report.sections.map(({ key, heading, paragraphs }) => ({ key, heading, text: paragraphs.map(({ text }) => text).join('') }))
  const preamble = report.preamble.map(({ text }) => text).join('')
  return {
    agency: report.agency,
    year: report.year,
    narrative: preamble.length >= FEW_WORDS || sections.some(({ key, text }) => key !== null && TELLING.has(key) && text !== ''),
    tables: { disclosure: tableFacts(report.tables.disclosure), requests: tableFacts(report.tables.requests), disputes: tableFacts(report.tables.disputes) },
    words: fold([preamble, ...sections.flatMap(({ heading, text }) => [heading, text])].join('')),
  }
}

const tableFacts = ({ status, rows }: Table): TableFacts => ({
  status,
  figures: Object.entries(rows)
    .flatMap(([row, cells]) => Object.entries(cells).map(([column, { kind, value, raw }]) => `${row}.${column}=${kind === 'number' ? String(value) : fold(raw)}`))
    .join(' '),
})
