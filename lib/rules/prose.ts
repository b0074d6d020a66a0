import type { Place, Report, Section } from '../report/index.ts'
import { TRADITIONAL_PAIRS } from '../report/traditional.ts'
import { within } from './places.ts'

/**
 * A line of the narrative for matching: `folded` without white space, in half width, all brackets as `( )`. `at` gives the
 * place in the source of a slice of `folded`.
 */
export interface Line {
  readonly folded: string
  /** As filed. */
  readonly text: string
  readonly place: Place
  /** Null in the preamble. */
  readonly section: Section | null
  readonly kind: 'paragraph' | 'heading'
  readonly at: (start: number, end: number) => Place
}

/** A sentence of a line; `at` counts from its own beginning. */
export interface Sentence extends Pick<Line, 'folded' | 'section' | 'at'> {
  /** Where in its line it begins. */
  readonly start: number
  readonly line: Line
}

const DROPPED = 0
/** By UTF-16 code: what a character folds to; 0 if it shows nothing. */
const FOLDED = Uint16Array.from({ length: 0x10000 }, (_, code) => code)
for (let at = 0; at + 1 < TRADITIONAL_PAIRS.length; at += 2) FOLDED[TRADITIONAL_PAIRS.charCodeAt(at)] = TRADITIONAL_PAIRS.charCodeAt(at + 1)
for (let code = 0xff01; code <= 0xff5e; code++) FOLDED[code] = code - 0xfee0
for (const open of '〔[【﹝［⟨〖') FOLDED[open.charCodeAt(0)] = 0x28
for (const close of '〕]】﹞］⟩〗') FOLDED[close.charCodeAt(0)] = 0x29
for (let code = 0; code < 0x10000; code++) if (/[\s\u200b-\u200f\u2060\ufeff]/u.test(String.fromCharCode(code))) FOLDED[code] = DROPPED

function fold(text: string): { folded: string; offsets: Uint32Array } {
  const offsets = new Uint32Array(text.length + 1)
  let length = 0
  let folded = ''
  // What does not fold, nearly everything, is taken over in one piece.
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const becomes = FOLDED[code] ?? DROPPED
    if (becomes !== DROPPED) offsets[length++] = at
    if (becomes === code) continue
    folded += text.slice(from, at)
    if (becomes !== DROPPED) folded += String.fromCharCode(becomes)
    from = at + 1
  }
  offsets[length] = text.length
  return { folded: folded + text.slice(from), offsets }
}

/** A text as lines have it for matching. */
export const folded = (text: string): string => fold(text).folded

function lineOf(text: string, place: Place, section: Section | null, kind: Line['kind']): Line {
  const { folded, offsets } = fold(text)
  const at = (start: number, end: number): Place => within(place, offsets[start] ?? 0, (offsets[end - 1] ?? text.length - 1) + 1)
  return { folded, text, place, section, kind, at }
}

const known = new WeakMap<Report, Line[]>()

/** The foot of a site's pages. */
const FOOT = /^(?:主办|承办|版权|网站标识|.{0,4}ICP备|技术支持|建设单位|运维单位|Copyright)/iu

/** Of the lines below the date that the report ends with, none is its own. */
function isBelow({ dates: { signed }, sections }: Report, place: Place): boolean {
  const last = sections.at(-1)
  return signed !== null && last !== undefined && signed.place.start > last.place.start && place.start > signed.place.end
}

/** All lines of the narrative in reading order: preamble, headings, paragraphs; of a report that stands twice, the first copy. */
export function linesOf(report: Report): Line[] {
  const lines = known.get(report) ?? list(report)
  known.set(report, lines)
  return lines
}

function list(report: Report): Line[] {
  const preamble = report.preamble.map(({ text, place }) => lineOf(text, place, null, 'paragraph'))
  const sections = report.sections.flatMap((section) => [
    lineOf(section.heading, section.place, section, 'heading'),
    ...section.subsections.map(({ heading, place }) => lineOf(heading, place, section, 'heading')),
    ...section.paragraphs.map(({ text, place }) => lineOf(text, place, section, 'paragraph')),
  ])
  return [...preamble, ...sections]
    .filter(({ folded, place }) => !FOOT.test(folded) && !isBelow(report, place))
    .toSorted((a, b) => a.place.start - b.place.start)
}

/** The paragraphs of the narrative, headings left out. */
export const paragraphsOf = (report: Report): Line[] => linesOf(report).filter(({ kind }) => kind === 'paragraph')

/** The sentences of a line, without the marks that end them; with `marks`, what these alone divide. */
export function sentencesOf(line: Line, marks: RegExp = /[^。;!]+/gu): Sentence[] {
  return [...line.folded.matchAll(marks)].map((match) => ({
    folded: match[0],
    start: match.index,
    line,
    section: line.section,
    at: (start, end) => line.at(match.index + start, match.index + end),
  }))
}

/** What a clerk calls the part of the report in which a line stands: `“五、存在的主要问题及改进情况”部分`. */
export function partWords({ section }: Pick<Line, 'section'>): string {
  return section === null ? '引言' : `“${section.heading.trim().replace(/[:：。]$/u, '')}”部分`
}

/** The place and the folded text of every hit of a global expression in a line. */
export function hitsOf(line: Pick<Line, 'folded' | 'at'>, expression: RegExp): { readonly match: RegExpExecArray; readonly place: Place }[] {
  return [...line.folded.matchAll(expression)].map((match) => ({ match, place: line.at(match.index, match.index + match[0].length) }))
}
