const SUFFIX =
  '(?:人民政府|政府|办事处|街道|镇|乡|苏木|县|旗|区|市|省|州|局|厅|委员会|管委会|委|办公室|办公厅|办|部|署|院|中心|海关|分局|支队|总队|大队|学校|医院|银行)'
const AGENCY = new RegExp(`^[\\u4e00-\\u9fff〇()]{1,38}${SUFFIX}(?:\\([\\u4e00-\\u9fff]+\\))?$`)

/** Whether folded text can be nothing but an agency's name. */
export function isAgencyName(folded: string): boolean {
  return folded.length >= 3 && folded.length <= 40 && AGENCY.test(folded) && !/^(?:关于|根据|附件|联系|其他|总体|存在|责任编辑)|公开|情况|报告/.test(folded)
}

const YEAR = /(?<!\d)(?:20\d\d|\(20\d\d\)|二[〇○零一二三四五六七八九]{3})年?(?:年?度)*/g

/** The agency in a folded title; null if it names none. 政府 may belong to the agency and to 政府信息公开 at once. */
export function agencyInTitle(folded: string): string | null {
  const words = folded.replace(/^关于/, '').replace(/\([^()]*\)$/, '').replace(YEAR, '').replace(/^年?度?/, '')
  const match = /^(.*?)(政府)?(?:信息|政务)公开/.exec(words)
  const before = match?.[1]?.replace(/^[^\p{L}]+|[的、,:—-]+$|(?:关于|的)$/gu, '') ?? ''
  if (before.length < 2 || /[。,;!?]/.test(before)) return null
  return match?.[2] !== undefined && before.endsWith('人民') ? `${before}政府` : before
}

/** Of several names the fullest that surely means the agency called `name`: with its county in front, or 人民政府 behind. */
export function fullest(name: string, others: readonly string[]): string {
  const stem = name.replace(/(?:人民)?政府$|办事处$/, '')
  const same = others.filter(other => new RegExp(`^[\\u4e00-\\u9fff]*${escape(stem)}(?:人民政府|政府|办事处)?$`).test(other))
  return same.reduce((best, other) => (other.length > best.length ? other : best), name)
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
