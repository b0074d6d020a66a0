import type { Place } from '../../report/index.ts'
import type { Block, Document, LineBlock } from '../document.ts'
import { type Line, splitLines, trimmed } from './lines.ts'
import { headingOf, isImage, isRule, withoutMarkup } from './markdown.ts'

type Separator = '|' | '｜' | '\t'

/**
 * Reads decoded plain text or Markdown. Lossless: `Document.text` is `text` itself. Every line that shows
 * something becomes one block; lines without anything are left out but stay countable through `place.line`.
 * Linear in the length of the text; throws nothing.
 */
export function readText(text: string, encoding: string): Document {
  const lines = splitLines(text)
  const pipe = pipeOf(text, lines)
  const blocks: Block[] = []
  let markdown = false
  for (const line of lines) {
    const place = trimmed(text, line.start, line.end, line.number)
    if (place.start === place.end && !text.slice(line.start, line.end).includes('\t')) continue
    const block = blockOf(text, line, place, pipe)
    if (block === null) continue
    markdown ||= (block.kind === 'paragraph' && block.heading !== undefined) || (block.kind === 'line' && isPipeRule(block))
    blocks.push(block)
  }
  return { format: markdown ? 'markdown' : 'text', encoding, text, blocks: markdown ? blocks.map(b => unmarked(text, b)) : blocks, messages: [] }
}

function isPipeRule(block: LineBlock): boolean {
  return block.rule === true && block.separator === '|'
}

function blockOf(text: string, line: Line, place: Place, pipe: Separator): Block | null {
  const separator = separatorOf(text, line, pipe)
  if (separator !== null) return lineBlock(text, line, place, separator)
  const words = text.slice(place.start, place.end)
  if (words === '') return null
  if (isImage(words)) return { kind: 'image', place }
  const heading = words.startsWith('#') ? headingOf(text, place) : null
  if (heading !== null) {
    const inner = withoutMarkup(text, heading.place)
    return { kind: 'paragraph', text: text.slice(inner.start, inner.end), place: inner, heading: heading.level }
  }
  return { kind: 'paragraph', text: words, place }
}

/** Full-width bars are separators only where bars of the common width are none and they come in several lines. */
function pipeOf(text: string, lines: readonly Line[]): Separator {
  if (!text.includes('｜') || text.includes('|')) return '|'
  let withBars = 0
  for (const { start, end } of lines) if (text.slice(start, end).includes('｜')) withBars++
  return withBars >= 3 ? '｜' : '|'
}

/** Pipes win over tabs: where both stand in one line, tabs are only padding. */
function separatorOf(text: string, line: Line, pipe: Separator): Separator | null {
  const words = text.slice(line.start, line.end)
  if (words.includes(pipe)) return pipe
  return words.includes('\t') ? '\t' : null
}

function lineBlock(text: string, line: Line, whole: Place, separator: Separator): LineBlock {
  const cells: { text: string; place: Place }[] = []
  const add = (start: number, end: number) => {
    const place = trimmed(text, start, end, line.number)
    cells.push({ text: text.slice(place.start, place.end), place })
  }
  let start = line.start
  for (let at = line.start; at < line.end; at++) {
    if (text[at] !== separator || (separator === '|' && text[at - 1] === '\\')) continue
    add(start, at)
    start = at + 1
  }
  add(start, line.end)
  const place = separator === '\t' ? { start: line.start, end: line.end, line: line.number } : whole
  const block: LineBlock = { kind: 'line', separator: separator === '\t' ? '\t' : '|', cells, place }
  return isRule(cells) ? { ...block, rule: true } : block
}

/** In Markdown, bullets and emphasis around a whole line or cell are not part of its words. */
function unmarked(text: string, block: Block): Block {
  if (block.kind === 'paragraph') {
    const place = withoutMarkup(text, block.place)
    return { ...block, text: text.slice(place.start, place.end), place }
  }
  if (block.kind !== 'line' || block.rule) return block
  return {
    ...block,
    cells: block.cells.map(cell => {
      const place = withoutMarkup(text, cell.place)
      return { text: text.slice(place.start, place.end), place }
    }),
  }
}
