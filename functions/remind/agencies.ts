import { overdueMail, reminderMail } from '../../lib/mail/index.ts'
import { agenciesBelow, type Agency, findAgency } from '../../lib/store/agency.ts'
import type { RemindMessage } from '../../lib/store/messages.ts'
import { findObligations } from '../../lib/store/tally.ts'
import { yearDueOn } from '../../lib/store/year-due.ts'
import { owes } from '../../lib/tally/index.ts'
import { deadlines } from '../shared/deadline.ts'
import { isReminded, isUrged } from './calendar.ts'
import { resubmissionOf, sendAll, type Site } from './site.ts'
import { PAGE } from './tree.ts'

type Work = Extract<RemindMessage, { work: 'agencies' }>

/** Reminds and urges a page of the agencies below a supervisor. Gives how many mails were sent. */
export async function remindAgencies(site: Site, { day, supervisor, after }: Work): Promise<number> {
  const page = await agenciesBelow(site.store, supervisor, { after, limit: PAGE })
  const year = yearDueOn(day)
  const dutiful = page.agencies.filter((agency) => owes(agency, year))
  const [above, obligations] = await Promise.all([
    supervisor === null ? null : findAgency(site.store, supervisor),
    findObligations(site.store, dutiful.map(({ id }) => id), year, { cells: false }),
  ])
  const deadlineOf = deadlines(site.store)
  let sent = 0
  for (const agency of dutiful) {
    const obligation = obligations.get(agency.id) ?? null
    if (obligation !== null && obligation.filedAt !== null) continue
    const { name, level } = agency
    const unfiled = { name, level, deadline: await deadlineOf(agency, year), rejected: obligation?.current ?? null }
    sent += await remindAgency(site, agency, unfiled, above?.name ?? null, day)
  }
  return sent
}

async function remindAgency(site: Site, agency: Agency, unfiled: Parameters<typeof reminderMail>[1], supervisor: string | null, day: string): Promise<number> {
  const kind = isReminded(unfiled.deadline, day) ? 'reminder' : isUrged(unfiled.deadline, day) ? 'overdue' : null
  if (kind === null) return 0
  const year = yearDueOn(day)
  const write = kind === 'reminder' ? reminderMail : overdueMail
  const mail = write({ recipient: agency.name, year, day }, unfiled, supervisor, resubmissionOf(site.environment))
  return sendAll(site, agency, { kind, year, occasion: day, about: agency.id, mail })
}
