/** When and whose: what the words before a quantity say of it. */
export interface Scope {
  /** The year as stated, the report's where none is; null where neither is known. */
  readonly year: number | null
  /** Where the year is stated in the passage; null if it is not. */
  readonly yearAt: number | null
  /** `part`: months or a quarter; `several`: more than one year. */
  readonly span: 'year' | 'part' | 'several'
  /** `others`: subordinate or other bodies; `whole`: a whole region or system, which a government may report as its own. */
  readonly body: 'own' | 'whole' | 'others'
}

type Change = Partial<Scope> & { readonly at: number; readonly open?: boolean; readonly close?: boolean; readonly end?: 'sentence' | 'group' }

/** What any of them begins with, so that most characters are passed over at once. */
const FIRST = '(?=[近一二两三四五六七八九十\\d历自任成开建上去前下明次本今全报当年前每月日平各所基局委直区县市省系税检法统公指督协配其我(（)）。！？\\n；])'

const PATTERN = new RegExp(
  FIRST + '(?:' + [
    String.raw`(?<several>近[一二两三四五六七八九十\d]+年|[二两三四五六七八九十\d]+年来|历年|历史累计|20\d\d年?(?:\d+月)?以来|自20\d\d年(?!1月1日)|20\d\d(?:年)?[-~至到]20\d\d|十[三四五]五|任期|成立以来|开通以来|建站以来|上线以来)`,
    String.raw`(?<part>上半年|下半年|前?[一二三四1-4]季度|\d{1,2}月份|(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?(?:以后|之后|后|底|末|[上中下]旬|以来)?(?=收到|受理|新收|接到|接收|办结|答复|印发|出台|分别)|(?!0?1[-~至到]12月)\d{1,2}[-~至到]\d{1,2}月|每(?:季度?|月|周|日|天|年|半年|个?季度)|月均|日均|年均|平均)`,
    String.raw`(?<year>20\d\d)年(?!\d*月?\d*日?(?:底|末)?(?:之|以)?前|\d*月?\d*日?(?:印发|出台|修订|制定|发布的)|度?(?:政务公开|政府信息公开)?(?:工作)?(?:考核|报告|年报|评估|评议|督查|检查|审计|测评|要点|通报))`,
    String.raw`(?<last>(?:上|去|前)一?年度?)`,
    String.raw`(?<next>(?:下|明|次)一?年度?)`,
    String.raw`(?<now>本年度?|今年|全年|报告年度|当年|年内|一年来)`,
    String.raw`(?<others>全(?:省|市|县|区|州|盟|旗|系统)(?:共有?|有)?\d+[家个]|各(?:级|部门|单位|乡镇|镇|乡|街道|区县|县区|县市区|县|区|委办局|科室|股室|处室|村|社区|园区|成员单位|分局|市州|市直)|下属|所属|下级|基层单位|局属|委属|直属|区直|县直|市直|省直|(?:协助|配合)(?=[^，。；]{0,14}(?:答复|办理|办结|处理|回复))|系统内|全系统|[税检法统公]\p{Script=Han}{1,3}系统|(?<![为的])(?:指导|督促|协助)(?=全|下[属级]|各|所属|基层|乡镇|镇|街道|部门|单位|有关|相关)|其他(?:单位|机关|部门))`,
    String.raw`(?<own>本级|本机关|本单位|本部门|本局|本镇|本乡|本街道|本委|本厅|本办|(?:局|厅|委|办|院|署|镇|乡)机关|我(?:局|镇|乡|县|市|区|省|州|盟|旗|委|厅|办|街道|单位|机关|部门|院|会|处|中心|园|关|校|所|站|队|大队|支队))`,
    String.raw`(?<whole>全(?:省|市|县|区|州|盟|旗|[局厅委]?系统|辖区))`,
    String.raw`(?<open>\()`,
    String.raw`(?<close>\))`,
    String.raw`(?<sentence>[。！？\n])`,
    String.raw`(?<group>；)`,
  ].join('|') + ')',
  'gu',
)

const CARRIED = /^(?:的)?(?:无|没有|未有)?(?:任何)?(?:年)?(?:度)?(?:的)?(?:结转|结余|顺延|留存|转接|转结|转入|遗留|转|未办结|未完成|跨年)/u

function changeOf(groups: Readonly<Record<string, string | undefined>>, text: string, at: number, length: number, year: number | null): Change | null {
  if (groups.several !== undefined) return { at, span: 'several' }
  if (groups.year !== undefined || groups.last !== undefined || groups.next !== undefined) {
    // 上年结转、结转下年 and 2023年结转 say where a request goes, not when the number was counted.
    const before = text.slice(Math.max(0, at - 6), at)
    if (CARRIED.test(text.slice(at + length, at + length + 8)) || /(?:转|转至|转到|转入|转接|承接|至|到|比|较|与|和)$/u.test(before)) return null
    // 是2024年(26件)的1.5倍: another year's number in its bracket.
    if (/^\(\d/u.test(text.slice(at + length, at + length + 2))) return null
    if (groups.next !== undefined) return null
    const stated = groups.year === undefined ? (year === null ? null : year - 1) : Number(groups.year)
    return { at, year: stated, yearAt: at, span: 'year' }
  }
  if (groups.now !== undefined) return { at, span: 'year', ...(groups.now === '全年' ? {} : { year, yearAt: null }) }
  if (groups.part !== undefined) return { at, span: 'part' }
  if (groups.others !== undefined) return { at, body: 'others' }
  if (groups.own !== undefined) return { at, body: 'own' }
  if (groups.whole !== undefined) return { at, body: 'whole' }
  if (groups.open !== undefined) return { at, open: true }
  if (groups.close !== undefined) return { at, close: true }
  return { at, end: groups.sentence === undefined ? 'group' : 'sentence' }
}

/** What holds at any offset of a folded passage. A stated year holds on through the passage, all else to the end of its sentence. */
export function scopesOf(text: string, year: number | null): (at: number) => Scope {
  let scope: Scope = { year, yearAt: null, span: 'year', body: 'own' }
  const held: Scope[] = []
  const states: { at: number; scope: Scope }[] = [{ at: 0, scope }]
  for (const found of text.matchAll(PATTERN)) {
    const change = changeOf(found.groups ?? {}, text, found.index, found[0].length, year)
    if (change === null) continue
    const { at, open, close, end, ...rest } = change
    if (open === true) held.push(scope)
    else if (close === true) scope = held.pop() ?? scope
    else if (end === 'sentence') {
      scope = { ...scope, span: 'year', body: 'own' }
      held.length = 0
    } else if (end === 'group') scope = { ...scope, body: 'own' }
    else scope = { ...scope, ...rest }
    states.push({ at, scope })
  }
  let index = 0
  return (at) => {
    if ((states[index]?.at ?? 0) > at) index = 0
    while (index + 1 < states.length && (states[index + 1]?.at ?? Infinity) <= at) index++
    return states[index]?.scope ?? scope
  }
}
