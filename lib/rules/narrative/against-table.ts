import { claimsOf, type Claim, type PassageClaims } from '../../claims/index.ts'
import type { Report, Severity } from '../../report/index.ts'
import { defineRule, outcome, type Fault, type Rule, type RuleContext } from '../define.ts'
import { quoteOf } from '../places.ts'
import { FORM_IN_FORCE } from '../sources.ts'
import { quoted, TABLE_WORDS } from '../words.ts'
import { factOf, lookUp } from './facts.ts'
import { sectionWords } from './words.ts'

/** One subject of the narrative, judged against the cells that tell the same. */
export interface TableRule extends Pick<Rule, 'id' | 'title' | 'why' | 'examples'> {
  readonly covers: (claim: Claim) => boolean
}

/** The words leave more than one reading, so that a contradiction is likely rather than certain. */
const LOOSE = /^(?:noun|handled|due|underway|open|disputes(?:\..*)?)$/u

function severityOf(claim: Claim): Severity {
  return claim.exact && claim.scope.body === 'own' && !LOOSE.test(claim.subject.key) ? 'error' : 'warning'
}

/** Whether a claim is about this body and the whole of the report's year, as the tables are. */
function isOfReport({ scope }: Claim, report: Report, { level }: RuleContext): boolean {
  if (scope.span !== 'year' || scope.body === 'others') return false
  if (scope.body === 'whole' && (level ?? report.level) === 'department') return false
  return report.year === null ? scope.yearAt === null : scope.year === report.year
}

const MARKED = /公文|公开属性|文件属性/u
const MARKS = /主动公开(?:的)?\d+[件份条篇][，、]依申请公开(?:的)?\d+/u

/** 公文120件的公开属性…… and 主动公开9份、依申请公开30份、不予公开19份: how documents are marked. */
const isMark = ({ at }: Claim, text: string): boolean => MARKED.test(text.slice(Math.max(0, at - 60), at)) || MARKS.test(text.slice(Math.max(0, at - 40), at + 20))

/** 其中受理14件 within 收到15件, 不予受理1件: a part of what came in, not all of it. */
function isPart(claim: Claim, { lists, claims, passage }: PassageClaims): boolean {
  // 制发公文210件，其中依申请公开120件、不予公开25件: how documents are marked, no requests.
  if (claim.subject.domain === 'requests' && !claim.negation && isMark(claim, passage.text)) return /^(?:noun|denied)$/u.test(claim.subject.key)
  if (!/^(?:received|newReceived|noun|handled|processed)/u.test(claim.subject.key)) return false
  const totals = lists.filter(({ parts, further }) => parts.includes(claim.entry) || further.includes(claim.entry)).flatMap((list) => list.totals.flat())
  return claims.some((total) => totals.includes(total.entry) && total.subject.domain === 'requests' && (claim.subject.key !== 'processed' || total.subject.key === 'processed') && total.scope.span === 'year' && (total.scope.body === claim.scope.body || total.scope.body === 'others'))
}

/** 全市受理1204件，其中市本级111件: the region's number where its own is told too. */
const isWider = (claim: Claim, { claims }: PassageClaims): boolean =>
  claim.scope.body === 'whole' && claims.some((other) => other.scope.body === 'own' && other.sentence === claim.sentence && other.subject.key === claim.subject.key)

const tolerance = ({ subject, exact }: Claim, step: number): number => (subject.key === 'fees' && exact ? step / 2 + 1e-6 : 1e-6)

function agrees(claim: Claim, value: number): boolean {
  // Some of what was carried forward may have been answered since.
  if (claim.subject.key === 'underway') return claim.value <= value
  const filed = claim.subject.key === 'fees' ? value * 10_000 : value
  const slack = tolerance(claim, claim.step)
  return filed >= claim.low - slack && filed <= claim.high + slack
}

/** 答复35件。答复情况：予以公开19件: results behind what was handled are of that. */
const isHandled = (result: Claim) => ({ subject, sentence, at }: Claim): boolean => subject.key === 'processed' && at < result.at && sentence >= result.sentence - 1

/** 收到6件，其中予以公开4件: of what came in this year, while table 3 counts what was carried over as well. */
function isOfNewOnly(report: Report, claim: Claim, { lists, claims }: PassageClaims, value: number): boolean {
  const totals = lists.filter(({ parts }) => parts.includes(claim.entry)).flatMap((list) => list.totals[0] ?? [])
  const of = claims.filter(({ entry }) => totals.includes(entry))
  if (of.some(({ subject }) => subject.key === 'processed') || (of.length === 0 && claims.some(isHandled(claim)))) return false
  const carried = report.tables.requests.rows.carriedOver?.total?.value
  return /^(?:granted|partially|denied|unavailable|notProcessed|other)/u.test(claim.subject.key) && carried !== 0 && claim.value < value
}

/** 答复5件，1件主动撤回: what ended without an answer is handled too. */
function isAnsweredOnly(claim: Claim, { passage }: PassageClaims, value: number): boolean {
  const around = passage.text.slice(Math.max(0, claim.at - 60), claim.at + 60)
  return claim.subject.key === 'processed' && claim.value < value && !/办结/u.test(around.slice(0, 80)) && /撤回|撤销|终止|放弃|不予处理|不再处理|其他处理|逾期/u.test(around)
}

function judge(report: Report, context: RuleContext, covers: TableRule['covers']): { faults: Fault[]; reasons: string[] } {
  const faults: Fault[] = []
  const reasons: string[] = []
  for (const passage of claimsOf(report).passages) {
    for (const claim of passage.claims) {
      if (!covers(claim) || !isOfReport(claim, report, context) || isPart(claim, passage) || isWider(claim, passage)) continue
      const fact = factOf(report, claim.subject.key)
      if (fact === null) continue
      const filed = lookUp(report, fact)
      if (!filed.ok) {
        reasons.push(filed.reason)
        continue
      }
      const [first] = filed.values
      if (first === undefined || filed.values.some(({ value }) => agrees(claim, value) || isOfNewOnly(report, claim, passage, value) || isAnsweredOnly(claim, passage, value))) continue
      const table = TABLE_WORDS[fact.table]
      const unit = claim.subject.key === 'fees' ? '万元' : '件'
      const told = filed.values.filter(({ value }, index) => filed.values.findIndex((other) => other.value === value) === index)
      const words = told.map(({ words: cell, value }) => `${cell}是${value}`).join('，')
      const said = quoted([quoteOf(report, claim.place).replaceAll(/\s/gu, '')])
      faults.push({
        message: `${sectionWords(passage.passage)}写${said}，${table}${words}，${told.length > 1 ? '哪一个都对不上' : '两处不一致'}。`,
        place: claim.place,
        severity: filed.open ? 'warning' : severityOf(claim),
        expected: told.map(({ value }) => `${value}${unit}`).join('或者'),
        actual: claim.negation ? '没有' : claim.subject.key === 'fees' ? `${claim.value / 10_000}万元` : `${claim.value}${claim.unit}`,
        fix: `核对台账：正文写错的，${claim.negation ? '如实写明数量' : '改正正文的数字'}，与${table}一致（${told.map(({ value }) => `${value}${unit}`).join('或者')}）；表格填错的，改正${table}。`,
      })
    }
  }
  return { faults, reasons }
}

/** A rule over all claims of one kind. */
export const tableRule = ({ covers, ...words }: TableRule): Rule =>
  defineRule({
    ...words,
    severity: 'error',
    dimension: 'consistency',
    source: FORM_IN_FORCE,
    fix: '按台账核对，正文和表格哪一处写错就改正哪一处，使两处一致。',
    check: (report, context) => {
      const { faults, reasons } = judge(report, context, covers)
      return outcome(faults, reasons)
    },
  })
