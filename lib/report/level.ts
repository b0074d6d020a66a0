import * as z from 'zod'

/** Whose report it is; deadlines depend on it. `department` is a department of a government of county level or above. */
export const Level = z.enum(['ministry', 'province', 'city', 'county', 'department', 'township'])
export type Level = z.infer<typeof Level>

const MUNICIPALITIES = /^(?:北京|上海|天津|重庆)市$/
const NAMES: readonly (readonly [name: RegExp, level: Level])[] = [
  [/(?:镇|乡|街道|苏木)(?:人民政府|政府|办事处|街道办)?$|街道办$/, 'township'],
  [/^(?:国家(?:税务|市场监督管理|体育|统计|信访|广播电视|医疗保障|机关事务管理)?(?:总局|局)|国家(?:发展和改革|民族事务|卫生健康)委员会|海关总署|国务院.*(?:部|委员会|署|总局)|(?:外交|教育|科学技术|工业和信息化|公安|民政|司法|财政|人力资源和社会保障|自然资源|生态环境|住房和城乡建设|交通运输|水利|农业农村|商务|文化和旅游|退役军人事务|应急管理)部)$/, 'ministry'],
  [/(?:局|厅|委员会|委|办公室|办公厅|外事办|信访办|海关|支队|总队|监狱|研究室|办)$/, 'department'],
]
/** Neither government nor department for certain: development zones and their committees. */
const ZONE = /(?:开发区|新区|园区|高新区|管理区|示范区|试验区|度假区|保税区|合作区)(?:人民政府|政府|管理委员会|管委会)?$|管委会$|管理委员会$/

/**
 * The level that an agency's name tells for certain; null where it does not (`某某市人民政府` may be a city or a
 * county-level one, a development zone has none of its own).
 */
export function inferLevel(name: string): Level | null {
  const plain = name.replace(/\s/g, '').replace(/[(（].*?[)）]$/, '')
  if (ZONE.test(plain)) return null
  for (const [pattern, level] of NAMES) if (pattern.test(plain)) return level
  const place = plain.replace(/(?:人民)?政府$/, '')
  if (/(?:省|自治区)$/.test(place) || MUNICIPALITIES.test(place)) return 'province'
  if (/(?:自治州|地区|盟)$/.test(place)) return 'city'
  if (/(?:县|旗)$/.test(place)) return 'county'
  if (/区$/.test(place) && (place !== plain || /[市州盟].+区$/.test(place))) return 'county'
  return /[市州盟].+市$/.test(place) ? 'county' : null
}
