import type { Level } from '../report/index.ts'
import { findAgencies } from '../store/agency.ts'
import type { Store } from '../store/table.ts'
import { quoted } from './cells.ts'
import { standsAbove } from './levels.ts'
import { type PlacedRow, problemAt, type RowProblem } from './rows.ts'

/** What is known of each agency of a file and of those above it: as the file says, else as the register says. */
export type Supervision = ReadonlyMap<string, { readonly supervisor: string | null; readonly level: Level | undefined }>

export async function supervisionOf(store: Store, rows: readonly PlacedRow[]): Promise<Supervision> {
  const known = new Map<string, Pick<PlacedRow, 'supervisor' | 'level'>>(rows.map(({ id, supervisor, level }) => [id, { supervisor, level }]))
  for (;;) {
    const asked = [...known.values()].flatMap(({ supervisor }) => (supervisor !== null && !known.has(supervisor) ? [supervisor] : []))
    const found = await findAgencies(store, asked, { consistent: true })
    if (found.length === 0) return known
    for (const { id, supervisor, level } of found) known.set(id, { supervisor, level })
  }
}

/** A township has a county, a city, a province and the country above it; reports are found for so many supervisors (`UPPER` in `list-results.ts`). */
export const MOST_ABOVE = 4
export const TOO_DEEP = `上面的主管部门超过${MOST_ABOVE}级（国家、省、市、县）。请检查主管部门一列，减少中间的层级。`

/** Those above an agency, nearest first; of a chain that is too long or a circle only the beginning. */
export function ancestorsOf(id: string, known: Supervision): string[] {
  const chain: string[] = []
  for (let next = known.get(id)?.supervisor; next != null && chain.length <= MOST_ABOVE; next = known.get(next)?.supervisor) chain.push(next)
  return chain
}

/** Supervisors that neither file nor register knows, that stand below, and circles. */
export function brokenSupervision(rows: readonly PlacedRow[], known: Supervision): RowProblem[] {
  const circles = circlesIn(rows.map(({ id }) => id), known)
  return rows.flatMap((row) => {
    const { id, supervisor, level } = row
    if (supervisor === null) return []
    const above = known.get(supervisor)
    if (above === undefined) return [problemAt(row, `主管部门${quoted(supervisor)}不在文件里，也不在已有的单位名录里。请先补上这个单位。`)]
    const circle = circles.get(id)
    if (circle !== undefined) return [problemAt(row, `主管关系成了一个圈：${circleText(id, circle)}。请改正主管部门一列。`)]
    if (level !== undefined && above.level !== undefined && standsAbove(level, above.level)) return [problemAt(row, `级别比主管部门${quoted(supervisor)}还高。请改正级别或者主管部门。`)]
    return ancestorsOf(id, known).length > MOST_ABOVE ? [problemAt(row, TOO_DEEP)] : []
  })
}

/** For each agency that watches over itself, by however many others, all of that circle in order. Each agency is met once. */
function circlesIn(ids: readonly string[], known: Supervision): ReadonlyMap<string, readonly string[]> {
  const circles = new Map<string, readonly string[]>()
  const met = new Set<string>()
  for (const id of ids) {
    const path: string[] = []
    let next: string | null | undefined = id
    for (; next != null && !met.has(next); next = known.get(next)?.supervisor) {
      met.add(next)
      path.push(next)
    }
    const start = next == null ? -1 : path.indexOf(next)
    if (start < 0) continue
    const circle = path.slice(start)
    for (const member of circle) circles.set(member, circle)
  }
  return circles
}

const MOST_NAMED = 30

/** `a → b → a`, beginning with the agency; of a long circle only a part is named. */
function circleText(id: string, circle: readonly string[]): string {
  const at = circle.indexOf(id)
  if (circle.length <= MOST_NAMED) return [...circle.slice(at), ...circle.slice(0, at), id].join(' → ')
  return `${[...circle.slice(at, at + MOST_NAMED), ...circle.slice(0, Math.max(0, at + MOST_NAMED - circle.length))].join(' → ')} → ……（共${circle.length}个单位）→ ${id}`
}
