import type { Entry } from './entry.ts'

/** What kind of thing a clause is about; clauses without a noun of their own go on about the same. */
export type Domain = 'requests' | 'review' | 'litigation' | 'disputes' | 'normative' | 'regulations' | 'decisions' | 'fees' | 'published' | 'other'

/**
 * What a quantity is a quantity of. Rows of table 3 by their keys; `received` is what came in (new, with or without
 * what was carried over), `received+processed` what came in and was answered; groups of rows by the group's key.
 */
export interface Subject {
  readonly domain: Domain
  readonly key: string
  /** In plain words, for a clerk. */
  readonly words: string
}

const OUTCOMES: readonly (readonly [key: string, words: string, pattern: RegExp])[] = [
  ['partiallyGranted', '部分公开', /^(?:予以)?部分公开$|^区分处理$/u],
  ['denied.stateSecret', '不予公开：属于国家秘密', /国家秘密/u],
  ['denied.prohibitedByLaw', '不予公开：其他法律行政法规禁止公开', /法律、?行政法规禁止|法律法规禁止/u],
  ['denied.securityAndStability', '不予公开：危及“三安全一稳定”', /三安全一稳定/u],
  ['denied.thirdPartyRights', '不予公开：保护第三方合法权益', /第三方/u],
  ['denied.internalAffairs', '不予公开：属于三类内部事务信息', /内部事务/u],
  ['denied.processInformation', '不予公开：属于四类过程性信息', /过程性/u],
  ['denied.enforcementCaseFile', '不予公开：属于行政执法案卷', /执法案卷/u],
  ['denied.administrativeInquiry', '不予公开：属于行政查询事项', /行政查询/u],
  ['unavailable.notHeld', '无法提供：本机关不掌握相关政府信息', /不掌握/u],
  ['unavailable.needsCreation', '无法提供：没有现成信息需要另行制作', /另行制作|没有现成/u],
  ['unavailable.unclearAfterCorrection', '无法提供：补正后申请内容仍不明确', /补正后.*不明确/u],
  ['notProcessed.petition', '不予处理：信访举报投诉类申请', /^(?:属于)?信访.*类(?:申请|事项)?$/u],
  ['notProcessed.duplicate', '不予处理：重复申请', /^(?:属于)?重复申请$/u],
  ['notProcessed.publication', '不予处理：要求提供公开出版物', /公开出版物/u],
  ['notProcessed.excessive', '不予处理：无正当理由大量反复申请', /大量反复/u],
  ['notProcessed.reconfirmation', '不予处理：要求行政机关确认或重新出具已获取信息', /重新出具/u],
  ['other.correctionOverdue', '其他处理：逾期不补正', /逾期(?:不|未)补正/u],
  ['other.feeOverdue', '其他处理：逾期未缴纳费用', /逾期未.*缴/u],
  ['denied', '不予公开', /^(?:决定)?不予公开$/u],
  ['unavailable', '无法提供', /^无法提供$/u],
  ['notProcessed', '不予处理', /^不予处理$/u],
  ['other', '其他处理', /^其他处理$/u],
  ['granted', '予以公开', /^(?:决定)?(?:予以|同意|全部予以|准予)公开$|^公开$/u],
]

const APPLICANTS: readonly (readonly [key: string, words: string, pattern: RegExp])[] = [
  ['naturalPerson', '自然人', /^(?:自然人|公民(?:个人)?|个人)$/u],
  ['legalPersons', '法人或其他组织', /^法人(?:[和或及、]|或者|以及)*其他组织$/u],
  ['business', '商业企业', /^(?:商业)?企业$/u],
  ['research', '科研机构', /^科研机构$/u],
  ['publicWelfare', '社会公益组织', /^社会公益组织$/u],
  ['legalService', '法律服务机构', /^法律服务机构$/u],
]

/** Says nothing of which quantity it is. */
const PLAIN = /20\d\d年度?|其中|全年|全(?:局|镇|乡|街道|县|市|区|省|委)|本年度?|今年|年内|当年|年度|我[局镇乡县市区省州旗委厅办院处会]|我(?:街道|单位|机关|部门)|本(?:机关|单位|部门|街道|级|局|镇|乡|委|办|厅|县|市|区)|局本级|共计|总计|合计|累计|总共|一共|共|总|均|全部|都|已经|已|按时|按期|按规定|按要求|依法依规|依法|及时|规范|公民、?法人(?:(?:[和或及、]|或者|以及)*其他组织)?|社会公众|人民群众|群众|公众(?!号)|申请人|(?:向|对)[^，。]{1,8}?(?:提出|提交|递交)|提出|提交|递交|件数|数量|总数|总量|数|量|有关|相关|的|了|到|为|是|约/gu
const REQUEST_WORDS = /政府信息公开|政务信息公开|政府信息|政务信息|信息公开|依申请|申请公开|公开申请|公开|申请|信息|事项|来件|件|办理|各类|有效/gu

const REQUEST = /申请(?!人|表|材料|书|执行|强制|指南|渠道|平台|流程|方式|程序|条件|办法|制度|入口|系统)|依申请/u
const FOREIGN = /留言|咨询|信访|投诉|举报|热线|建议|提案|来信|来访|诉求|工单|信箱|问政|网民|网友|意见|会议|培训|解读|活动|许可申请|补贴|救助|执行/u
const PUBLISHED = /(?:公开|发布|公布|推送|刊发|刊载|发表|上传|更新|公示).{0,24}$|信息$/u
const CHANNEL = /网站|网络|网上|线上|线下|信函|信件|邮|当面|现场|平台|窗口|微信|传真|公众号|来访|电话/u

export const stripped = (text: string): string => text.replace(PLAIN, '')

/** Which domain a clause's own words name; null if they name none. */
export function domainOf(label: string): Domain | null {
  if (/复议.*(?:诉讼|起诉|应诉)/u.test(label) && !/复议后/u.test(label)) return 'disputes'
  if (/诉讼|起诉|应诉/u.test(label)) return 'litigation'
  if (/复议/u.test(label)) return 'review'
  if (/规范性文件/u.test(label)) return 'normative'
  if (/规章(?!制度)/u.test(label)) return 'regulations'
  if (/行政(?:许可|处罚|强制)/u.test(label)) return 'decisions'
  if (/行政事业性收费/u.test(label)) return 'fees'
  if (/信访.{0,6}类申请/u.test(label)) return 'requests'
  if (/(?:予以|部分|不予|同意|准予)公开/u.test(label) || stripped(label) === '公开') return null
  if (FOREIGN.test(label)) return 'other'
  if (REQUEST.test(label)) return 'requests'
  return PUBLISHED.test(label) ? 'published' : null
}

const subject = (domain: Domain, key: string, words: string): Subject => ({ domain, key, words })

/** Whatever stands before the verb may name who did it, but neither a channel nor a kind of applicant. */
function isWhole(before: string): boolean {
  const plain = before.replace(/[^，。；]*等(?:多种)?(?:方式|渠道|途径|形式)/u, '').replace(PLAIN, '')
  return !CHANNEL.test(plain) && !/自然人|个人|企业|组织|转办|转来|逾期|延期|超期|口头|当场|新闻|涉及/u.test(plain)
}

const FORWARD = /(?:结转|转接|转结|转入|转至|转到|转)(?:至|到|入|在)?(?:下|次|明|翌)/u
const OVER = /(?:上|去|往)(?:一)?(?:年)?(?:度)?.{0,4}(?:结转|转接|转结|转入|遗留|接转)|承接(?:上|去)|(?:结转|转接)(?:自)?(?:上|去|往)/u

function requestSubject(told: string, year: number | null): Subject | null {
  const words = year === null ? told : told.replaceAll(String(year + 1), '下').replaceAll(String(year - 1), '上')
  if (FORWARD.test(words) || /于下年.*(?:办结|答复|办理)/u.test(words)) return subject('requests', 'carriedForward', '结转下年度继续办理')
  if (OVER.test(words)) return subject('requests', 'carriedOver', '上年结转')
  if (/(?:正在|尚在)(?:办理|处理)/u.test(words)) return subject('requests', 'underway', '正在办理')
  if (/结转|正在|尚在|待办|未办|办理中|在办/u.test(words)) return null
  const plain = words.replace(PLAIN, '').replace(/^[，、并且和及]+|答复$/gu, '')
  const outcome = OUTCOMES.find(([, , pattern]) => pattern.test(plain))
  if (outcome !== undefined && !/未|没/u.test(plain.replace(outcome[2], ''))) return subject('requests', outcome[0], outcome[1])
  const person = APPLICANTS.find(([, , pattern]) => pattern.test(plain.replace(/申请(?:公开)?(?:件)?$|^由|^属于?/gu, '')))
  if (person !== undefined) return subject('requests', `column.${person[0]}`, person[1])
  return verbSubject(words)
}

const VERBS: readonly (readonly [key: string, words: string, pattern: RegExp])[] = [
  ['newReceived', '新收政府信息公开申请', /新收到?|新受理|新增受理|新接收|新增|新申请/u],
  ['received+processed', '收到并答复政府信息公开申请', /(?:收到|受理|接收|接到)(?:并|、|和|及|且)*(?:已|全部|按时|依法|均)*(?:答复|办结|办理|回复|处理)(?:完成|完毕|完结)?/u],
  ['received', '收到政府信息公开申请', /收到|受理|接收|接到|收悉|收取|接受/u],
  ['processed', '办结（答复）政府信息公开申请', /(?:办理|处理|答复|回复)(?:完成|完毕|完结|答复|回复|结束)|办理结果|办结|答复|回复|办毕|办理完/u],
  ['handled', '办理政府信息公开申请', /办理|处理/u],
]

function verbSubject(words: string): Subject | null {
  for (const [key, told, pattern] of VERBS) {
    const found = pattern.exec(words)
    if (found === null) continue
    const rest = words.slice(found.index + found[0].length).replace(REQUEST_WORDS, '').replace(PLAIN, '').replace(/^完成|^完毕/u, '')
    const before = words.slice(0, found.index)
    if (!/^[\s“”、并和及以来自]*$/u.test(rest) || !isWhole(before)) return null
    return subject('requests', key, told)
  }
  const noun = words.replace(REQUEST_WORDS, '').replace(PLAIN, '')
  return REQUEST.test(words) && noun === '' ? subject('requests', 'noun', '政府信息公开申请') : null
}

const RESULTS: readonly (readonly [key: string, words: string, pattern: RegExp])[] = [
  ['upheld', '结果维持', /^(?:结果)?(?:被)?维持(?:结果)?$/u],
  ['corrected', '结果纠正', /^(?:结果)?(?:被)?纠正(?:结果)?$/u],
  ['otherResult', '其他结果', /^其他结果$/u],
  ['pending', '尚未审结', /^(?:尚|暂)?未审结$/u],
]
const DISPUTE_WORDS = /公民|法人|其他组织|因|由|针对|涉及?|涉|引发|引起|产生|导致|发生|被|提起|提出|办理|收到|接到|存在|有|以|作|申请|案件|案|情况|件|政府信息公开|政务公开|信息公开|依申请公开|公开|工作|答复|行政|新增|类|而|从|对|关于|就|未经|直接|起/gu

function disputeSubject(words: string, domain: Domain): Subject | null {
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

const NORMATIVE_VERBS: readonly (readonly [key: string, words: string, pattern: RegExp])[] = [
  ['repealed', '废止', /废止/u],
  ['inForce', '现行有效', /现行有效|继续有效|继续保留|保留有效|有效/u],
  ['made', '制发', /新?(?:制定|制发|印发|出台|制作)(?:并|、)?(?:印发|出台|制发)?/u],
]
const NORMATIVE_WORDS = /行政|政府|规范性文件|规章|文件|件|并|公开|发布|组织|废止|继续执行|行政机关/gu

function normativeSubject(words: string, domain: 'normative' | 'regulations'): Subject | null {
  const verbs = NORMATIVE_VERBS.filter(([, , pattern]) => pattern.test(words))
  const [verb] = verbs
  if (verb === undefined || verbs.length > 1 || /修改|修订|失效|备案|审查|起草|党内|公开|发布|解读/u.test(words)) return null
  const found = verb[2].exec(words)
  const rest = words.slice((found?.index ?? 0) + (found?.[0].length ?? 0)).replace(NORMATIVE_WORDS, '').replace(PLAIN, '')
  const noun = domain === 'normative' ? '行政规范性文件' : '规章'
  return rest === '' && !/以.*名义|各|联合/u.test(words) ? subject(domain, `${domain}.${verb[0]}`, `${verb[1]}${noun}`) : null
}

const DECISIONS: readonly (readonly [key: string, words: string, pattern: RegExp])[] = [
  ['licensing', '行政许可处理决定', /行政许可/u],
  ['penalties', '行政处罚处理决定', /行政处罚/u],
  ['compulsion', '行政强制处理决定', /行政强制/u],
]

function decisionSubject(words: string): Subject | null {
  const found = DECISIONS.filter(([, , pattern]) => pattern.test(words))
  const [decision] = found
  if (decision === undefined || found.length > 1) return null
  const rest = words.replace(PLAIN, '').replace(decision[2], '').replace(/作出|做出|办结|审结|办理|处理|实施|下达|决定书?|案件|措施|执行|件|类|新增|各类|完成/gu, '')
  if (/公开|公示|发布|上传|归集|报送|录入|推送|信息|事项|清单|目录/u.test(words)) return null
  return rest === '' || /^\p{Script=Han}{2,8}(?:镇|乡|街道|局|县|市|区|委)$/u.test(rest) ? subject('decisions', decision[0], decision[1]) : null
}

function feeSubject(words: string): Subject | null {
  const rest = words.replace(PLAIN, '').replace(/行政事业性收费|收取|征收|收费|收入|金额|项目|实现|完成|合计|总额/gu, '')
  return rest === '' && !/减免|免征|退/u.test(words) ? subject('fees', 'fees', '行政事业性收费金额') : null
}

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
