import type { ReportData } from '../report-data.ts'
import { covered, lines, type Layout, type WriteTable } from './layout.ts'

const layout = (name: string, table: WriteTable, after = (text: readonly string[]) => text): Layout => ({
  name,
  format: 'text',
  carries: 'destructive',
  write: (report: ReportData) => `${after(lines(report, table)).join('\n')}\n`,
})

/** A crawler that keeps only the first of equal lines. */
const withoutRepeats = (text: readonly string[]) => text.filter((line, i) => text.indexOf(line) === i)

/** Layouts in which figures cannot be told any more: nothing wrong may be read from them. */
export const DESTRUCTIVE_LAYOUTS: readonly Layout[] = [
  layout('cells fused', (table) => table.rows.map((row) => row.map(({ text }) => text).join(''))),
  layout('repeated lines removed', (table) => table.rows.flatMap((row) => row.map(({ text }) => text)), withoutRepeats),
  layout('numbers without labels', (table) =>
    table.rows.flatMap((row) => row.filter(({ data, text }) => data ?? !/^\d\.|^[((][一二三四五六七]/.test(text)).map(({ text }) => text)),
  ),
  layout('no table text', () => []),
  layout('blank cells moved to the end', (table) =>
    table.rows.map((row) => {
      const filled = row.filter(({ text }) => text)
      return `${filled.map(({ text }) => text).join(' | ')} | ${'|'.repeat(covered(table, filled))}`
    }),
  ),
]
