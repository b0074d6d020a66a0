import { findAgency } from '../../lib/store/agency.ts'
import { type CorrectionItem, type CorrectionPage, toCorrectionItem } from '../../lib/store/api-corrections.ts'
import {
  answerCorrection,
  type Correction,
  type CorrectionAnswer,
  correctionId,
  correctionOrder,
  type CorrectionRequest,
  correctionsOf,
  type CorrectionState,
  type CorrectionStep,
  enterCorrection,
  findCorrection,
  noteUnsettled,
  type SettleMessage,
  type Unsettled,
} from '../../lib/store/corrections.ts'
import { listCorrections } from '../../lib/store/list-corrections.ts'
import { cursorAfter } from '../../lib/store/list-results.ts'
import type { Filing } from '../../lib/store/filing.ts'
import { readOutcome } from '../../lib/store/outcome.ts'
import type { Result } from '../../lib/store/result.ts'
import { filingOf } from '../../lib/store/results.ts'
import { enqueue } from '../shared/enqueue.ts'
import { type Access, reaches, within } from './access.ts'
import { badRequest, HttpProblem, notFound, unknownReport } from './problem.ts'
import type { Site } from './route.ts'

interface Page {
  readonly limit: number
  /** The `order` of the last one that was shown. */
  readonly after?: string | undefined
}

/** A page of the objections within the filing of a result, newest first. */
export async function correctionsWithin({ store }: Site, result: Result, { limit, after }: Page): Promise<CorrectionPage> {
  const filing = filingOf(result)
  const all = filing === null ? [] : await correctionsOf(store, filing)
  const rest = all.filter((correction) => after === undefined || correctionOrder(correction) < after)
  const shown = rest.slice(0, limit)
  return { corrections: shown.map(toCorrectionItem), cursor: rest.length > limit ? cursorAfter(shown.map(correctionOrder).at(-1) ?? '') : null }
}

interface Asked extends Page {
  readonly agency?: string | undefined
  readonly supervisor?: string | undefined
  readonly state: CorrectionState
  readonly year?: number | undefined
}

/**
 * A page of the objections in one state: those of an agency, or those that agencies below a supervisor made. A filter for what
 * is foreign finds nothing, as one for what does not exist.
 */
export async function listObjections({ store }: Site, access: Access, { agency, supervisor, ...query }: Asked): Promise<CorrectionPage> {
  const id = agency ?? supervisor ?? access.principal.agency
  if (id === null || !(await reaches(store, access, id))) return { corrections: [], cursor: null }
  const ofOne = agency !== undefined || access.scope === 'own'
  const page = await listCorrections(store, { ...query, whose: ofOne ? { agency: id } : { below: id } })
  const corrections = await within(store, access, page.corrections)
  return { corrections: corrections.map(toCorrectionItem), cursor: page.after === null ? null : cursorAfter(page.after) }
}

/**
 * Enters an agency's objection to a finding of its own report. Its supervisor is told.
 * @throws {HttpProblem} 400 for a finding that the report has not, 409 if another one stands there, it is dismissed, or was objected to.
 */
export async function objectTo(site: Site, access: Access, result: Result, { finding: index, rule, reason }: CorrectionRequest): Promise<CorrectionItem> {
  const filing = filingOf(result)
  const outcome = await readOutcome(site.s3, site.records, result.id)
  const finding = outcome.outcome === 'checked' ? outcome.findings[index] : undefined
  if (filing === null || finding === undefined)
    throw badRequest({ zh: '这份报告没有这一处问题。请按核对结果中的顺序填写 finding，从0数起。', en: 'The report has no such finding. Count its findings from 0.' })
  if (rule !== undefined && rule !== finding.rule)
    throw conflict({ zh: '核对结果已经更新，这一处问题的位置有变化。请重新查看核对结果后再提出。', en: 'The report has been judged again; another finding stands there now.' })
  const id = correctionId(result.id, finding)
  const known = await findCorrection(site.store, filing, id)
  if (known !== null || finding.dismissed !== undefined)
    throw conflict({ zh: '对这一处问题已经提出过异议，或者已经认定无误，不能重复提出。', en: 'This finding has been objected to, or dismissed, before.' })
  const step = await stepOf(site, access, 'object', reason)
  const correction: Correction = { id, ...filing, ancestors: await ancestorsOf(site, filing), report: result.id, finding, state: 'open', history: [step] }
  const note = await prepare(site, correction, step)
  if (!(await enterCorrection(site.store, correction)))
    throw conflict({ zh: '对这一处问题刚刚有人提出过异议。', en: 'Somebody has just objected to this finding.' })
  await follow(site, note)
  return toCorrectionItem(correction)
}

/**
 * Enters a supervisor's answer to an objection of an agency below it. The agency is told, and an accepted objection
 * dismisses the finding in every version that makes the same claim.
 * @throws {HttpProblem} 404 for an objection that the filing has not, 409 if it was answered before: of two answers at once one counts.
 */
export async function answerTo(site: Site, access: Access, result: Result, id: string, { answer, reason }: CorrectionAnswer): Promise<CorrectionItem> {
  // Nobody judges in a cause of one's own: a supervisor's own report is its supervisor's.
  if (result.agency === access.principal.agency) throw unknownReport(result.id)
  const correction = await answerable(site, filingOf(result), id)
  const step = await stepOf(site, access, answer, reason)
  const note = await prepare(site, correction, step)
  if (correction.state !== 'open' || !(await answerCorrection(site.store, correction, step)))
    throw conflict({ zh: '这一异议已经答复过了，请刷新后查看。', en: 'This objection has been answered already.' })
  await follow(site, note)
  return toCorrectionItem({ ...correction, state: answer === 'accept' ? 'accepted' : 'dismissed', history: [...correction.history, step] })
}

/** Who stands above the agency now, so that all of them find its objection. */
const ancestorsOf = async ({ store }: Site, { agency }: Filing): Promise<string[]> => (await findAgency(store, agency))?.ancestors ?? []

async function answerable({ store }: Site, filing: Filing | null, id: string): Promise<Correction> {
  const found = filing === null ? null : await findCorrection(store, filing, id)
  if (found === null) throw notFound({ zh: '没有这一异议。', en: 'There is no such objection.' })
  return found
}

async function stepOf({ store, now }: Site, { principal }: Access, did: CorrectionStep['did'], words: string): Promise<CorrectionStep> {
  const agency = principal.agency === null ? null : await findAgency(store, principal.agency)
  if (agency === null) throw new HttpProblem(403, { zh: '您的账号所属单位不在单位名录里。请联系管理员。', en: 'The register does not know your agency.' })
  return { at: now().toISOString(), by: { subject: principal.subject, agency: agency.id, name: agency.name }, did, words }
}

/** Written down first: should the request break off after the correction is entered, `reconcile` finishes it. */
async function prepare({ store }: Site, { agency, year, report }: Correction, { at }: CorrectionStep): Promise<Unsettled> {
  const note = { agency, year, report, since: at }
  await noteUnsettled(store, note)
  return note
}

const follow = ({ sqs, recheckQueue }: Site, settle: Unsettled): Promise<void> =>
  enqueue(sqs, recheckQueue, [JSON.stringify({ settle, again: false } satisfies SettleMessage)])

const conflict = (detail: HttpProblem['detail']): HttpProblem => new HttpProblem(409, detail)
