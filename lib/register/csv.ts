import { CsvError, parse } from 'csv-parse/sync'
import type { Agency } from '../store/agency.ts'
import { COLUMNS, readRows, type RegisterRows } from './rows.ts'

/**
 * Reads a register in CSV, `id,name,level,supervisor,emails` with `;` between addresses, and where wanted
 * `deadline,from,to`. UTF-8 with or without byte order mark, or GBK as Excel writes it.
 */
export function readCsv(bytes: Uint8Array): RegisterRows {
  try {
    const lines: string[][] = parse(decode(bytes), { bom: true, trim: true, relax_column_count: true, skip_empty_lines: false })
    return readRows(lines.map((cells, index) => ({ row: index + 1, cells })))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { rows: [], problems: [{ row: Number(error['lines'] ?? 1), message: '这一行的引号不成对，读不出各列。请检查引号后重新保存。' }] }
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** The header of a register in CSV, and one agency as a line below it; `readCsv` takes both back. */
export const CSV_HEADER = `${Object.keys(COLUMNS).join(',')}\n`
export const csvLine = ({ id, name, level, supervisor, emails, deadline, from, to }: Agency): string =>
  `${[id, name, level, supervisor ?? '', emails.join(';'), deadline ?? '', from ?? '', to ?? ''].map((value) => quoted(String(value))).join(',')}\n`

const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
