import { addressMail } from '../../lib/mail/index.ts'
import { findAgency } from '../../lib/store/agency.ts'
import type { RemindMessage } from '../../lib/store/messages.ts'
import { yearDueOn } from '../../lib/store/year-due.ts'
import { dayInChina } from '../../lib/tally/index.ts'
import { remindAgencies } from './agencies.ts'
import { occasionOf, sendAll, type Site, tellOperator } from './site.ts'
import { remindSupervisor } from './supervisor.ts'
import { shareOut } from './tree.ts'

/**
 * Does one message of the reminders queue. A repeat of it, or of the whole day, sends nothing twice.
 * @returns how many mails were sent.
 * @throws {Error} worth another try.
 */
export async function remind(site: Site, message: RemindMessage): Promise<number> {
  if ('time' in message) {
    await shareOut(site, { day: dayInChina(message.time), supervisor: null })
    return 0
  }
  switch (message.work) {
    case 'tree':
      await shareOut(site, message)
      return 0
    case 'agencies':
      return remindAgencies(site, message)
    case 'supervisor':
      return remindSupervisor(site, message.supervisor, message.day)
    case 'address':
      return tellOfAddress(site, message)
  }
}

/** Tells the operator and whoever watches over an agency that an address of it takes no mail any more. */
async function tellOfAddress(site: Site, { agency: id, address, complained, day }: Extract<RemindMessage, { work: 'address' }>): Promise<number> {
  const agency = await findAgency(site.store, id)
  if (agency === null) return 0
  const year = yearDueOn(day)
  const occasion = await occasionOf(site, address)
  const operator = await tellOperator(site, agency, { address, year, complained, occasion })
  const above = agency.supervisor === null ? null : await findAgency(site.store, agency.supervisor)
  if (above === null) return operator
  const mail = addressMail(above.name, agency.name, address, complained)
  return operator + (await sendAll(site, above, { kind: 'address', year, occasion, about: id, mail }))
}
