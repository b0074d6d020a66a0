import type { Rule } from '../define.ts'
import { aspects, preambleOnly, subsectionNumbering } from './overview.ts'
import { emptySections, missingSections, sectionHeadings, sectionNumbering, sectionOrder } from './sections.ts'
import { copiesDiffer, doubled, title } from './whole.ts'

export const STRUCTURE_RULES: readonly Rule[] = [
  title,
  doubled,
  copiesDiffer,
  missingSections,
  sectionOrder,
  sectionNumbering,
  sectionHeadings,
  emptySections,
  aspects,
  subsectionNumbering,
  preambleOnly,
]
