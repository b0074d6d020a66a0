import type { Entry } from './entry.ts'
import { stripped } from './subjects/index.ts'

/** By what a total is divided. Parts by different axes are parts of different divisions and do not add up. */
export type Axis = 'channel' | 'applicant' | 'outcome' | 'status' | 'forward' | 'origin' | 'period' | 'class' | 'any'

const AXES: readonly (readonly [axis: Axis, pattern: RegExp])[] = [
  ['forward', /(?:结转|转接|转结|转入|转)(?:至|到|入|在)?(?:下|次|明|20\d\d)|正在(?:办理|处理)|在办|未办结/u],
  ['origin', /结转|新收/u],
  ['period', /上半年|下半年|季度|\d月/u],
  ['applicant', /自然人|公民|个人|个体工商户|法人|企业|社会组织|科研机构|公益组织|法律服务/u],
  ['outcome', /予以公开|部分公开|(?:^|答复|决定|依法|全部|(?<!事)后)公开$|不予公开|无法提供|不予处理|其他处理|同意公开|^不?公开类|不属于|非本机关|不存在|不掌握|告知|撤[销回诉]|补正|逾期|另行制作|重复申请|执法案卷|内部事务|过程性|国家秘密|第三方|维持|纠正|审结|驳回|终止/u],
  ['status', /答复|办结|办理|回复|处理|受理|收到/u],
  ['channel', /网站|门户|官网|微信|公众号|微博|抖音|头条|客户端|大喇叭|微信群|短信|新媒体|APP|app|LED|公示栏|公开栏|公告栏|宣传栏|专栏|栏目|显示屏|电子屏|大厅|村村通|展板|媒体|报[纸刊]|电视|电台|广播|平台|线上|线下|网上|网络|信函|信件|邮|当面|现场|窗口|传真|来访|电话|公报|发布会|政务服务网|视频号|宣传册|渠道|方式|途径/u],
]

/** The axis of a part, told from its own words; `any` for 其他, which goes with all. */
export function axisOf(entry: Entry | undefined): Axis {
  if (entry === undefined) return 'class'
  if (/^(?:其中)?(?:其余|其[他它](?!处理|组织|法人))/u.test(entry.label) && !/答复|办结|结转/u.test(entry.tail)) return 'any'
  const label = stripped(entry.label).replace(/^(?:其余|其[他它]|剩余|余下|除|有|另|另有|还有|尚有)$/u, '')
  const words = label === '' ? entry.tail : label
  return AXES.find(([, pattern]) => pattern.test(words))?.[0] ?? 'class'
}
