import { claimsOf, type Claim, type PassageClaims } from '../../claims/index.ts'
import type { Report } from '../../report/index.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { FORM_SUMS } from '../sources.ts'
import { factOf, lookUp } from './facts.ts'
import { sectionWords } from './words.ts'

interface Flow {
  readonly received: Claim
  readonly over: Claim | undefined
  readonly processed: Claim
  readonly forward: Claim
}

/** The one claim of a kind in a sentence; more than one leave open which is meant. */
function only(claims: readonly Claim[], ...keys: string[]): Claim | undefined {
  const found = claims.filter(({ subject, exact, scope }) => keys.includes(subject.key) && exact && scope.span === 'year' && scope.body !== 'others')
  return found.length === 1 ? found[0] : undefined
}

function flowsOf({ claims }: PassageClaims): Flow[] {
  const sentences = [...new Set(claims.map(({ sentence }) => sentence))].filter((sentence) => sentence >= 0)
  return sentences.flatMap((sentence): Flow[] => {
    const own = claims.filter((claim) => claim.sentence === sentence)
    const received = only(own, 'newReceived', 'received')
    const processed = only(own, 'processed')
    const forward = only(own, 'carriedForward')
    return received && processed && forward ? [{ received, processed, forward, over: only(own, 'carriedOver') }] : []
  })
}

/** Whether the tables tell all of it: then each number is judged by its own cell. */
const isFiled = (report: Report): boolean =>
  ['newReceived', 'carriedOver', 'processed', 'carriedForward'].every((key) => {
    const fact = factOf(report, key)
    return fact !== null && lookUp(report, fact).ok
  })

function broken({ passage }: PassageClaims, { received, over, processed, forward }: Flow): Fault[] {
  const out = processed.value + forward.value
  const carried = over?.value ?? 0
  // 收到 may hold what was carried over; where that is not told, more may have gone out than came in.
  if (out === received.value + carried || (received.subject.key === 'received' && out === received.value) || (over === undefined && out > received.value)) return []
  const all = [received, processed, forward, ...(over ? [over] : [])]
  return [
    {
      message: `${sectionWords(passage)}收到${received.value}件${over ? `、上年结转${carried}件` : ''}，办结${processed.value}件、结转下年度${forward.value}件：收到与上年结转之和是${received.value + carried}，办结与结转下年度之和是${out}，应当相等。`,
      place: passage.place(Math.min(...all.map(({ at }) => at)), Math.max(...all.map(({ at }) => at)) + 1),
      expected: String(received.value + carried),
      actual: String(out),
    },
  ]
}

export const balance = defineRule({
  id: 'narrative/balance',
  title: '正文的收到、办结、结转不平衡',
  severity: 'warning',
  dimension: 'accuracy',
  source: FORM_SUMS,
  why: '收到的和上年结转的申请，不是办结了，就是结转到下年度，正文的四个数也应当平衡。',
  fix: '按台账核对收到、上年结转、办结、结转下年度四个数，改正写错的一个。',
  examples: {
    fail: [{ edits: [['新收政府信息公开申请21件，上年结转2件，办结20件', '新收政府信息公开申请21件，上年结转2件，办结22件'], ['| 四、结转下年度继续办理 | | | 2 | 1 | 0 | 0 | 0 | 0 | 3 |', '| 四、结转下年度继续办理 | | | 2 | 1 | 0 | 0 | 0 | 0 | |']] }],
    pass: [{ edits: [['新收政府信息公开申请21件，上年结转2件', '收到政府信息公开申请23件（含上年结转2件）']] }],
  },
  check: (report) => (isFiled(report) ? outcome([]) : outcome(claimsOf(report).passages.flatMap((passage) => flowsOf(passage).flatMap((flow) => broken(passage, flow))))),
})
