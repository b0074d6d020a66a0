import { Level } from '../report/index.ts'

/** What offices write for a level, without blanks, brackets and 级 at the end. */
const WORDS: Readonly<Record<Level, readonly string[]>> = {
  ministry: ['国务院部门', '国务院部委', '国务院', '中央', '中央部门', '中央部委', '部委', '国家', '国家部委'],
  province: ['省级政府', '省', '省政府', '省人民政府', '自治区', '直辖市', '省区市'],
  city: ['市级政府', '市', '市政府', '市人民政府', '地', '地市', '地级市', '设区的市', '设区市', '自治州', '州', '盟', '地区'],
  county: ['县级政府', '县', '县政府', '县人民政府', '区', '区县', '县区', '县市区', '市辖区', '县级市', '区政府', '旗', '自治县', '自治旗'],
  department: ['政府部门', '部门', '工作部门', '职能部门', '政府工作部门', '省直', '省直部门', '省级部门', '市直', '市直部门', '市级部门', '县直', '县直部门', '县级部门', '区直', '区直部门', '区级部门'],
  township: ['乡镇街道', '乡', '镇', '乡镇', '街道', '镇街', '乡街道', '镇街道', '乡镇办', '乡级政府', '乡政府', '镇政府', '乡镇政府', '街道办', '街道办事处', '苏木'],
}
const LEVELS: ReadonlyMap<string, Level> = new Map(Level.options.flatMap((level) => [level, ...WORDS[level]].map((word) => [word, level])))

/** What may be written for each level, for whoever wrote something else. */
export const LEVEL_HELP = `${Level.options.join('、')} 之一（或者${Level.options.map((level) => WORDS[level][0]).join('、')}）`

/** The level that a cell states; undefined for what is none. */
export function readLevel(text: string): Level | undefined {
  const word = text.replaceAll(/[\s()/、]/g, '').toLowerCase()
  return LEVELS.get(word) ?? LEVELS.get(word.replace(/级$/, ''))
}

const RANKS: Readonly<Partial<Record<Level, number>>> = { ministry: 0, province: 1, city: 2, county: 3, township: 4 }

/** Whether the one stands above the other among governments; departments stand beside all of them. */
export function standsAbove(level: Level, other: Level): boolean {
  const [rank, otherRank] = [RANKS[level], RANKS[other]]
  return rank !== undefined && otherRank !== undefined && rank < otherRank
}
