import type { Report } from '../../report/index.ts'
import type { RuleContext } from '../define.ts'
import type { Line } from '../prose.ts'

/** What a body calls itself: 我镇, 本局. */
export type Kind = '镇' | '乡' | '街道' | '苏木' | '局' | '厅' | '委'

const KINDS: readonly (readonly [kind: Kind, name: RegExp])[] = [
  ['街道', /街道(?:办事处|办)?$/u],
  ['镇', /镇(?:人民)?(?:政府)?$/u],
  ['乡', /乡(?:人民)?(?:政府)?$/u],
  ['苏木', /苏木(?:人民)?(?:政府)?$/u],
  ['局', /局$/u],
  ['厅', /厅$/u],
  ['委', /(?:委员会|委)$/u],
]

/** Neither one kind nor another: zones that took over towns, committees that run both. */
const MIXED = /(?:开发区|新区|园区|高新区|管理区|示范区|试验区|度假区|保税区|合作区|管委会|管理委员会|农场|林场|公司|集团)(?:人民政府|政府)?$/u

/** The name of who filed: the register's, else the report's own; brackets and white space left out. */
export const nameOf = (report: Report, context: RuleContext): string | null =>
  (context.agency ?? report.agency)?.replaceAll(/\s|[（(][^（）()]*[）)]/gu, '') ?? null

/** The kind of body that a name tells for certain; `government` for those of counties and above; null where it does not. */
export function kindOf(name: string | null): Kind | 'government' | null {
  if (name === null || MIXED.test(name)) return null
  const kind = KINDS.find(([, expression]) => expression.test(name))?.[0]
  if (kind !== undefined) return kind
  return /[省市县区旗盟州](?:人民)?(?:政府)?$/u.test(name) ? 'government' : null
}

/** A body of the level below counties. */
export const isTownship = (kind: Kind | 'government' | null): boolean => kind === '镇' || kind === '乡' || kind === '街道' || kind === '苏木'

/** No quotation that names a column or a document is longer. */
const QUOTED = 80

/** Whether an index stands within a quotation or a title, as in the name of a column: “我镇动态”. */
export function isQuoted({ folded }: Pick<Line, 'folded'>, index: number): boolean {
  const before = folded.slice(Math.max(0, index - QUOTED), index)
  return before.lastIndexOf('“') > before.lastIndexOf('”') || before.lastIndexOf('《') > before.lastIndexOf('》')
}
