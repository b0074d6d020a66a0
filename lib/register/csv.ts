import { CsvError, parse } from 'csv-parse/sync'
import { decode } from '../readers/encoding.ts'
import { isGarbage, looksLikeHtml } from '../readers/sniff.ts'
import { findHeader } from './header.ts'
import { type RawRow, readRows, type RegisterRows } from './rows.ts'

/** In the order in which they are tried: the first that shows the names of the columns. */
const DELIMITERS = [',', '\t', ';', '，', '；', '|'] as const
/** Enough to hold titles and the header. */
const HEAD_CHARACTERS = 20_000

/**
 * Reads a register in CSV, `id,name,level,supervisor,emails` with `;` between addresses, and where wanted
 * `deadline,from,to`. UTF-8, UTF-16 or GBK, with commas, tabs or semicolons, as Excel and WPS write them.
 */
export function readCsv(bytes: Uint8Array, most: number): RegisterRows {
  const text = decode(bytes)?.text
  if (text === undefined) return refused(UNREADABLE)
  if (looksLikeHtml(text)) return refused('这是网页，不是单位名录。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。')
  try {
    const rows = rowsOf(text, delimiterOf(text))
    return isGarbage(text) && 'lacking' in findHeader(rows) ? refused(UNREADABLE) : readRows([rows], { most, isClosed: true })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return refused('这一行的引号不成对，读不出各列。请检查引号后重新保存。', Number(error['lines'] ?? 1))
  }
}

const UNREADABLE = '文件里的文字无法识别。请用 Excel 或 WPS 另存为 CSV（UTF-8）或 .xlsx 后再导入。'
const refused = (message: string, row = 1): RegisterRows => ({ rows: [], placed: [], problems: [{ row, message }] })

function rowsOf(text: string, delimiter: string): RawRow[] {
  const lines: string[][] = parse(text, { delimiter, trim: true, relax_column_count: true, skip_empty_lines: false })
  return lines.map((cells, index) => ({ row: index + 1, cells }))
}

function delimiterOf(text: string): string {
  const lines = text.slice(0, HEAD_CHARACTERS).split(/\r\n?|\n/)
  const split = (delimiter: string): RawRow[] => lines.map((line, index) => ({ row: index + 1, cells: line.split(delimiter).map((cell) => cell.trim().replaceAll(/^"|"$/g, '')) }))
  return DELIMITERS.find((delimiter) => !('lacking' in findHeader(split(delimiter)))) ?? ','
}
