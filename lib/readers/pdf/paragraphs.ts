import { type Line, median } from './lines.ts'

/** A line on its page. */
export interface PageLine extends Line {
  readonly page: number
  readonly width: number
}
export interface TextParagraph {
  readonly text: string
  readonly page: number
}

/** Lines that long show where the text of a page begins and ends. */
const LONG = 12
/** How much shorter than the widest a full line may be, and how much further to the right an indented one begins, in characters. */
const RAGGED = 2.2
const INDENT = 1.2
/** Lines further apart than this (in sizes of the font) are no lines of one paragraph. */
const PITCH = 2.6
const SENTENCE_ENDS = /[。！？；：!?;:][”’」』）)]?$/
const ITEM = /^(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?\d{1,2}[)）、]|\d{1,2}[.．](?!\d)|第[一二三四五六七八九十]{1,2}部分|[①-⑳])/
/** Figures side by side: the row of a table, however it is drawn. */
const FIGURES = /(?:^|\s)\d[\d.]*\s+\d[\d.]*(?:\s|$)|^[\d.\s]+$/

interface Measure {
  readonly left: number
  readonly right: number
  /** Paragraphs begin further to the right than their other lines. */
  readonly indents: boolean
}

/** Joins the lines of each paragraph, where the layout tells for certain that they are one. */
export function paragraphsOf(runs: readonly (readonly PageLine[])[]): TextParagraph[][] {
  const measures = new Map<number, Measure>()
  const lines = runs.flat()
  for (const width of new Set(lines.map((line) => line.width))) measures.set(width, measure(lines.filter((line) => line.width === width)))
  return runs.map((run) => {
    const paragraphs: { text: string; page: number }[] = []
    for (const [index, line] of run.entries()) {
      const [open, above, measured] = [paragraphs.at(-1), run[index - 1], measures.get(line.width)]
      if (open && above && measured && goesOn(above, line, measured)) open.text += `${above.open ? ' ' : ''}${line.text}`
      else paragraphs.push({ text: line.text, page: line.page })
    }
    return paragraphs
  })
}

/** Where nothing is long, no line is full. */
function measure(lines: readonly PageLine[]): Measure {
  const long = lines.filter(({ text }) => text.length >= LONG)
  const size = median(long.map((line) => line.size))
  if (long.length === 0) return { left: 0, right: Infinity, indents: false }
  const right = Math.max(...long.map((line) => line.right))
  const full = long.filter((line) => line.right >= right - RAGGED * size)
  const left = Math.min(...full.map((line) => line.left))
  return { left, right, indents: full.some((line) => line.left > left + INDENT * size) }
}

function goesOn(above: PageLine, below: PageLine, { left, right, indents }: Measure): boolean {
  if (above.width !== below.width || Math.abs(above.size - below.size) > 0.1 * above.size) return false
  if (above.page === below.page && below.y - above.y > PITCH * above.size) return false
  if (above.right < right - RAGGED * above.size || below.left > left + INDENT * below.size) return false
  if (FIGURES.test(above.text) || FIGURES.test(below.text)) return false
  return indents || !(SENTENCE_ENDS.test(above.text) || ITEM.test(below.text))
}
