import {
  agencyMail,
  archiveMail,
  ArchiveNotice,
  compareFindings,
  type Mail,
  MailResult,
  operatorMail,
  OperatorNotice,
  receiptMail,
  supervisorMail,
} from '../../lib/mail/index.ts'
import { stands } from '../../lib/report/index.ts'
import type { Agency } from '../../lib/store/agency.ts'
import type { Outcome, Surroundings } from '../../lib/store/outcome.ts'
import type { Result } from '../../lib/store/result.ts'
import type { Outgoing } from '../shared/post/transport.ts'
import type { NotifyEnvironment } from './environment.ts'

/** One mail to one address. */
export interface Letter extends Outgoing {
  /** Names the letter in the ledger: per result, each recipient gets one. */
  readonly recipient: string
}

type ArchiveOutcome = Extract<Outcome, { outcome: 'archive' }>

/** All that is known when a result is to be mailed. */
export interface Matter {
  readonly result: Result
  readonly outcome: Outcome
  readonly surroundings: Surroundings
  /** Null: the register did not know it when the file came. */
  readonly agency: Agency | null
  /** Who watched over the agency when its file came: the result is listed under the same. */
  readonly supervisor: Agency | null
  /** The run that judged the result again, if that is why it is mailed: whoever was told before is told, whatever came out. */
  readonly recheck?: string | undefined
}

/**
 * Who has to be told what about a result: the agency and its supervisor, or the operator where nobody else can be
 * reached. An address that stands for both gets the agency's letter only.
 */
export function lettersFor(matter: Matter, environment: NotifyEnvironment): Letter[] {
  const { result, agency, supervisor, recheck } = matter
  const operator = (kind: OperatorNotice['kind'], detail?: string) =>
    operatorLetter(result, kind, environment.OPERATOR_MAILBOX, detail)
  if (agency === null) return [operator(result.agency === null ? 'unexpected-key' : 'unknown-agency', result.rejection?.message)]

  if (matter.outcome.outcome === 'archive') return archiveLetters(matter, matter.outcome, agency, operator('no-recipient'))
  const passed = result.verdict === 'pass'
  const told = describe(matter, agency)
  const letters: Letter[] = []
  if (!passed || recheck !== undefined || environment.RECEIPTS === 'on') {
    const mail = passed ? receiptMail(told) : agencyMail(told, resubmission(environment))
    letters.push(...agency.emails.map((to) => letterTo(agency, to, mail)))
    if (agency.emails.length === 0) letters.push(operator('no-recipient'))
  }
  if (result.supervisor !== null && (!passed || recheck !== undefined || environment.SUPERVISOR_RECEIPTS === 'on')) {
    const mail = supervisorMail(told)
    if (supervisor !== null) letters.push(...supervisor.emails.map((to) => letterTo(supervisor, to, mail)))
    if (supervisor === null || supervisor.emails.length === 0)
      letters.push(operator('no-recipient', `主管部门${supervisor?.name ?? result.supervisor}`))
  }
  const once = letters.filter(({ recipient }, index) => letters.findIndex((letter) => letter.recipient === recipient) === index)
  return recheck === undefined ? once : once.map((letter) => ({ ...letter, recipient: `${letter.recipient}@${recheck}` }))
}

/** Tells the operator that the mail service refused an address. */
export const undeliverableLetter = (result: Result, address: string, operator: string): Letter =>
  operatorLetter(result, 'undeliverable', operator, address)

/** An archive concerns only whoever uploaded it: the reports in it are mailed about by themselves. */
function archiveLetters({ result, supervisor }: Matter, { members }: ArchiveOutcome, agency: Agency, nobody: Letter): Letter[] {
  const mail = archiveMail(
    ArchiveNotice.parse({
      agency: agency.name,
      supervisor: supervisor?.name ?? '主管部门',
      year: result.year,
      file: result.file,
      submittedAt: result.upload.submittedAt,
      members,
    }),
  )
  return agency.emails.length === 0 ? [nobody] : agency.emails.map((to) => letterTo(agency, to, mail))
}

function describe({ result, outcome, surroundings, supervisor, recheck }: Matter, agency: Agency): MailResult {
  const { previous, newest } = surroundings
  const checked = outcome.outcome === 'checked'
  return MailResult.parse({
    agency: { id: agency.id, name: agency.name, level: agency.level },
    supervisor: supervisor?.name ?? '主管部门',
    year: result.year,
    version: result.version,
    file: result.file,
    submittedAt: result.upload.submittedAt,
    outcome: outcome.outcome,
    ...(checked
      ? { score: outcome.score, findings: outcome.findings.filter(stands), dismissed: outcome.findings.filter((finding) => !stands(finding)), notEvaluated: outcome.notEvaluated }
      : { rejection: result.rejection ?? undefined, findings: [], notEvaluated: [] }),
    ...(checked &&
      previous?.outcome.outcome === 'checked' && {
        changes: compareFindings(previous.version, previous.outcome.findings.filter(stands), outcome.findings.filter(stands)),
      }),
    ...(newest > result.version && { supersededBy: newest }),
    ...(recheck !== undefined && { rechecked: true }),
  })
}

const letterTo = ({ id }: Agency, to: string, mail: Mail): Letter => ({ recipient: to.toLowerCase(), to, mail, agency: id })

function operatorLetter(result: Result, kind: OperatorNotice['kind'], to: string, detail?: string): Letter {
  const notice = OperatorNotice.parse({
    kind,
    agency: result.agencyName ?? result.agency ?? result.upload.key,
    year: result.year,
    file: result.file,
    submittedAt: result.upload.submittedAt,
    detail,
  })
  return { recipient: `operator/${kind}/${detail ?? ''}`, to, mail: operatorMail(notice) }
}

const resubmission = ({ RESUBMIT_SENTENCE, RESUBMIT_URL }: NotifyEnvironment) => ({
  sentence: RESUBMIT_SENTENCE,
  ...(RESUBMIT_URL !== '' && { url: RESUBMIT_URL }),
})
