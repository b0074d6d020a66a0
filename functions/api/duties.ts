import { deadlines, type Deadlines } from '../shared/deadline.ts'
import type { DutyItem, DutyPage } from '../../lib/store/api-tallies.ts'
import type { Agency } from '../../lib/store/agency.ts'
import { dutiesBelow, type Duty } from '../../lib/store/duties.ts'
import { findObligation, findTotal } from '../../lib/store/tally.ts'
import type { Store } from '../../lib/store/table.ts'
import { type DutyFilter, isLate, statusOf, totalOf } from '../../lib/tally/index.ts'

export interface DutiesQuery extends DutyFilter {
  readonly supervisor: string
  readonly year: number
  /** `direct`: only agencies directly below; `all`: down the tree. */
  readonly reach: 'direct' | 'all'
  readonly limit: number
  /** The agency after which to go on. */
  readonly cursor?: string | undefined
}

/** A page of the duties of the agencies below a supervisor, with the counts of all. @param today in China, `YYYY-MM-DD` */
export async function listDuties(store: Store, { supervisor, reach, cursor, ...query }: DutiesQuery, today: string): Promise<DutyPage> {
  const { year } = query
  const [found, { duties, after }] = await Promise.all([
    findTotal(store, supervisor, year),
    dutiesBelow(store, supervisor, { ...query, direct: reach === 'direct', after: cursor }),
  ])
  const total = found ?? totalOf(supervisor, year, [])
  const deadlineOf = deadlines(store)
  return {
    supervisor,
    year,
    counts: total.counts,
    byLevel: total.byLevel,
    obligations: await Promise.all(duties.map((duty) => toItem(duty, year, today, deadlineOf))),
    cursor: after,
  }
}

/** An agency's own duty, as the list of one. */
export async function ownDuty(store: Store, agency: Agency, year: number, today: string): Promise<DutyPage> {
  const obligation = await findObligation(store, agency.id, year)
  const { counts, byLevel } = totalOf(agency.id, year, [{ member: agency, obligation, below: null }])
  const item = await toItem({ agency, obligation, below: null }, year, today, deadlines(store))
  return { supervisor: agency.supervisor, year, counts, byLevel, obligations: [item], cursor: null }
}

async function toItem({ agency, obligation, below }: Duty, year: number, today: string, deadlineOf: Deadlines): Promise<DutyItem> {
  const deadline = obligation?.deadline ?? (await deadlineOf(agency, year))
  return {
    agency: agency.id,
    name: agency.name,
    level: agency.level,
    supervisor: agency.supervisor,
    status: statusOf(obligation),
    deadline,
    late: obligation !== null && isLate(obligation),
    overdue: (obligation?.filedAt ?? null) === null && today > deadline,
    filedAt: obligation?.filedAt ?? null,
    report: obligation?.current ?? null,
    below,
  }
}
