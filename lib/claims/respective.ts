import type { Entry } from './entry.ts'
import { domainOf } from './subjects/index.ts'

const RESPECTIVELY = /^(?<heads>.+?)(?:数量?)?(?:分别(?:为|是|有|达到?|共)?|依次(?:为|是)|各为)(?<verb>[^，、和及与\d]{0,4})$/u
const OPENINGS = ['分别', '依次', '各为']
const NEXT = /^(?:、|，|和|及|与|以及)$/u
/** What the last of several names shares with those before it: 制发、废止规范性文件. */
const SHARED_NOUN = /(?:行政)?规范性文件$|(?:政府信息公开)?申请$|信息$/u
/** What the first shares with those behind it: 行政许可、处罚. */
const SHARED_KIND = /^(?:许可|处罚|强制|复议|诉讼)/u

function namesIn(heads: string): string[] {
  const names = heads.split(/[、和及与]|以及/u)
  const noun = SHARED_NOUN.exec(names.at(-1) ?? '')?.[0] ?? ''
  const isKind = /行政(?:许可|处罚|强制|复议|诉讼)/u.test(names[0] ?? '')
  return names.map((name, at) => {
    const named = at > 0 && isKind && SHARED_KIND.test(name) ? `行政${name}` : name
    return domainOf(named) === null && at < names.length - 1 ? `${named}${noun}` : named
  })
}

/** 行政复议、行政诉讼分别为3件、1件: gives each number the name that it belongs to, where there are as many of both. */
export function namedRespectively(entries: readonly Entry[]): Entry[] {
  const named = [...entries]
  entries.forEach((entry, at) => {
    if (!OPENINGS.some((words) => entry.label.includes(words))) return
    const { heads, verb = '' } = RESPECTIVELY.exec(entry.label)?.groups ?? {}
    if (heads === undefined) return
    const names = namesIn(heads)
    if (names.length < 2 || names.some((name) => name === '')) return
    let last = at
    while (entries[last + 1]?.label === '' && NEXT.test(entries[last + 1]?.gap ?? '')) last++
    if (last - at + 1 !== names.length) return
    names.forEach((name, index) => {
      const own = named[at + index]
      if (own !== undefined) named[at + index] = { ...own, label: `${name}${verb}` }
    })
  })
  return named
}
