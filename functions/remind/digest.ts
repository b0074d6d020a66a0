import { type DigestReport, digestMail } from '../../lib/mail/index.ts'
import type { Agency } from '../../lib/store/agency.ts'
import { findTold, type Told, writeTold } from '../../lib/store/digest-told.ts'
import { openDirectlyBelow } from '../../lib/store/list-corrections.ts'
import { linkToken, subscriptionOf } from '../../lib/store/subscription.ts'
import { yearDueOn } from '../../lib/store/year-due.ts'
import { isLate, statusOf, totalOf } from '../../lib/tally/index.ts'
import { post } from '../shared/post/send-once.ts'
import { isOverdue, rhythmOf } from './calendar.ts'
import type { Site } from './site.ts'
import { type Due, unfiledOf } from './supervisor.ts'

/** Sends a supervisor's digest if one goes out that day and anything changed. Gives how many mails were sent. */
export async function sendDigest(site: Site, supervisor: Agency, dues: readonly Due[], day: string): Promise<number> {
  const rhythm = rhythmOf(day)
  if (rhythm === null || supervisor.emails.length === 0) return 0
  const year = yearDueOn(day)
  const told = await findTold(site.store, supervisor.id, year)
  const objections = await openDirectlyBelow(site.store, supervisor.id)
  const news = dues.flatMap((due) => newsOf(due, told.get(due.agency.id), day, objections.filter(({ agency }) => agency === due.agency.id).length))
  if (news.length === 0) return 0

  const { counts } = totalOf(supervisor.id, year, dues.map(({ agency: member, obligation }) => ({ member, obligation, below: null })))
  const changed = news.flatMap(({ change }) => change ?? [])
  const digest = {
    recipient: supervisor.name,
    year,
    day,
    rhythm,
    standing: counts,
    filed: changed.filter(({ before }) => before === 'missing' || before === 'rejected').map(({ report }) => report),
    mended: changed.filter(({ before, report }) => (before === 'fail' || before === 'uncheckable') && report.verdict === 'pass').map(({ report }) => report),
    failing: dues.flatMap((due) => reportOf(due) ?? []).filter(({ verdict }) => verdict !== 'pass'),
    unfiled: unfiledOf(dues),
    refused: dues.flatMap(({ agency: { name }, obligation }) => (obligation?.filedAt != null && obligation.current.verdict === null ? [{ name, ...obligation.current }] : [])),
    supervisors: dues.flatMap(({ agency: { name }, below }) => (below === null ? [] : [{ name, standing: below }])),
    objections: objections.map(({ history, year: reported }) => ({ name: history[0]?.by.name ?? '', year: reported })),
    dead: dues.flatMap(({ agency: { name }, dead }) => dead.map((address) => ({ name, address }))),
  }
  let sent = 0
  for (const to of new Set(supervisor.emails.map((address) => address.toLowerCase()))) {
    const subscription = await subscriptionOf(site.store, { address: to, supervisor: supervisor.id })
    if (subscription.endedAt !== null) continue
    const unsubscribe = `${site.environment.API_URL}/unsubscribe?token=${linkToken(subscription)}`
    const key = { agency: supervisor.id, year, kind: 'digest', occasion: day, recipient: to } as const
    const letter = { to, mail: digestMail({ ...digest, unsubscribe }), agency: supervisor.id, unsubscribe }
    if ((await post(site, key, letter)) === 'sent') sent += 1
  }
  // Last: a run that breaks off before tells the same when it is repeated, to those who have not got it.
  await writeTold(site.store, supervisor.id, year, news.map(({ told: entry }) => entry))
  return sent
}

interface News {
  readonly told: Told
  /** Null if there is no readable report: it became overdue, its file was refused, or something changed below it. */
  readonly change: { readonly before: string; readonly report: DigestReport } | null
}

/** What a digest has to tell of an agency; nothing if it stands as it did. */
function newsOf({ agency, obligation, below, deadline, dead }: Due, told: Told | undefined, day: string, objections: number): News[] {
  const status = statusOf(obligation)
  const overdue = obligation?.filedAt == null && isOverdue(deadline, day)
  const state = { status, version: obligation?.current.id ?? '', overdue, below: below === null || below.filed + below.rejected === 0 ? '' : Object.values(below).join(), dead: dead.length > 0, ...(objections > 0 && { objections }) }
  const now = JSON.stringify(state)
  // A repeat of the day compares with what was told before that day.
  const last = told?.day === day ? told.before : (told?.now ?? '')
  if (now === last || (last === '' && now === JSON.stringify(NOTHING_YET))) return []
  const before: unknown = last === '' ? NOTHING_YET : JSON.parse(last)
  const was = isState(before) ? before : NOTHING_YET
  const entry = { agency: agency.id, day, now, before: last }
  const report = reportOf({ agency, obligation })
  return [{ told: entry, change: report === null || was.version === state.version ? null : { before: was.status, report } }]
}

/** The newest version as a digest tells of it; null if there is none that could be read. */
function reportOf({ agency: { name }, obligation }: Pick<Due, 'agency' | 'obligation'>): DigestReport | null {
  if (obligation === null || obligation.current.verdict === null) return null
  const { verdict, findings } = obligation.current
  return { name, verdict, errors: findings.error, warnings: findings.warning, late: isLate(obligation) }
}

const NOTHING_YET = { status: 'missing', version: '', overdue: false, below: '', dead: false }

const isState = (value: unknown): value is { status: string; version: string } =>
  typeof value === 'object' && value !== null && 'status' in value && 'version' in value
