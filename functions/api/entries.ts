import { findAddresses, resumeAddress } from '../../lib/store/address.ts'
import type { Agency } from '../../lib/store/agency.ts'
import type { AgencyEntry } from '../../lib/store/api-register.ts'
import type { Store } from '../../lib/store/table.ts'
import { HttpProblem } from './problem.ts'

/** Agencies as the register shows them, each with its addresses that get no more mail: one batch of reads for all. */
export async function entriesOf(store: Store, agencies: readonly Agency[], options: { readonly consistent?: boolean } = {}): Promise<AgencyEntry[]> {
  const known = await findAddresses(store, agencies.flatMap(({ emails }) => emails), options)
  return agencies.map((agency) => ({
    ...agency,
    undeliverable: agency.emails.flatMap((address) => {
      const stopped = known.get(address.toLowerCase())?.stopped ?? null
      return stopped === null ? [] : [{ address, why: stopped.kind, reason: stopped.reason, since: stopped.at }]
    }),
  }))
}

/**
 * Lets mail go to an address of an agency again. Should it come back once more, it is stopped once more.
 * @returns the agency's entry as it is then.
 * @throws {HttpProblem} 409 for an address that is not in the entry: nobody vouches for other people's.
 */
export async function resumeMail(store: Store, agency: Agency, address: string): Promise<AgencyEntry> {
  if (!agency.emails.some((one) => one.toLowerCase() === address.toLowerCase()))
    throw new HttpProblem(409, { zh: '这个邮件地址不在该单位的名录里。换用新地址的，请修改名录。', en: 'The address is not in the agency’s entry. For a new address, change the register.' })
  await resumeAddress(store, address)
  const [entry] = await entriesOf(store, [agency], { consistent: true })
  return entry ?? { ...agency, undeliverable: [] }
}
