import type { Document } from '../readers/document.ts'
import type { Rejection, Report } from '../report/index.ts'
import { parseCopy } from './copy.ts'
import { differences, secondCopy } from './duplicate.ts'
import { EMPTY, refusal } from './refuse.ts'
import { rowsOf } from './rows.ts'
import { unitsOf } from './units.ts'
import { PARSER_VERSION } from './version.ts'

export type ParseResult = { readonly ok: true; readonly report: Report } | { readonly ok: false; readonly rejection: Rejection }

const OPENING = 200

/**
 * Finds the report in a document: title, agency, year, sections, dates and the three tables, each with its place in
 * `document.text`. Nothing is repaired and nothing guessed: a row whose columns are not certain has cells of kind
 * `missing`, a table that cannot be read is `unreadable` with a reason. Refuses what is no report of the form
 * (国办公开办函〔2019〕60号 or 〔2021〕30号). Throws nothing.
 */
export function parse(document: Document): ParseResult {
  const rows = rowsOf(document)
  if (rows.length === 0 && !document.blocks.some(block => block.kind === 'image')) return { ok: false, rejection: EMPTY }
  const units = unitsOf(document, rows, [])
  const second = secondCopy(units)
  const copy = parseCopy(document, second === null ? rows : rows.slice(0, second))
  const rejection = refusal(copy, units.slice(0, 8).map(unit => unit.folded).join('\n').slice(0, OPENING))
  if (rejection) return { ok: false, rejection }
  const source = { format: document.format, encoding: document.encoding, messages: [...document.messages], parser: PARSER_VERSION }
  return { ok: true, report: { ...copy, text: document.text, duplicate: second === null ? null : duplicateOf(document, rows.slice(second), copy), source } }
}

function duplicateOf(document: Document, rows: ReturnType<typeof rowsOf>, first: Pick<Report, 'sections' | 'tables' | 'preamble'>): Report['duplicate'] {
  const place = rows[0]?.cells[0]?.place ?? { start: 0, end: 0 }
  return { place, differences: differences(first, parseCopy(document, rows)) }
}
