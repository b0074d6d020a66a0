import { deadlines, type Deadlines } from '../shared/deadline.ts'
import type { DutyItem, DutyPage } from '../../lib/store/api-tallies.ts'
import type { Agency } from '../../lib/store/agency.ts'
import { dutiesBelow, type Duty } from '../../lib/store/duties.ts'
import { findObligation, findTotal } from '../../lib/store/tally.ts'
import type { Store } from '../../lib/store/table.ts'
import { isLate, type ObligationStatus, statusOf, totalOf } from '../../lib/tally/index.ts'

export interface DutiesQuery {
  readonly supervisor: string
  readonly year: number
  readonly status?: ObligationStatus | undefined
  /** `direct`: only agencies directly below; `all`: down the tree. */
  readonly reach: 'direct' | 'all'
  readonly limit: number
  /** The agency after which to go on. */
  readonly cursor?: string | undefined
}

/** A page of the duties of the agencies below a supervisor, with the counts of all. @param today in China, `YYYY-MM-DD` */
export async function listDuties(store: Store, { supervisor, year, status, reach, limit, cursor }: DutiesQuery, today: string): Promise<DutyPage> {
  const total = (await findTotal(store, supervisor, year)) ?? totalOf(supervisor, year, [])
  const duties: Duty[] = []
  for await (const duty of dutiesBelow(store, supervisor, { year, status, direct: reach === 'direct', after: cursor })) {
    duties.push(duty)
    if (duties.length > limit) break
  }
  const shown = duties.slice(0, limit)
  const deadlineOf = deadlines(store)
  return {
    supervisor,
    year,
    counts: total.counts,
    byLevel: total.byLevel,
    obligations: await Promise.all(shown.map((duty) => toItem(duty, year, today, deadlineOf))),
    cursor: duties.length > limit ? (shown.at(-1)?.agency.id ?? null) : null,
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
