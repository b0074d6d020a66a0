import type { Paragraph, Report } from '../report/index.ts'
import { folded, type Marked, masked, part, wordsOf } from './marked.ts'
import { isPrescribed } from './prescribed.ts'
import { nameForms } from './names.ts'

/** Between pieces that do not follow one another; no passage reaches over it. */
export const BREAK = '\n'

/**
 * What an agency wrote in its own words, ready for comparison: `text` with numbers, dates, titles of documents and names of
 * places each blanked into one sign, without punctuation; `BREAK` between pieces.
 */
export interface Narrative extends Marked {
  /** What each character of `text` was taken from; null for a break. */
  readonly paragraphs: readonly (Paragraph | null)[]
}

const NUMBER = '#'
const NAME = '@'
const TITLE = '§'

const DOCUMENT = String.raw`《[^《》]{1,80}》|[\[〔(【]\d{4}[\]〕)】]第?\d+号`
const ITEM = String.raw`(?<![\p{L}\p{N}])(?:\([一二三四五六七八九十\d]{1,3}\)|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.](?!\d))|(?<![\p{Script=Han}])(?:第?[一二三四五六七八九十]{1,2}(?:是|则|,))`
const DIGITS = String.raw`\d[\d,.]*(?:[十百千万亿]*[余多]?)(?:年(?:\d+月)?(?:\d+日)?|%)?`
const NUMERAL = String.raw`[一二两三四五六七八九十百千万零〇]{1,8}[余多]?(?=[条件次期篇个人场名份项家起年月日])`
const SELF = String.raw`[我本全](?:单位|机关|街道|[省市县区镇乡局委办厅州旗部署院站所])`
/** No character of a place's name; and no place: 城镇, 市场, 社区. */
const OTHER = '我本全各该以了在为由向对与和及的是从到于按把将让被省市县区镇乡辖社地园小城'
const PLACE = String.raw`[^\P{Script=Han}${OTHER}]{2}(?:省|市(?![场民政])|县|区(?![别分域])|镇|乡(?![镇村])|街道)`
const BLANKED = new RegExp(`(?<item>${ITEM})|(?<title>${DOCUMENT})|(?<number>${DIGITS}|${NUMERAL})|(?<name>(?:${NAME}|${SELF}|${PLACE})+)`, 'gu')

/**
 * The narrative of a report: sections one, five and six and what stands in words beside the tables. Headings, tables, the
 * preamble and sentences that the form prescribes are left out: these are alike in honest reports.
 * @param names of the agency, besides the one that the report states
 */
export function narrativeOf(report: Report, names: readonly string[] = []): Narrative {
  const own = ownNames([...names, ...(report.agency === null ? [] : [report.agency])])
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  const paragraphs: (Paragraph | null)[] = []
  for (const paragraph of report.sections.flatMap((section) => section.paragraphs)) {
    for (const piece of ownWords(folded(paragraph.text, paragraph.place.start))) {
      const marked = wordsOf(masked(masked(piece, own, () => NAME), BLANKED, signOf), NUMBER + NAME + TITLE)
      if (marked.text === '') continue
      text += marked.text + BREAK
      starts.push(...marked.starts, -1)
      ends.push(...marked.ends, -1)
      for (let at = 0; at < marked.text.length; at += 1) paragraphs.push(paragraph)
      paragraphs.push(null)
    }
  }
  return { text, starts, ends, paragraphs }
}

/** Runs of sentences that the form does not prescribe. */
function ownWords(paragraph: Marked): Marked[] {
  const runs: { from: number; to: number }[] = []
  for (const match of paragraph.text.matchAll(/[^。;!?]+[。;!?]?/gu)) {
    if (isPrescribed(match[0])) continue
    const last = runs.at(-1)
    const to = match.index + match[0].length
    if (last?.to === match.index) last.to = to
    else runs.push({ from: match.index, to })
  }
  return runs.map(({ from, to }) => part(paragraph, from, to))
}

/** Plain words only: this pattern is made anew for each agency. */
function ownNames(names: readonly string[]): RegExp {
  const forms = [...new Set(names.flatMap((name) => nameForms(folded(name, 0).text)))].sort((a, b) => b.length - a.length)
  return new RegExp(forms.length === 0 ? '(?!)' : forms.join('|'), 'g')
}

function signOf({ groups = {} }: RegExpMatchArray): string {
  if (groups['item'] !== undefined) return ''
  if (groups['title'] !== undefined) return TITLE
  return groups['number'] === undefined ? NAME : NUMBER
}
