import type { PassageClaims, Total } from '../../claims/index.ts'
import type { SectionKey } from '../../report/index.ts'
import { headingOf } from '../structure/canon.ts'

/** Where a passage stands, as a clerk says it: `“一、总体情况”中`. */
export const sectionWords = ({ section }: { readonly section: SectionKey | null }): string => (section === null ? '开头部分' : `“${headingOf(section)}”中`)

/** The last words of a label, not begun within a number. */
const endOf = (label: string): string => (label.length > 16 ? label.slice(-16).replace(/^\d+年?度?/u, '') : label)

/** The figures of a total as they are written, their labels cut to what one can take in. */
export function amountWords({ entries, passage }: PassageClaims, total: Total): string {
  return total
    .flatMap((index) => entries[index] ?? [])
    .map(({ label, quantity }) => `${endOf(label)}${passage.text.slice(quantity.start, quantity.end)}`)
    .join('，')
    .replaceAll('“', '‘')
    .replaceAll('”', '’')
}
