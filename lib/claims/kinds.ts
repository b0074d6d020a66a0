const PEOPLE = /^(?:人|名|位|人次)$/u
const THINGS = /^(?:件|条|项|份|宗|起|例|篇|则|期|个|部|封|次|件次|条次|篇次|批|批次|册|张|幅)?$/u
/** 新媒体账号3个，发布量分别为640条: what is counted so holds things, and is no sum of them. */
const HOLDERS = /^(?:个|次|批|批次|场次)$/u
/** Whether figures in `part` may be parts of one in `total`. */
export const mayDivide = (part: string, total: string): boolean => sameKind(part, total) && (part === total || part === '' || !HOLDERS.test(total) || /^[个项处]$/u.test(part) || (HOLDERS.test(part) && total !== '个'))

/** 份 and 件 count the same things; money, people and percentages do not. */
export const sameKind = (a: string, b: string): boolean => a === b || (THINGS.test(a) && THINGS.test(b)) || (PEOPLE.test(a) && PEOPLE.test(b)) || (THINGS.test(a) && b === '人次')
