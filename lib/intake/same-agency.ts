import { fold } from '../parse/fold.ts'

/** As departments are called for short, everywhere alike. */
const SHORT: readonly (readonly [full: RegExp, short: string])[] = [
  [/发展[和与]?改革/g, '发改'],
  [/人力资源[和与]?社会保障/g, '人社'],
  [/住房[和与]?城乡建设/g, '住建'],
  [/卫生健康/g, '卫健'],
  [/市场监督管理|市场监管/g, '市监'],
  [/文化[和与]?旅游/g, '文旅'],
  [/工业[和与]?信息化/g, '工信'],
  [/科学技术/g, '科技'],
  [/退役军人事务/g, '退役军人'],
  [/应急管理/g, '应急'],
  [/医疗保障/g, '医保'],
  [/交通运输/g, '交通'],
  [/城市管理/g, '城管'],
  [/教育体育/g, '教体'],
  [/政府办$/g, '政府办公室'],
  [/委员会$/g, '委'],
]
const shortened = (name: string): string => SHORT.reduce((text, [full, short]) => text.replaceAll(full, short), name)

/** 星湖县云桥镇人民政府 and 星湖县云桥镇 are one body, and so are 街道办 and 街道办事处, 卫健局 and 卫生健康局. */
export const plainName = (name: string): string =>
  shortened(plainWords(name)).replace(/(?<=街道)办$|办事处$|(?<=.)政府$/u, '')

const plainWords = (name: string): string =>
  fold(name)
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('人民政府', '政府')
    .replaceAll('管理委员会', '管委会')

const REGION = /^\p{L}{1,8}?(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|县|区|旗|盟|州)/u

/** A plain name, and what is left of it without the places in front: 星湖县云桥镇, 云桥镇. */
export function shortNames(plain: string): string[] {
  const names = [plain]
  for (let rest = plain.replace(REGION, ''); rest.length >= 2 && rest !== names.at(-1); rest = rest.replace(REGION, '')) names.push(rest)
  return names
}

/** Whether two names may mean one body: equal, or one with the places in front that the other leaves out. */
export function sameAgency(a: string, b: string): boolean {
  const [first, second] = [plainName(a), plainName(b)]
  return first === second || shortNames(first).includes(second) || shortNames(second).includes(first)
}
