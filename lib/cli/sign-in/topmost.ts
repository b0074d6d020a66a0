import type { ReportItem } from '../../store/api.ts'
import { allBelow } from '../../store/agency.ts'
import type { Store } from '../../store/table.ts'
import { listReports } from '../api.ts'
import { inOrder } from '../in-order.ts'
import type { Instance } from '../instance.ts'
import { asUser, type Server } from './server.ts'

/** Users signed in at the same time. */
const AT_ONCE = 8

/** A submitted version, and the API as somebody who may see it. */
export interface Seen {
  readonly server: Server
  readonly item: ReportItem
}

/**
 * What all agencies at the top of the register see together, newest first: everything, for the person whose machine
 * runs the service. Each part is asked for as the agency that may see it.
 */
export async function seenFromTheTop(instance: Pick<Instance, 'api' | 'signIn'>, store: Store, versions: 'current' | 'all'): Promise<Seen[]> {
  const top: string[] = []
  for await (const { id } of allBelow(store, null)) top.push(id)
  const seen: Seen[] = []
  const lists = inOrder(top, AT_ONCE, async (id) => {
    const server = asUser(instance, id)
    return (await listReports(server, versions)).map((item) => ({ server, item }))
  })
  for await (const list of lists) seen.push(...list)
  return seen.sort((a, b) => (rank(a.item) < rank(b.item) ? 1 : -1))
}

/** As one list of the API is ordered: by year, by upload. */
const rank = ({ year, submittedAt, id }: ReportItem): string => `${year ?? 0}#${submittedAt}#${id}`
