const PEOPLE = /^(?:人|名|位|人次)$/u
const THINGS = /^(?:件|条|项|份|宗|起|例|篇|则|期|个|部|封|次|件次|条次|篇次|批|批次|册|张|幅)?$/u
/** 份 and 件 count the same things; money, people and percentages do not. */
export const sameKind = (a: string, b: string): boolean => a === b || (THINGS.test(a) && THINGS.test(b)) || (PEOPLE.test(a) && PEOPLE.test(b)) || (THINGS.test(a) && b === '人次')
