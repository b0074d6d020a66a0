import { PLAIN, subject, type Subject } from './words.ts'

const NORMATIVE_VERBS: readonly (readonly [key: string, words: string, pattern: RegExp])[] = [
  ['repealed', '废止', /废止/u],
  ['inForce', '现行有效', /现行有效|继续有效|继续保留|保留有效|有效/u],
  ['made', '制发', /新?(?:制定|制发|印发|出台|制作)(?:并|、)?(?:印发|出台|制发)?/u],
]
const NORMATIVE_WORDS = /(?:《[^》]*》[、和及]?)+等|行政|政府|规范性文件|规章|文件|件|并|公开|发布|组织|废止|继续执行|行政机关/gu

/** Of table 2, item (一). */
export function normativeSubject(words: string, domain: 'normative' | 'regulations'): Subject | null {
  const verbs = NORMATIVE_VERBS.filter(([, , pattern]) => pattern.test(words))
  const [verb] = verbs
  if (verb === undefined || verbs.length > 1 || /修改|修订|失效|备案|审查|起草|党内|公开|发布|解读/u.test(words)) return null
  const found = verb[2].exec(words)
  const rest = words.slice((found?.index ?? 0) + (found?.[0].length ?? 0)).replace(NORMATIVE_WORDS, '').replace(PLAIN, '').replace(/^有$/u, '')
  const noun = domain === 'normative' ? '行政规范性文件' : '规章'
  return rest === '' && !/以.*名义|各|联合/u.test(words) ? subject(domain, `${domain}.${verb[0]}`, `${verb[1]}${noun}`) : null
}

const DECISIONS: readonly (readonly [key: string, words: string, pattern: RegExp])[] = [
  ['licensing', '行政许可处理决定', /行政许可/u],
  ['penalties', '行政处罚处理决定', /行政处罚|(?:作出|做出)处罚/u],
  ['compulsion', '行政强制处理决定', /行政强制/u],
]

/** Of table 2, items (五) and (六). */
export function decisionSubject(words: string): Subject | null {
  const found = DECISIONS.filter(([, , pattern]) => pattern.test(words))
  const [decision] = found
  if (decision === undefined || found.length > 1) return null
  const rest = words.replace(/[^，。；]{1,14}等(?=行政)/u, '').replace(PLAIN, '').replace(decision[2], '').replace(/作出|做出|给予|结案|并|办结|审结|办理|处理|实施|下达|决定书?|案件|措施|执行|件|类|新增|各类|完成/gu, '')
  if (/公开|公示|发布|上传|归集|报送|录入|推送|信息|事项|清单|目录/u.test(words)) return null
  return rest === '' || /^\p{Script=Han}{2,8}(?:镇|乡|街道|局|县|市|区|委|厅|办|院|中心|大[厅队]|支队|所|站)$/u.test(rest) ? subject('decisions', decision[0], decision[1]) : null
}

/** Of table 2, item (八). */
export function feeSubject(words: string): Subject | null {
  const rest = words.replace(PLAIN, '').replace(/[^，]*等(?=行政事业性收费)/u, '').replace(/行政事业性收费|收取|征收|收费|收入|金额|项目|实现|完成|合计|总额|额/gu, '')
  return rest === '' && !/减免|免征|退/u.test(words) ? subject('fees', 'fees', '行政事业性收费金额') : null
}
