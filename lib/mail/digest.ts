import { VERDICT_WORDS, type Verdict } from '../report/index.ts'
import { capped, daysBetween, type DutyNotice, FOOTER, mailOf, type RefusedFile, refusedInWords, reportOf, UNREACHED, type Unfiled } from './duty.ts'
import type { Mail } from './input.ts'
import type { Part } from './parts.ts'
import { chinaDay } from './words.ts'

/** A report as a digest tells of it. */
export interface DigestReport {
  readonly name: string
  readonly verdict: Verdict
  readonly errors: number
  readonly warnings: number
  /** First filed after the deadline. */
  readonly late: boolean
}

/** How the agencies below a supervisor stand. */
interface Standing {
  readonly agencies: number
  readonly filed: number
  readonly missing: number
  readonly rejected: number
  readonly late: number
  readonly pass: number
  readonly fail: number
  readonly uncheckable: number
}

export interface Digest extends DutyNotice {
  readonly rhythm: 'daily' | 'weekly'
  /** Of the agencies directly below. */
  readonly standing: Standing
  /** What the last digest did not tell: first reports, and corrected ones that pass now. */
  readonly filed: readonly DigestReport[]
  readonly mended: readonly DigestReport[]
  /** All that do not pass as they stand. */
  readonly failing: readonly DigestReport[]
  /** All that have not filed. */
  readonly unfiled: readonly Unfiled[]
  /** Those that filed before, but whose newest version could not be read as a report. */
  readonly refused: readonly (RefusedFile & { readonly name: string })[]
  /** Supervisors directly below, each with all that stands below it. */
  readonly supervisors: readonly { readonly name: string; readonly standing: Standing }[]
  /** Objections of theirs that nobody has answered yet, one by one. */
  readonly objections: readonly { readonly name: string; readonly year: number }[]
  /** Addresses that take no mail any more. */
  readonly dead: readonly { readonly name: string; readonly address: string }[]
  readonly unsubscribe: string
}

const RHYTHM = { daily: '日报', weekly: '周报' } as const

/** To a supervisor, daily in the season, else weekly: what changed since the last one, and how all stand. */
export function digestMail(digest: Digest): Mail {
  const { recipient, year, day, standing, unfiled } = digest
  const [overdue, open] = [unfiled.filter(({ deadline }) => deadline < day), unfiled.filter(({ deadline }) => deadline >= day)]
  const late = digest.filed.filter((report) => report.late)
  return mailOf(
    `${RHYTHM[digest.rhythm]}：${year}年政府信息公开年报${inShort(standing)}（${recipient}）`,
    [
      { kind: 'paragraph', text: `${recipient}：您好！` },
      {
        kind: 'verdict',
        tone: overdue.length > 0 || standing.fail > 0 ? 'warning' : unfiled.length === 0 ? 'good' : 'info',
        word: `${chinaDay(day)}${RHYTHM[digest.rhythm]}`,
        text: `直接下级应报送${reportOf(year)}的单位有${standing.agencies}个：${standingInWords(standing)}。`,
      },
      ...reports('新报送', digest.filed),
      ...reports('逾期报送', late),
      ...reports('已改正，通过核对', digest.mended),
      ...reports('尚未通过核对', digest.failing),
      ...unfiledSections('逾期未报', '逾期，报送的文件没有收下', overdue, ({ deadline }) => `逾期${daysBetween(deadline, day)}天`),
      ...unfiledSections('尚未报送', '报送的文件没有收下', open, ({ deadline }) => `期限${chinaDay(deadline)}`),
      ...section('报送过，新版本没有收下', digest.refused.map(({ name, ...file }) => `${name}：${refusedInWords(file)}`)),
      ...section('下级主管部门', digest.supervisors.map(({ name, standing: below }) => `${name}：应报送${below.agencies}个，${standingInWords(below)}`)),
      ...section('对核对结果提出异议，等待答复', objectionsInWords(digest.objections)),
      ...section('邮件地址不再收信，请更正', digest.dead.map(({ name, address }) => `${name}：${address}`)),
      { kind: 'heading', text: '关于本邮件' },
      { kind: 'paragraph', text: '没有变化的日子不发送。不想再收到日报和周报的，可以退订；催办和核对结果不受影响。' },
      { kind: 'link', text: '退订日报和周报', url: digest.unsubscribe },
      FOOTER,
    ],
  )
}

/** `已报送3个（通过1个、未通过2个，逾期报送1个），没有收下1个，未报送2个` */
function standingInWords({ filed, late, pass, fail, uncheckable, rejected, missing }: Standing): string {
  const verdicts = [['通过', pass], ['未通过', fail], ['未能完成核对', uncheckable]] as const
  const inside = [
    verdicts.filter(([, count]) => count > 0).map(([word, count]) => `${word}${count}个`).join('、'),
    late > 0 ? `其中逾期报送${late}个` : '',
  ].filter((words) => words !== '')
  return [
    `已报送${filed}个${inside.length === 0 ? '' : `（${inside.join('，')}）`}`,
    ...(rejected > 0 ? [`文件没有收下${rejected}个`] : []),
    `未报送${missing}个`,
  ].join('，')
}

/** `已报送3个，没有收下1个，未报送1个`, or that all is there. */
function inShort({ agencies, filed, rejected, missing }: Standing): string {
  if (agencies > 0 && filed === agencies) return `已全部报送（${agencies}个）`
  return `已报送${filed}个${rejected > 0 ? `，没有收下${rejected}个` : ''}，未报送${missing}个`
}

/** Those that sent nothing, then those whose file was not taken: two kinds of work for a supervisor. */
function unfiledSections(nothing: string, refused: string, unfiled: readonly Unfiled[], when: (one: Unfiled) => string): Part[] {
  const line = (one: Unfiled): string => `${one.name}：${when(one)}${one.rejected === null ? '' : `，${refusedInWords(one.rejected)}`}${one.unreached ? UNREACHED : ''}`
  return [...section(nothing, unfiled.filter(({ rejected }) => rejected === null).map(line)), ...section(refused, unfiled.filter(({ rejected }) => rejected !== null).map(line))]
}

const reports = (heading: string, list: readonly DigestReport[]): Part[] => section(heading, list.map(reportInWords))

function reportInWords({ name, verdict, errors, warnings }: DigestReport): string {
  const counts = [errors > 0 ? `${errors}处错误` : '', warnings > 0 ? `${warnings}处疑点` : ''].filter((words) => words !== '')
  return `${name}：${VERDICT_WORDS[verdict].word}${counts.length === 0 ? '' : `，有${counts.join('、')}`}`
}

/** One line for each report, with how many of its findings are objected to. */
function objectionsInWords(objections: Digest['objections']): string[] {
  const counts = new Map<string, number>()
  for (const { name, year } of objections) {
    const report = `${name}：${reportOf(year)}`
    counts.set(report, (counts.get(report) ?? 0) + 1)
  }
  return [...counts].map(([report, count]) => `${report}，${count}处`)
}

const section = (heading: string, items: readonly string[]): Part[] =>
  items.length === 0 ? [] : [{ kind: 'heading', text: `${heading}（${items.length}个）` }, { kind: 'list', items: capped(items) }]
