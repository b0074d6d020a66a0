import type { Entry } from '../entry.ts'
import { decisionSubject, feeSubject, normativeSubject } from './disclosed.ts'
import { disputeSubject } from './disputes.ts'
import { requestSubject } from './requests.ts'
import type { Domain, Subject } from './words.ts'

export { resultOf } from './disputes.ts'
export { domainOf, stripped, subject, type Domain, type Subject } from './words.ts'

/**
 * What an entry counts, told from its own words and the domain that the clause goes on about; null where they do not
 * tell it for certain (part of a channel, of a kind, of a region).
 */
export function subjectOf(entry: Entry, words: string, domain: Domain, year: number | null): Subject | null {
  const { unit } = entry.quantity
  if (domain === 'fees') return unit === '元' ? feeSubject(words) : null
  if (unit !== '' && !/^(?:件|起|宗|例|份|项|个|条|次|件次|人次|部|封|人|批)$/u.test(unit)) return null
  switch (domain) {
    case 'requests':
      return requestSubject(words, year)
    case 'review':
    case 'litigation':
    case 'disputes':
      return disputeSubject(words, domain)
    case 'normative':
    case 'regulations':
      return normativeSubject(words, domain)
    case 'decisions':
      return decisionSubject(words)
    default:
      return null
  }
}
