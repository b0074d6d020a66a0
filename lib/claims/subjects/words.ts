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

/** Says nothing of which quantity it is. */
export const PLAIN = /(?:群众|公众|公民|市民|居民)[、和及与](?:各类)?(?:企业|企事业单位|单位|社会组织)等?|(?:通过|以)[^，。；\d]{1,8}[、和及][^，。；\d]{1,8}(?:[、和及][^，。；\d]{1,8}|等(?:多种)?(?:方式|渠道|途径|形式)?)(?:提交|提出|递交)的?|20\d\d年度?|其中|全年|全(?:局|镇|乡|街道|县|市|区|省|委)|本年度?|今年|年内|当年|年度|我[局镇乡县市区省州旗委厅办院处会]|我(?:街道|单位|机关|部门|中心|大队|支队|校|所|站|队)|本(?:机关|单位|部门|街道|级|局|镇|乡|委|办|厅|县|市|区)|局本级|共计|总计|合计|累计|总共|一共|共|总|均|全部|都|已经|已|按时|按期|按规定|按要求|依法依规|依法|及时|规范|公民、?法人(?:(?:[和或及、]|或者|以及)*其他组织)?|社会公众|人民群众|群众|公众(?!号)|申请人|(?:向|对)[^，。]{1,8}?(?:提出|提交|递交)|提出|提交|递交|件数|数量|总数|总量|数|量|有关|相关|的|了|到|为|是|约/gu

export const REQUEST = /申请(?!人|表|材料|书|执行|强制|指南|渠道|平台|流程|方式|程序|条件|办法|制度|入口|系统)|依申请/u
const FOREIGN = /留言|咨询|信访|投诉|举报|热线|建议|提案|来信|来访|诉求|工单|信箱|问政|网民|网友|意见|会议|培训|解读|活动|许可申请|补贴|救助|执行/u
const PUBLISHED = /(?:公开|发布|公布|推送|刊发|刊载|发表|上传|更新|公示).{0,24}$|信息$/u

export const stripped = (text: string): string => text.replace(PLAIN, '')

/** Which domain a clause's own words name; null if they name none. */
export function domainOf(label: string): Domain | null {
  if (/复议.*(?:诉讼|起诉|应诉)/u.test(label) && !/复议后/u.test(label)) return 'disputes'
  if (/诉讼|起诉|应诉/u.test(label)) return 'litigation'
  if (/复议/u.test(label)) return 'review'
  if (/规范性文件/u.test(label)) return 'normative'
  if (/规章(?!制度)/u.test(label)) return 'regulations'
  if (/行政(?:许可|处罚|强制)|[作做]出处罚/u.test(label)) return 'decisions'
  if (/行政事业性收费/u.test(label)) return 'fees'
  if (/信访.{0,6}类申请/u.test(label)) return 'requests'
  if (/(?:予以|部分|不予|同意|准予)公开/u.test(label) || /^公开有?$/u.test(stripped(label))) return null
  if (FOREIGN.test(label) && !/结转/u.test(label)) return 'other'
  if (REQUEST.test(label)) return 'requests'
  return PUBLISHED.test(label) ? 'published' : null
}

export const subject = (domain: Domain, key: string, words: string): Subject => ({ domain, key, words })
