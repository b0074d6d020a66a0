import type { Finding, Place, Severity } from '../report/index.ts'
import type { Drawn } from './drawn.ts'
import { lines } from './html.ts'
import { unitsIn, type Piece } from './layout.ts'
import type { Unit } from './unit.ts'

/** A finding as the page numbers it, in the order of the source. */
export interface Numbered {
  readonly number: number
  readonly finding: Finding
}

/** What a severity is called where there is room for one character only; the colour alone must not tell it. */
export const SIGNS: Readonly<Record<Severity, string>> = { error: '错', warning: '疑', info: '示' }

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }
export const worst = (findings: readonly Numbered[]): Severity | null =>
  findings.map(({ finding }) => finding.severity).sort((a, b) => RANK[a] - RANK[b])[0] ?? null

/** A finding that covers more cells than this, in more than one row, is about the table: its first cell is marked, and the table outlined. */
const MOST_CELLS = 8

/** Which findings mark which units, and where each is to be explained. */
export class Marks {
  readonly #text: string
  readonly #byUnit = new Map<Unit, Numbered[]>()
  readonly #first = new Map<Unit, Numbered[]>()
  readonly #explained = new Map<Piece, Numbered[]>()
  readonly #outlined = new Set<Piece>()
  readonly #unplaced: Numbered[] = []

  /** @param text `Document.text`, into which the findings' places are offsets. */
  constructor(text: string, findings: readonly Numbered[], pieces: readonly Piece[]) {
    this.#text = text
    const places = pieces.flatMap((piece) => unitsIn(piece).map((unit) => ({ piece, unit })))
    for (const numbered of findings) this.#assign(numbered, places)
  }

  /** The findings whose first mark is in a piece. */
  explainedAt(piece: Piece): readonly Numbered[] {
    return this.#explained.get(piece) ?? []
  }

  /** The findings for which the source shows nothing at all. */
  get unplaced(): readonly Numbered[] {
    return this.#unplaced
  }

  isOutlined(piece: Piece): boolean {
    return this.#outlined.has(piece)
  }

  in(unit: Unit): readonly Numbered[] {
    return this.#byUnit.get(unit) ?? []
  }

  #assign(numbered: Numbered, places: readonly { readonly piece: Piece; readonly unit: Unit }[]): void {
    const touched = touchedBy(this.#text, numbered.finding, places)
    const [first] = touched
    if (first === undefined) {
      this.#unplaced.push(numbered)
      return
    }
    push(this.#first, first.unit, numbered)
    push(this.#explained, first.piece, numbered)
    const { start, end } = numbered.finding.place
    const isWide = touched.filter(({ unit }) => unit.isCell).length > MOST_CELLS && this.#text.slice(start, end).trim().includes('\n')
    for (const { unit } of isWide ? touched.slice(0, 1) : touched) push(this.#byUnit, unit, numbered)
    if (isWide) for (const { piece } of touched) this.#outlined.add(piece)
  }

  /** The characters of a unit with what is marked in them; each finding's number stands behind its first mark. */
  render(unit: Unit): string {
    const findings = this.in(unit)
    const { start, end } = unit.place
    if (findings.length === 0) return lines(this.#text.slice(start, end))
    const clipped = findings.map((numbered) => ({ numbered, ...within(numbered.finding, start, end) }))
    const stops = [...new Set([start, end, ...clipped.flatMap((one) => [one.from, one.to])])].sort((a, b) => a - b)
    const first = new Set(this.#first.get(unit))
    let html = ''
    for (const [index, stop] of stops.entries()) {
      const points = clipped.filter(({ from, to }) => from === to && from === stop).map(({ numbered }) => numbered)
      html += points.map((numbered) => anchor(numbered, first) + point(numbered, start === end && unit.isCell)).join('')
      html += clipped.filter(({ to }) => to === stop).map(({ numbered }) => (first.has(numbered) ? reference(numbered) : '')).join('')
      const next = stops[index + 1]
      if (next === undefined) break
      const covering = clipped.filter(({ from, to }) => from <= stop && to >= next).map(({ numbered }) => numbered)
      html += clipped.filter(({ from, to }) => from === stop && to > from).map(({ numbered }) => anchor(numbered, first)).join('')
      html += marked(lines(this.#text.slice(stop, next)), covering)
    }
    return html
  }
}

type Placed = { readonly piece: Piece; readonly unit: Unit }

/** The units that a finding's words lie in, empty cells between them left out; where it has no words, the one unit that it is nearest to. */
function touchedBy(text: string, { place }: Finding, places: readonly Placed[]): readonly Placed[] {
  const touched = places.filter(({ unit }) => unit.place.start < unit.place.end && unit.place.start < place.end && unit.place.end > place.start)
  if (touched.length > 0) {
    const shown = [...Map.groupBy(touched, ({ piece }) => piece)].map(([piece, own]) => (piece.kind === 'drawn' ? cellsOrLines(text, place, own, piece) : own))
    return shown.filter((own) => !shown.some((other) => isShownBy(own, other, shown))).flat()
  }
  const at = places.filter(({ unit }) => unit.place.start <= place.start && unit.place.end >= place.end)
  const inTable = at.find(({ unit }) => place.row !== undefined && unit.place.row === place.row && unit.place.column === place.column && unit.place.table === place.table)
  const nearest = inTable ?? at.find(({ unit }) => unit.place.start === unit.place.end) ?? at[0] ?? places.findLast(({ unit }) => unit.place.start <= place.start) ?? places[0]
  return nearest === undefined ? [] : [nearest]
}

/** A drawn table shows lines of the source only where its cells and labels do not hold all of the words. */
function cellsOrLines(text: string, place: Place, touched: readonly Placed[], { lines }: Drawn): readonly Placed[] {
  const isLine = ({ unit }: Placed): boolean => lines.includes(unit)
  const words = (of: readonly Placed[]): number =>
    of.reduce((sum, { unit }) => sum + text.slice(Math.max(unit.place.start, place.start), Math.min(unit.place.end, place.end)).replaceAll(/\s/gu, '').length, 0)
  const [whole, cells] = [touched.filter(isLine), touched.filter((one) => !isLine(one))]
  return words(cells) < words(whole) ? whole : cells
}

/** Tables of the form that lie within each other in the source are drawn twice: what one shows as its cells, another need not show as a line. */
function isShownBy(own: readonly Placed[], other: readonly Placed[], order: readonly (readonly Placed[])[]): boolean {
  if (own === other || own[0]?.piece.kind !== 'drawn' || other[0]?.piece.kind !== 'drawn') return false
  const lines = (of: readonly Placed[]): number => of.filter(({ piece, unit }) => piece.kind === 'drawn' && piece.lines.includes(unit)).length
  return lines(other) - lines(own) < 0 || (lines(other) === lines(own) && order.indexOf(other) < order.indexOf(own))
}

function within({ place }: Finding, start: number, end: number): { from: number; to: number } {
  const from = Math.min(Math.max(place.start, start), end)
  return { from, to: Math.max(from, Math.min(place.end, end)) }
}

function push<Key>(map: Map<Key, Numbered[]>, key: Key, value: Numbered): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

const numbers = (findings: readonly Numbered[]): string => findings.map(({ number }) => number).join(' ')

/** Where nothing of the words can be seen (a control character alone), a sign stands for them. */
const marked = (html: string, findings: readonly Numbered[]): string =>
  findings.length === 0 ? html : `<mark class="${worst(findings) ?? ''}" data-finding="${numbers(findings)}">${html === '' ? POINT : html}</mark>`

const POINT = '▲'

/** Where a finding has no words of its own: an empty cell says that it is empty. */
const point = (numbered: Numbered, isEmpty: boolean): string =>
  `<mark class="${numbered.finding.severity} point" data-finding="${numbered.number}">${isEmpty ? '（空）' : POINT}</mark>`

const anchor = ({ number }: Numbered, first: ReadonlySet<Numbered>): string =>
  [...first].some((numbered) => numbered.number === number) ? `<span id="m${number}"></span>` : ''

const reference = ({ number, finding }: Numbered): string =>
  `<a class="ref ${finding.severity}" href="#n${number}">${SIGNS[finding.severity]}${number}</a>`
