import type { Report } from '../../report/index.ts'
import { defineRule, notApplicable, outcome, type Fault } from '../define.ts'
import { linesOf, partWords, type Line } from '../prose.ts'
import { ARTICLE_47 } from '../sources.ts'
import { isQuoted, isTownship, kindOf, nameOf, type Kind } from './bodies.ts'

/** 我镇, 本局; not 自我局限, 我乡镇, 本乡本土, 我镇街. */
const SELF = /(?<!自)(?:我|本)(镇(?!街)|乡(?![镇村土亲贤间])|街道|苏木|局(?![部面势限域促])|厅(?!堂))/gu

interface Reference {
  readonly words: string
  readonly kind: Kind
  readonly line: Line
  readonly index: number
}

const KIND_OF: Readonly<Record<string, Kind>> = { 镇: '镇', 乡: '乡', 街道: '街道', 苏木: '苏木', 局: '局', 厅: '厅' }

function referencesOf(report: Report): Reference[] {
  return linesOf(report).flatMap((line) =>
    [...line.folded.matchAll(SELF)].flatMap(({ 0: words, 1: kind = '', index }): Reference[] => {
      const known = KIND_OF[kind]
      return known === undefined || isQuoted(line, index) ? [] : [{ words, kind: known, line, index }]
    }),
  )
}

const RIGHT: Readonly<Record<Kind | 'government', string>> = { 镇: '“我镇”', 乡: '“我乡”', 街道: '“我街道”', 苏木: '“我苏木”', 局: '“我局”', 厅: '“我厅”', 委: '“我委”', government: '“我县”“我市”之类' }

/** One fault for each kind that the body is not, at its first place. */
function foreign(references: readonly Reference[], wrong: (kind: Kind) => boolean, tell: (words: string) => string, right: string): Fault[] {
  const kinds = Map.groupBy(references.filter(({ kind }) => wrong(kind)), ({ kind }) => kind)
  return [...kinds.values()].flatMap((group): Fault[] => {
    const [first] = group
    if (first === undefined) return []
    const more = group.length > 1 ? `（全文共${group.length}处）` : ''
    return [
      {
        message: `${partWords(first.line)}自称“${first.words}”${more}，${tell(first.words)}`,
        place: first.line.at(first.index, first.index + first.words.length),
        expected: right,
        actual: first.words,
        fix: `核对这一段是否照搬了别的机关的内容；不是的，改为${right}。`,
      },
    ]
  })
}

export const selfReference = defineRule({
  id: 'text/self-reference',
  title: '自称与本机关不符',
  severity: 'warning',
  dimension: 'consistency',
  source: ARTICLE_47,
  why: '街道自称“我镇”、乡镇自称“我局”，多半是照搬了别的机关的报告，内容也可能不是本机关的。',
  fix: '核对这一段是否照搬了别的机关的内容；不是的，改为本机关的自称。',
  examples: {
    fail: [{ edits: [['2024年，我局通过', '2024年，我镇通过']] }, { edits: [['2024年，我局通过', '2024年，我局通过']], context: { agency: '澜川县松涛街道办事处', level: 'township' } }],
    pass: [{ edits: [['维护县政府门户网站的水务专栏', '维护县政府门户网站的“我镇水情”专栏，我县各乡镇均可查询，克服自我局限']] }],
  },
  check: (report, context) => {
    const references = referencesOf(report)
    const name = nameOf(report, context)
    const own = kindOf(name)
    if (name !== null && own !== null) {
      // Of 镇江市水务局 镇 is a place; of 镇（街道） both may be said.
      const wrong = (kind: Kind): boolean => kind !== own && !name.includes(kind)
      return outcome(foreign(references, wrong, () => `而报告的机关是“${name}”。`, RIGHT[own]))
    }
    if (name !== null) return notApplicable
    const counts = [...Map.groupBy(references, ({ kind }) => kind)].toSorted(([, a], [, b]) => b.length - a.length)
    const [most] = counts
    if (most === undefined || counts.length < 2) return outcome([])
    return outcome(foreign(references, (kind) => kind !== most[0], () => `别处却自称“${most[1][0]?.words ?? ''}”，前后不一。`, RIGHT[most[0]]))
  },
})

/** The words of a body's own house where a sentence or clause begins: 局党组高度重视, 经镇党委研究. */
const HOUSE = /(?<=^|[,。;:]|[经由在])(局(?:党组|党委|机关|属各|务会|领导班子|长办公会)|厅(?:党组|机关|务会)|镇(?:党委|政府|机关|党政办|长办公会|人大)|乡(?:党委|政府|机关|党政办|人大)|街道(?:党工委|办事处|机关|党政办))(?![、和或与])/gu
const HOUSE_KIND: Readonly<Record<string, Kind>> = { 局: '局', 厅: '厅', 镇: '镇', 乡: '乡', 街: '街道' }

export const foreignHouse = defineRule({
  id: 'text/foreign-house',
  title: '写着别的机关的内部机构',
  severity: 'warning',
  dimension: 'consistency',
  source: ARTICLE_47,
  why: '乡镇的报告写“局党组”，街道的报告写“镇党委”，多半是照搬了别的机关的报告。',
  fix: '核对这一段是否照搬了别的机关的内容；不是的，改为本机关的机构名称。',
  examples: {
    fail: [{ edits: [['公文起草时确定公开属性', '局党组高度重视，公文起草时确定公开属性']], context: { agency: '澜川县青禾镇人民政府', level: 'township' } }],
    pass: [
      { edits: [['公文起草时确定公开属性', '局党组高度重视，公文起草时确定公开属性']] },
      { edits: [['由专人协助群众查询', '由专人协助群众查询，镇政府、乡政府也设查阅点']] },
    ],
  },
  check: (report, context) => {
    const name = nameOf(report, context)
    const own = kindOf(name)
    // Departments work with the towns of their county and speak of them; towns have no 局党组, subdistricts no 镇党委.
    if (name === null || !isTownship(own)) return notApplicable
    return outcome(
      linesOf(report).flatMap((line) =>
        [...line.folded.matchAll(HOUSE)]
          .filter(({ 1: words = '', index }) => !name.includes(HOUSE_KIND[words.charAt(0)] ?? '') && !isQuoted(line, index))
          .slice(0, 1)
          .map(({ 1: words = '', index }): Fault => ({
            message: `${partWords(line)}写着“${words}”，而报告的机关是“${name}”。`,
            place: line.at(index, index + words.length),
            actual: words,
          })),
      ),
    )
  },
})
