import { agenciesBelow } from '../../lib/store/agency.ts'
import type { RemindMessage } from '../../lib/store/messages.ts'
import type { Site } from './site.ts'

/** Agencies per message: even if each of them gets its mails, that takes seconds. */
export const PAGE = 50

/**
 * Shares out the work of a day: a page of the agencies below a supervisor, the pages after it, and those of them that
 * are supervisors themselves. Sends no mail itself: work that is tried again must not be shared out again with it.
 */
export async function shareOut(site: Site, { day, supervisor, after }: Pick<Extract<RemindMessage, { work: 'tree' }>, 'day' | 'supervisor' | 'after'>): Promise<void> {
  const page = await agenciesBelow(site.store, supervisor, { after, limit: PAGE })
  if (page.agencies.length === 0) return
  const supervising = await Promise.all(page.agencies.map(async ({ id }) => ((await hasAgencies(site, id)) ? [id] : [])))
  await site.enqueue([
    { work: 'agencies', day, supervisor, after },
    ...(page.after === null ? [] : [{ work: 'tree' as const, day, supervisor, after: page.after }]),
    ...supervising.flat().flatMap((id) => [{ work: 'tree' as const, day, supervisor: id }, { work: 'supervisor' as const, day, supervisor: id }]),
  ])
}

async function hasAgencies(site: Site, supervisor: string): Promise<boolean> {
  const { agencies } = await agenciesBelow(site.store, supervisor, { limit: 1 })
  return agencies.length > 0
}
