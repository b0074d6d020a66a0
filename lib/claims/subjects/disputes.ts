import { domainOf, PLAIN, subject, type Domain, type Subject } from './words.ts'

const RESULTS: readonly (readonly [key: string, words: string, pattern: RegExp])[] = [
  ['upheld', '结果维持', /^(?:结果)?(?:被)?维持(?:结果)?$/u],
  ['corrected', '结果纠正', /^(?:结果)?(?:被)?纠正(?:结果)?$/u],
  ['otherResult', '其他结果', /^其他结果$/u],
  ['pending', '尚未审结', /^(?:目前|现)?(?:(?:尚|暂|仍)?未(?:审结|结案|结)|(?:正在|尚在|仍在|在)(?:审理|审)(?:之中|中|过程中)?)$/u],
]
const DISPUTE_WORDS = /公民|法人|其他组织|因|由|针对|涉及?|涉|引发|引起|产生|导致|发生|新发|被|提起|提出|办理|收到|接到|存在|有|以|作|申请|案件|案|情况|件|政府信息公开|政务公开|信息公开|依申请公开|公开|工作|答复|行政|新增|类|而|从|对|关于|就|未经|直接|起/gu

/** Of the groups and columns of table 4. */
export function disputeSubject(words: string, domain: Domain): Subject | null {
  const plain = words.replace(PLAIN, '')
  const result = RESULTS.find(([, , pattern]) => pattern.test(plain.replace(/^[，、和及]+/u, '')))
  if (result !== undefined) return subject(domain, `${domain}.${result[0]}`, `${DISPUTE_NAMES[domain] ?? ''}${result[1]}`)
  const key = /复议后/u.test(plain) ? 'afterReview' : /未经复议|直接/u.test(plain) ? 'direct' : (domainOf(plain) ?? '')
  const rest = plain.replace(/复议后|未经复议|行政复议|复议|行政诉讼|诉讼|起诉|应诉/gu, '').replace(DISPUTE_WORDS, '').replace(/[、和及与或以，各]/gu, '')
  if (rest !== '' && !/^[\p{Script=Han}]{2,10}(?:镇|乡|街道|局|县|市|区|政府)$/u.test(rest)) return null
  if (key === 'afterReview') return subject('litigation', 'afterReview', '复议后起诉的行政诉讼')
  if (key === 'direct') return subject('litigation', 'direct', '未经复议直接起诉的行政诉讼')
  if (key === 'review' || key === 'litigation' || key === 'disputes') return subject(key, key, DISPUTE_NAMES[key] ?? '')
  return null
}

const DISPUTE_NAMES: Partial<Record<Domain, string>> = { review: '行政复议', litigation: '行政诉讼', disputes: '行政复议和行政诉讼' }

/** The same result, told of another kind of dispute. */
export function resultOf({ key }: Subject, domain: Domain): Subject {
  const result = key.slice(key.indexOf('.') + 1)
  const words = RESULTS.find(([known]) => known === result)?.[1] ?? ''
  return subject(domain, `${domain}.${result}`, `${DISPUTE_NAMES[domain] ?? ''}${words}`)
}
