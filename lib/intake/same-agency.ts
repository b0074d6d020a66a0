import { fold } from '../parse/fold.ts'

/** 星湖县云桥镇人民政府 and 星湖县云桥镇 are one body, and so are 街道办 and 街道办事处. */
export const plainName = (name: string): string =>
  fold(name)
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('人民政府', '政府')
    .replaceAll('管理委员会', '管委会')
    .replace(/(?<=街道)办$|办事处$|(?<=.)政府$/u, '')

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
