import { escalationMail, overdueBelowMail, type Unfiled } from '../../lib/mail/index.ts'
import { findAddresses } from '../../lib/store/address.ts'
import { type Agency, findAgency } from '../../lib/store/agency.ts'
import { directDuties, type Duty } from '../../lib/store/duties.ts'
import { yearDueOn } from '../../lib/store/year-due.ts'
import { deadlines } from '../shared/deadline.ts'
import { escalated, isUrged } from './calendar.ts'
import { sendDigest } from './digest.ts'
import { sendAll, type Site } from './site.ts'

/** A duty with its last day. */
export interface Due extends Duty {
  readonly deadline: string
  /** Those addresses of the agency that take no mail any more. */
  readonly dead: readonly string[]
}

/**
 * Tells a supervisor who is overdue below it, its own supervisor who has been so for long, and sends its digest. Gives
 * how many mails were sent.
 */
export async function remindSupervisor(site: Site, id: string, day: string): Promise<number> {
  const supervisor = await findAgency(site.store, id)
  if (supervisor === null) return 0
  const year = yearDueOn(day)
  const deadlineOf = deadlines(site.store)
  const duties: Duty[] = []
  for await (const duty of directDuties(site.store, id, year)) duties.push(duty)
  const known = await findAddresses(site.store, duties.flatMap(({ agency }) => agency.emails))
  const dues: Due[] = []
  for (const duty of duties)
    dues.push({
      ...duty,
      deadline: duty.obligation?.deadline ?? (await deadlineOf(duty.agency, year)),
      dead: duty.agency.emails.filter((address) => known.get(address.toLowerCase())?.stopped != null),
    })
  const overdue = await tellOverdue(site, supervisor, dues, day)
  return overdue + (await sendDigest(site, supervisor, dues, day))
}

/** Those that have not filed, with what a mail says of them. */
export const unfiledOf = (dues: readonly Due[]): Unfiled[] =>
  dues.flatMap(({ agency: { name, level, emails }, obligation, deadline, dead }) =>
    obligation?.filedAt == null ? [{ name, level, deadline, rejected: obligation?.current ?? null, unreached: dead.length === emails.length }] : [],
  )

async function tellOverdue(site: Site, supervisor: Agency, dues: readonly Due[], day: string): Promise<number> {
  const year = yearDueOn(day)
  const unfiled = unfiledOf(dues)
  const urged = unfiled.filter(({ deadline }) => isUrged(deadline, day))
  let sent = 0
  if (urged.length > 0) {
    const all = unfiled.filter(({ deadline }) => deadline < day)
    const mail = overdueBelowMail({ recipient: supervisor.name, year, day }, all)
    sent += await sendAll(site, supervisor, { kind: 'overdue-below', year, occasion: day, about: supervisor.id, mail })
  }
  const days = unfiled.flatMap(({ deadline }) => escalated(deadline, day) ?? [])
  const above = days.length === 0 || supervisor.supervisor === null ? null : await findAgency(site.store, supervisor.supervisor)
  if (above === null) return sent
  const least = Math.min(...days)
  const long = unfiled.filter(({ deadline }) => daysOver(deadline, day) >= least)
  const mail = escalationMail({ recipient: above.name, year, day }, supervisor.name, least, long)
  return sent + (await sendAll(site, above, { kind: 'escalation', year, occasion: day, about: supervisor.id, mail }))
}

const daysOver = (deadline: string, day: string): number => Math.round((Date.parse(day) - Date.parse(deadline)) / 86_400_000)
