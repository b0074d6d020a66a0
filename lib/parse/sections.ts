import type { Paragraph, Report } from '../report/index.ts'
import { isSiteFurniture } from './furniture.ts'
import type { Heading } from './headings.ts'
import { subsectionOf } from './subsections.ts'
import type { Unit } from './units.ts'

type Section = Report['sections'][number]

/** One section from its heading and the units up to the next heading. */
export function sectionOf(unit: Unit, heading: Heading, body: readonly Unit[]): Section {
  const subsections: Section['subsections'] = []
  const paragraphs: Paragraph[] = []
  for (const part of body) {
    const opened = subsectionOf(part, heading.key === 'overview')
    if (opened) {
      subsections.push(opened.subsection)
      if (opened.rest) paragraphs.push(opened.rest)
    } else if (isNarrative(part)) {
      paragraphs.push({ text: part.text, place: part.place })
    }
  }
  return { key: heading.key, number: heading.number, heading: unit.text, place: unit.place, subsections, paragraphs }
}

/** Whether a unit is the agency's own words: no page metadata, no furniture of the site. */
export function isNarrative(unit: Unit): boolean {
  if (unit.beside && unit.folded.length < 60) return false
  return /[\p{L}\p{N}]/u.test(unit.folded) && !isSiteFurniture(unit.folded) && !METADATA.test(unit.folded)
}

const METADATA =
  /^(?:来源|信息来源|索引号|发布(?:机构|单位|日期|时间)|公开(?:主体|日期|方式|时限)|文号|发文字号|生成日期|成文日期|主题(?:词|分类)|信息分类|体裁分类|组配分类|有效性|名称|作者|编辑|阅读次数|浏览(?:次数|量))[::].{0,80}$/
