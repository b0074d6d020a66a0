import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Document, GridBlock, GridCell } from '../../../lib/readers/document.ts'

const Numbers = z.record(z.string(), z.array(z.number().nullable()))
const Manifest = z.object({
  files: z.array(
    z.object({
      file: z.string(),
      format: z.string(),
      protected: z.unknown().optional(),
      expected: z.object({ disclosure: Numbers, requests: Numbers, disputes: z.array(z.number().nullable()) }).optional(),
    }),
  ),
})

const FOLDER = new URL('../../../../shared/documents/', import.meta.url)

/** Real documents with the number in each cell, where they lie beside the project. */
export const documents = (format: string) =>
  !existsSync(new URL('manifest.json', FOLDER))
    ? []
    : Manifest.parse(JSON.parse(readFileSync(new URL('manifest.json', FOLDER), 'utf8'))).files.filter((file) => file.format === format)

/** Hostile ones of the same kind, by the end of their names. */
export const bytesOf = (file: string): Uint8Array => readFileSync(new URL(file, FOLDER))
export const areThere = existsSync(FOLDER)

const valuesIn = (cells: readonly GridCell[]) => cells.map(({ text }) => (text.trim() === '' ? null : Number(text.replace(/[\s,]/g, ''))))
const rowsOf = (grids: readonly GridBlock[]): GridCell[][] =>
  grids.flatMap((grid) => Array.from({ length: grid.rows }, (_, row) => grid.cells.filter((cell) => cell.row === row)))

const DISCLOSURE = { 规章: 'regulations', 行政规范性文件: 'normativeDocuments', 行政许可: 'licensing', 行政处罚: 'penalties', 行政强制: 'compulsion', 行政事业性收费: 'fees' }

/** The numbers of the three tables as printed, row by row, without what a parser knows about their labels. */
export function filedNumbers({ blocks }: Document): { disclosure: Record<string, (number | null)[]>; requests: (number | null)[][]; disputes: (number | null)[] } {
  const rows = rowsOf(blocks.filter((block) => block.kind === 'grid'))
  const disclosure = Object.entries(DISCLOSURE).map(([label, key]): [string, (number | null)[]] => {
    const row = rows.find(([first]) => first?.text.replace(/\s/g, '') === label)
    return [key, valuesIn(row?.slice(1) ?? [])]
  })
  const first = rows.findIndex((row) => row.some(({ text }) => text.startsWith('一、本年新收')))
  const requests = rows.slice(first, rows.findIndex((row) => row.some(({ text }) => text.startsWith('四、结转'))) + 1)
  return { disclosure: Object.fromEntries(disclosure), requests: requests.map((row) => valuesIn(row.slice(-7))), disputes: valuesIn(rows.at(-1) ?? []) }
}
