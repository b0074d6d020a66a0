import type { Place, Report } from '../../report/index.ts'
import { within } from '../places.ts'

/** A sentence of the narrative: `plain` without white space, in half width. */
export interface Sentence {
  readonly plain: string
  readonly place: Place
}

/** The sentences of all sections, in reading order; a sentence keeps the mark that ends it out. */
export function sentencesOf(report: Report): Sentence[] {
  return report.sections
    .flatMap(({ paragraphs }) => paragraphs)
    .flatMap(({ text, place }) =>
      [...text.matchAll(/[^。；;！!]+/gu)].map((match) => ({
        plain: match[0].normalize('NFKC').replaceAll(/\s+/gu, ''),
        place: within(place, match.index + leading(match[0]), match.index + match[0].trimEnd().length),
      })),
    )
    .filter(({ plain }) => plain !== '')
}

const leading = (text: string): number => text.length - text.trimStart().length
