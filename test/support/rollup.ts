import { type CellObject, read, utils, type WorkSheet } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'

/** A roll-up as somebody reads it who knows the official form: for each label of the form what stands there. */
export type Shown = Record<string, number | null>

const TABLES = { 表二: 'disclosure', 表三: 'requests', 表四: 'disputes' } as const
type Square = { readonly text: string; readonly number: number | null }

/** The squares of a sheet, each merged area filled with what it shows. */
function squaresOf(sheet: WorkSheet): Square[][] {
  const { e } = utils.decode_range(sheet['!ref'] ?? 'A1')
  const rows = Array.from({ length: e.r + 1 }, (_, r) =>
    Array.from({ length: e.c + 1 }, (_, c): Square => {
      const cell = sheet[utils.encode_cell({ r, c })] as CellObject | undefined
      return { text: cell?.t === 's' ? String(cell.v) : '', number: cell?.t === 'n' ? Number(cell.v) : null }
    }),
  )
  for (const { s, e: end } of sheet['!merges'] ?? [])
    for (const row of rows.slice(s.r, end.r + 1)) row.fill(rows[s.r]?.[s.c] ?? { text: '', number: null }, s.c, end.c + 1)
  return rows
}

const words = (squares: readonly (Square | undefined)[]): string[] =>
  squares.map((square) => square?.text ?? '').filter((text, index, all) => text !== '' && text !== all[index - 1])

/** What the tables of a workbook show, by the labels of rows and columns; `disclosure: 规章 / 本年制发件数`. */
export function shownInSheets(bytes: Uint8Array): { readonly cells: Shown; readonly lacking: string[][] } {
  const book = read(bytes)
  const cells: Shown = {}
  const put = (table: string, row: string, column: string, square: Square | undefined) => {
    const key = `${table}: ${row} / ${column}`
    if (key in cells && cells[key] !== (square?.number ?? null)) throw new Error(`${key} stands there twice`)
    cells[key] = square?.number ?? null
  }
  const squares = (name: string): Square[][] => squaresOf(book.Sheets[name] ?? {})

  let header: Square[] = []
  for (const row of squares('表二')) {
    if (row[0]?.text === '信息内容') header = row
    else if (words(row).length === 1 && row[1]?.text === '') for (const [column, { text }] of header.entries()) if (column > 0 && text !== '') put(TABLES.表二, row[0]?.text ?? '', text, row[column])
  }

  const requests = squares('表三')
  const bottom = requests.findIndex((row) => row.some(({ text }) => text === '商业企业'))
  for (const row of requests.slice(bottom + 1)) for (const [column, { text }] of (requests[bottom] ?? []).entries()) if (column > 2) put(TABLES.表三, words(row.slice(0, 3)).join(' '), text, row[column])

  const disputes = squares('表四')
  const top = disputes.findIndex(([first]) => first?.text === '行政复议')
  for (const [column, square] of (disputes[top + 3] ?? []).entries()) {
    const above = words(disputes.slice(top, top + 3).map((row) => row[column]))
    put(TABLES.表四, above.slice(0, -1).join(' '), above.at(-1) ?? '', square)
  }
  return { cells, lacking: squares('缺少的内容').map((row) => row.map(({ text, number }) => text + String(number ?? '')).filter((text, index, all) => text !== '' && text !== all[index - 1])) }
}

const TITLES: Readonly<Record<string, string>> = { 表二: 'disclosure', 表三: 'requests', 表四: 'disputes' }

/** The same of the CSV. */
export function shownInCsv(text: string): { readonly cells: Shown; readonly lacking: string[][] } {
  const lines: string[][] = parse(text, { bom: true, relax_column_count: true })
  const numbers = lines.filter(([table = '']) => /^表[二三四]/.test(table))
  return {
    cells: Object.fromEntries(numbers.map(([table = '', row = '', column = '', sum = '']) => [`${TITLES[table.slice(0, 2)] ?? ''}: ${row} / ${column}`, sum === '' ? null : Number(sum)])),
    lacking: lines.filter(([what]) => what === '说明' || what === '缺少').map(([, ...rest]) => rest.filter((each) => each !== '')),
  }
}
