const UNIT = /.+?(?:自治区|自治州|街道|苏木|[省市州盟县旗区镇乡])/gu
const BODY = /(?:人民政府|政府)?(?:办公室|办公厅|办事处)?$/u
const KIND = /(?:自治区|自治州|街道|苏木|委员会|[省市州盟县旗区镇乡局委厅办])$/u

/**
 * The ways in which a report calls the agency of this name, longest first: `澜川县水务局` is also 澜川县, 澜川, 水务局, 水务.
 * @param name folded: simplified characters, half width, no white space
 */
export function nameForms(name: string): string[] {
  const plain = name.replaceAll(/\([^()]*\)/gu, '').replaceAll(/[^\p{Script=Han}]/gu, '')
  const stem = plain.replace(BODY, '')
  const units = stem.match(UNIT) ?? []
  const rest = stem.slice(units.join('').length)
  const parts = [plain, stem, ...units, rest, ...stem.split(/(?<=[省市州盟县旗区])/u)]
  const forms = parts.flatMap((part) => [part, part.replace(KIND, '')]).filter((form) => form.length >= 2)
  return [...new Set(forms)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
}

/** Governments of counties and above and their offices file reports of their own; a town's office files the town's. */
const GOVERNMENT = /[省市州盟县旗区](?:人民)?政府$/u
const OFFICE = /[省市州盟县旗区](?:人民)?政府办公[室厅]$/u

/** Whether two names mean the same agency, one perhaps without the places above it: `白桦镇`, `云岭县白桦镇人民政府`. */
export function isSameAgency(a: string, b: string): boolean {
  if (GOVERNMENT.test(a.trim()) ? OFFICE.test(b.trim()) : OFFICE.test(a.trim()) && GOVERNMENT.test(b.trim())) return false
  const [first, second] = [plainName(a), plainName(b)]
  if (first === '' || second === '') return false
  const [long, short] = first.length >= second.length ? [first, second] : [second, first]
  return long === short || (long.endsWith(short) && /[省市州盟县旗区镇乡]$|街道$/u.test(long.slice(0, -short.length)))
}

const plainName = (name: string): string => name.replaceAll(/[（(].*?[)）]/gu, '').replaceAll(/[^\p{Script=Han}]/gu, '').replace(BODY, '')

/** The same for all names of one agency, and for few others. */
export const agencyKey = (name: string): string => plainName(name).slice(-2)
