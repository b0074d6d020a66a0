import type { Cell, Place, Report, Section, SectionKey, Table, TableKey } from '../../../lib/report/index.ts'
import { blocksOf, type ReportData } from '../../support/report-data.ts'

/**
 * The record of an invented report, without its narrative, as the parser would give it: for thousands of records in
 * a test that is about numbers only. Everything else goes through the parser itself.
 */
export function recordOf(report: ReportData): Report {
  let text = ''
  const write = (words: string): Place => {
    const start = text.length
    text += `${words}\n`
    return { start, end: start + words.length }
  }
  const title = write(report.title)
  const heading = (key: SectionKey, number: number): Section => ({ key, number, heading: key, place: write(key), subsections: [], paragraphs: [] })
  const table = (key: TableKey): Table => {
    const blocks = blocksOf(report.form, key)
    const start = text.length
    const rows: Table['rows'] = {}
    const labels: Table['labels'] = {}
    for (const row of blocks.flatMap((block) => block.rows)) {
      labels[row.key] = { text: row.label, place: write(row.label) }
      const cells: Record<string, Cell> = {}
      for (const [column, cell] of Object.entries(report.tables[key][row.key] ?? {})) cells[column] = { ...cell, place: write(cell.raw) }
      rows[row.key] = cells
    }
    const place = { start, end: text.length }
    const form = key === 'disputes' ? null : report.form
    return { status: 'read', form, blocks: blocks.map((block) => ({ key: block.key, form, place })), rows, labels, extraRows: [], extraCells: [], missingColumns: [], place }
  }
  const keys: readonly SectionKey[] = ['overview', 'disclosure', 'requests', 'disputes', 'problems', 'other']
  const tables = { disclosure: table('disclosure'), requests: table('requests'), disputes: table('disputes') }
  const sections = keys.map((key, index) => heading(key, index + 1))
  return {
    agency: report.agency,
    year: report.year,
    level: null,
    title: report.title,
    places: { title, agency: title, year: title },
    preamble: [],
    sections,
    dates: { period: null, signed: null, published: null },
    signature: null,
    tables,
    duplicate: null,
    source: { format: 'text', encoding: 'utf-8', messages: [] },
    text,
  }
}
