import type { Claim } from './claim.ts'
import type { Entry } from './entry.ts'
import type { List } from './list.ts'
import { resultOf, subject, type Subject } from './subjects/index.ts'

const REQUESTS = /^(?:newReceived|received|received\+processed|noun)$/u
const END = '(?=[，。；)]|$)'
const NATURAL_PERSONS = new RegExp(`^[，；。(](?:上述|以上)?(?:申请(?:人|主体)?)?(?:均|全部|都|皆)(?:为|系|是|属于?|由)(?:自然人|公民个人)(?:提出|提交)?的?(?:政府信息公开)?(?:申请件?)?${END}`, 'u')
const GRANTED = new RegExp(`^(?:(?:政府信息公开)?申请)?(?:均?已?(?:按时|按期|依法)*(?:答复|办结))?(?:[，；(]|(?<=申请))(?:(?:答复|办理|处理)?结果)?(?:均|全部|都|皆)(?:为|是)?(?:已|依法|按时|按期|及时)*予以公开${END}`, 'u')
const RESULT = new RegExp(`^[，；(](?:处理|审理)?(?:结果)?(?:均|全部|都|皆)(?:已|被|为|是|予以)*(?:结果)?(?<result>维持|纠正)${END}`, 'u')
const RESULTS: Readonly<Record<string, string>> = { 维持: 'upheld', 纠正: 'corrected' }
/** No such clause reaches farther. */
const LONGEST = 40

function saidOfAll(claim: Claim, behind: string): Subject | null {
  const { domain, key } = claim.subject
  if (REQUESTS.test(key)) {
    if (NATURAL_PERSONS.test(behind)) return subject('requests', 'column.naturalPerson', '自然人')
    return GRANTED.test(behind) ? subject('requests', 'granted', '予以公开') : null
  }
  if (key !== 'review' && key !== 'litigation') return null
  const result = RESULTS[RESULT.exec(behind)?.groups?.result ?? '']
  return result === undefined ? null : resultOf(subject(domain, `${domain}.${result}`, ''), domain)
}

/** 收到申请8件，均为自然人申请: what is said of all of them counts as many. Parts of a list and what stands behind several objects are left out. */
export function saidOfAllOf(claims: readonly Claim[], entries: readonly Entry[], lists: readonly List[], text: string): Claim[] {
  const parts = new Set(lists.flatMap((list) => [...list.parts, ...list.further]))
  return claims.flatMap((claim): Claim[] => {
    const entry = entries[claim.entry]
    if (entry === undefined || parts.has(claim.entry) || claim.value === 0) return []
    if (claims.some((other) => other !== claim && other.sentence === claim.sentence && other.at < claim.at && other.subject.domain !== claim.subject.domain)) return []
    const { end } = entry.quantity
    const told = saidOfAll(claim, text.slice(end, end + LONGEST).replace(/^\([^()]*\)/u, ''))
    return told === null ? [] : [{ ...claim, subject: told }]
  })
}
