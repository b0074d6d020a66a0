import { PLAIN, REQUEST, subject, type Subject } from './words.ts'

const OUTCOMES: readonly (readonly [key: string, words: string, pattern: RegExp])[] = [
  ['partiallyGranted', '部分公开', /^(?:予以|同意|准予)?部分(?:予以|同意|准予)?公开$|^区分处理$/u],
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

const REQUEST_WORDS = /政府信息公开|政务信息公开|政府信息|政务信息|信息公开|依申请|申请公开|公开申请|公开|申请|信息|事项|来件|件|办理|各类|有效/gu

const CHANNEL = /网站|网络|网上|线上|线下|信函|信件|邮|当面|现场|平台|窗口|微信|传真|公众号|来访|电话/u


/** Whatever stands before the verb may name who did it, but neither a channel nor a kind of applicant. */
function isWhole(before: string): boolean {
  const plain = before.replace(/[^，。；]*等(?:多种)?(?:方式|渠道|途径|形式)/u, '').replace(PLAIN, '')
  return !CHANNEL.test(plain) && !/自然人|个人|企业|组织|转办|转来|逾期|延期|超期|口头|当场|新闻|涉及/u.test(plain)
}

const FORWARD = /(?:结转|转接|转结|转入|转至|转到|顺延|延续|转)(?:至|到|入|在)?(?:下|次|明|翌)|跨年(?:度)?(?:继续)?(?:办理|处理|答复)/u
const OVER = /年初(?:在办|未办结|结存|留存)|(?:上|去|往)(?:一)?(?:年)?(?:度)?.{0,4}(?:结转|结余|顺延|留存|转接|转结|转入|转来|遗留|接转)|承接(?:上|去)|(?:结转|转接)(?:自)?(?:上|去|往)/u

/** Of the rows and columns of table 3; null where the words narrow it to something that the form does not count. */
export function requestSubject(told: string, year: number | null): Subject | null {
  const words = year === null ? told : told.replaceAll(String(year + 1), '下').replaceAll(String(year - 1), '上')
  if (FORWARD.test(words) || /[于在待]下年度?.*(?:办结|答复|办理)/u.test(words)) return subject('requests', 'carriedForward', '结转下年度继续办理')
  if (OVER.test(words)) return subject('requests', 'carriedOver', '上年结转')
  if (/^(?:年末|年底|期末)?(?:尚|仍|暂)?(?:在办|待办|未办结|未办理完毕)$/u.test(words.replace(PLAIN, ''))) return subject('requests', 'open', '尚未办结')
  if (/(?:正在|尚在|仍在)(?:办理|处理)/u.test(words)) return subject('requests', 'underway', '正在办理')
  if (/^(?:年末|年底|目前|其中)?(?:尚|仍|暂)未(?:办结|办理完毕|答复)$/u.test(words.replace(PLAIN, ''))) return subject('requests', 'underway', '正在办理')
  // 不予处理8件, 将在下月答复1件: neither handled nor done.
  if (/结转|正在|尚在|待办|未办|办理中|在办|不予处理.|[^情]将|拟|相关申请|此类|该类|同类/u.test(words)) return null
  const plain = words.replaceAll(/[“”‘’]/gu, '').replace(PLAIN, '').replace(/^答复为?(?=予以|部分|不予|无法|不掌握)|^申请中|^[，、并且和及对将]+|答复$|有$/gu, '')
  if (/^公开(?:和|及|与|、)部分公开$/u.test(plain.replaceAll(/予以|同意/gu, ''))) return subject('requests', 'granted+partial', '予以公开和部分公开')
  const outcome = OUTCOMES.find(([, , pattern]) => pattern.test(plain))
  if (outcome !== undefined && !/未|没/u.test(plain.replace(outcome[2], ''))) return subject('requests', outcome[0], outcome[1])
  const person = APPLICANTS.find(([, , pattern]) => pattern.test(plain.replace(/申请(?:公开)?(?:件)?$|^由|^属于?/gu, '')))
  if (person !== undefined) return subject('requests', `column.${person[0]}`, person[1])
  return verbSubject(words)
}

const VERBS: readonly (readonly [key: string, words: string, pattern: RegExp])[] = [
  ['due', '应当办理的政府信息公开申请', /应办(?:理|结)?|应予?答复|应处理|(?:共)?需要?办理/u],
  ['newReceived', '新收政府信息公开申请', /新收到?|新受理|新增受理|新接收|新增|新申请/u],
  ['received+processed', '收到并答复政府信息公开申请', /(?:收到|受理|接收|接到)(?:并|、|和|及|且)*(?:已|全部|按时|依法|均)*(?:答复|办结|办理|回复|处理)(?:完成|完毕|完结)?/u],
  ['received', '收到政府信息公开申请', /收到|登记|受理|接收|接到|收悉|收取|接受/u],
  ['processed', '办结（答复）政府信息公开申请', /(?:办理|处理|答复|回复)(?:完成|完毕|完结|答复|回复|结束)|办理结果|办结|答复|回复|办毕|办理完/u],
  ['handled', '办理政府信息公开申请', /(?<!不予|不再)(?:办理|处理)/u],
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
