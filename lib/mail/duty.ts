import { LEVEL_NAMES, type Level } from '../report/index.ts'
import { renderHtml } from './html.ts'
import type { Mail, Resubmission } from './input.ts'
import { subjectOf, type Part } from './parts.ts'
import { footer, submitSection } from './sections.ts'
import { renderText } from './text.ts'
import { chinaDay, chinaTime } from './words.ts'

/** Agencies named in one list: a mail must stay readable, and below 100 KB. */
const NAMED = 50

/** An agency that has not filed. Days are `YYYY-MM-DD`. */
export interface Unfiled {
  readonly name: string
  readonly level: Level
  readonly deadline: string
  /** What came but could not be read as a report; null: nothing came. */
  readonly rejected: RefusedFile | null
  /** None of its addresses takes mail, or it has none: what is sent to the others does not reach it. */
  readonly unreached: boolean
}

/** A file that could not be read as a report. */
export interface RefusedFile {
  readonly file: string
  /** ISO 8601. */
  readonly submittedAt: string
}

/** What an agency itself is told of its duty. */
type Duty = Omit<Unfiled, 'unreached'>

/** Who is asked where no supervisor stands in the register. */
const SUPERVISOR = '主管部门'

/** To whom, about which report year, on which day. */
export interface DutyNotice {
  /** The name of whoever gets it. */
  readonly recipient: string
  readonly year: number
  readonly day: string
}

export const mailOf = (subject: string, parts: readonly Part[]): Mail => ({
  subject: subjectOf(subject),
  html: renderHtml(subject, parts),
  text: renderText(parts),
})

export const reportOf = (year: number): string => `${year}年政府信息公开工作年度报告`

/** From one day to another; negative if it lies before. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** `items`, as many as a mail takes, and how many are left. */
export function capped(items: readonly string[]): string[] {
  const left = items.length - NAMED
  return left > 0 ? [...items.slice(0, NAMED), `还有${left}个单位没有列出。`] : [...items]
}

/** To an agency that has not filed while there is time: until when, and how. `supervisor`: its name; null: it has none. */
export function reminderMail(notice: DutyNotice, { deadline, rejected }: Duty, supervisor: string | null, resubmission: Resubmission): Mail {
  const left = daysBetween(notice.day, deadline)
  const when = left === 0 ? '今天截止' : `还有${left}天截止`
  const until = left === 0 ? `在今天（${chinaDay(deadline)}）` : `在${chinaDay(deadline)}前（含当天）`
  return mailOf(`催报提醒：${notice.year}年政府信息公开年报${when}（${notice.recipient}）`, [
    { kind: 'paragraph', text: `${notice.recipient}：您好！` },
    {
      kind: 'verdict',
      tone: left <= 3 ? 'warning' : 'info',
      word: when,
      text: rejected === null ? `贵单位还没有报送${reportOf(notice.year)}，请${until}报送。` : `贵单位报送的${reportOf(notice.year)}没有收下，请${until}改正并重新报送。`,
    },
    ...refusal(rejected),
    ...submitSection(resubmission),
    { kind: 'paragraph', text: `刚刚${rejected === null ? '' : '重新'}报送、与本邮件错过的，请忽略本邮件。` },
    footer(supervisor ?? SUPERVISOR, '有疑问的'),
  ])
}

/** To an agency whose deadline is over. `supervisor`: its name; null: it has none. */
export function overdueMail(notice: DutyNotice, { deadline, rejected }: Duty, supervisor: string | null, resubmission: Resubmission): Mail {
  const over = daysBetween(deadline, notice.day)
  return mailOf(`逾期催办：${notice.year}年政府信息公开年报已逾期${over}天（${notice.recipient}）`, [
    { kind: 'paragraph', text: `${notice.recipient}：您好！` },
    {
      kind: 'verdict',
      tone: 'error',
      word: `已逾期${over}天`,
      text: `${reportOf(notice.year)}的报送期限是${chinaDay(deadline)}，${rejected === null ? '贵单位的报告至今没有收到，请尽快报送' : '贵单位报送的文件没有收下，请改正后尽快重新报送'}。`,
    },
    ...refusal(rejected),
    ...(supervisor === null ? [] : [{ kind: 'paragraph' as const, text: `逾期情况同时告知${supervisor}。` }]),
    ...submitSection(resubmission),
    footer(supervisor ?? SUPERVISOR, '有疑问的'),
  ])
}

/** What an agency is told of the file that was not taken. */
const refusal = (rejected: RefusedFile | null): Part[] =>
  rejected === null
    ? []
    : [
        { kind: 'facts', facts: [{ label: '没有收下的文件', value: rejected.file }, { label: '报送时间', value: `${chinaTime(rejected.submittedAt)}（北京时间）` }] },
        { kind: 'paragraph', text: '没有收下的原因和办法见当时发给贵单位的邮件；改正后重新报送，才算报送。' },
      ]

/** To a supervisor: which agencies directly below are overdue. */
export function overdueBelowMail(notice: DutyNotice, agencies: readonly Unfiled[]): Mail {
  const count = agencies.length
  return mailOf(`逾期催办：${count}个单位的${notice.year}年政府信息公开年报已逾期（${notice.recipient}）`, [
    { kind: 'paragraph', text: `${notice.recipient}：您好！` },
    { kind: 'verdict', tone: 'error', word: `${count}个单位逾期`, text: `截至${chinaDay(notice.day)}，下列单位的${reportOf(notice.year)}已过期限，${howThings(agencies)}。` },
    ...overdueList(notice.day, agencies),
    { kind: 'heading', text: '下一步' },
    { kind: 'paragraph', text: nextStep(agencies) },
    FOOTER,
  ])
}

/** To the supervisor of a supervisor: which agencies of that one have been overdue for long. */
export function escalationMail(notice: DutyNotice, supervisor: string, days: number, agencies: readonly Unfiled[]): Mail {
  const count = agencies.length
  return mailOf(`逾期情况：${supervisor}主管的${count}个单位逾期${days}天以上（${notice.year}年政府信息公开年报）`, [
    { kind: 'paragraph', text: `${notice.recipient}：您好！` },
    {
      kind: 'verdict',
      tone: 'error',
      word: `逾期${days}天以上`,
      text: `截至${chinaDay(notice.day)}，${supervisor}主管的${count}个单位的${reportOf(notice.year)}逾期${days}天以上，${howThings(agencies)}。`,
    },
    ...overdueList(notice.day, agencies),
    { kind: 'heading', text: '下一步' },
    { kind: 'paragraph', text: `请督促${supervisor}予以处理。` },
    FOOTER,
  ])
}

/** To whoever watches over an agency, and to the operator: its address takes no mail any more. */
export function addressMail(recipient: string | null, agency: string, address: string, complained: boolean): Mail {
  return mailOf(`请更正：${agency}的邮件地址不再收信`, [
    ...(recipient === null ? [] : [{ kind: 'paragraph' as const, text: `${recipient}：您好！` }]),
    {
      kind: 'verdict',
      tone: 'warning',
      word: '邮件地址不再收信',
      text: complained ? `${agency}的邮件地址把本系统的邮件标成了垃圾邮件，今后不再向它发送。` : `发给${agency}的邮件被退回，地址不存在，今后不再向它发送。`,
    },
    { kind: 'facts', facts: [{ label: '单位', value: agency }, { label: '邮件地址', value: address }] },
    { kind: 'heading', text: '怎么办' },
    { kind: 'paragraph', text: '请与该单位联系，把单位名录里的邮件地址改成能收信的；改正以前，催报和核对结果请用其他方式告知。' },
    FOOTER,
  ])
}

/** `1月20日报送的文件没有收下` */
export const refusedInWords = ({ submittedAt }: RefusedFile): string => `${chinaTime(submittedAt).replace(/^\d+年(.*) .*$/, '$1')}报送的文件没有收下`

export const UNREACHED = '，没有能收信的邮件地址'

/** Nothing came, or what came is no report: both are overdue. */
const howThings = (agencies: readonly Unfiled[]): string => (agencies.some(({ rejected }) => rejected !== null) ? '还没有收到，或者报送的文件没有收下' : '还没有收到')

function nextStep(agencies: readonly Unfiled[]): string {
  const unreached = agencies.filter((agency) => agency.unreached).length
  if (unreached === 0) return '催办通知已另发各单位，请督促其尽快报送。'
  if (unreached === agencies.length) return '各单位都没有能收信的邮件地址，催办通知发不出去，请用其他方式通知其尽快报送。'
  return '催办通知已另发各单位，请督促其尽快报送；没有能收信的邮件地址的单位收不到催办通知，请用其他方式通知。'
}

export const FOOTER: Part = { kind: 'footer', text: '本邮件由政府信息公开年报核对系统“公开”自动发出。' }

/** Those overdue longest first. */
const overdueList = (day: string, agencies: readonly Unfiled[]): Part[] => [
  { kind: 'heading', text: `逾期单位（${agencies.length}个）` },
  {
    kind: 'list',
    items: capped(
      agencies
        .toSorted((a, b) => (a.deadline < b.deadline ? -1 : a.deadline > b.deadline ? 1 : 0))
        .map(({ name, level, deadline, rejected, unreached }) => `${name}（${LEVEL_NAMES[level]}）：期限${chinaDay(deadline)}，逾期${daysBetween(deadline, day)}天${rejected === null ? '' : `，${refusedInWords(rejected)}`}${unreached ? UNREACHED : ''}`),
    ),
  },
]
