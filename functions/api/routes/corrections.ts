import * as z from 'zod'
import { CorrectionItem, CorrectionPage } from '../../../lib/store/api-corrections.ts'
import { CorrectionAnswer, CorrectionId, CorrectionRequest, CorrectionState } from '../../../lib/store/corrections.ts'
import { Cursor } from '../../../lib/store/list-results.ts'
import { AgencyId } from '../../../lib/store/object-keys.ts'
import { answerTo, correctionsWithin, listObjections, objectTo } from '../corrections.ts'
import { badRequest } from '../problem.ts'
import { json, Limit, Year } from '../request.ts'
import { jsonAnswer, route } from '../route.ts'
import { asked, ReportPath } from './reports.ts'

const Paged = { limit: Limit.default(20), cursor: Cursor.optional() }
const CorrectionsQuery = z.strictObject({
  agency: AgencyId.optional(),
  supervisor: AgencyId.optional(),
  year: Year.optional(),
  state: CorrectionState.default('open'),
  ...Paged,
})
const AnswerPath = ReportPath.extend({ correction: CorrectionId })

export const CORRECTION_ROUTES = [
  route('GET /reports/{id}/corrections', {
    action: 'correction.read',
    summary: 'Objections to findings of any version of the same filing, with their answers, newest first.',
    path: ReportPath,
    query: z.strictObject(Paged),
    answers: { 200: jsonAnswer('A page.', CorrectionPage) },
    problems: [400, 404],
    serve: async (call) => ({ body: await correctionsWithin(call.site, await asked(call), { limit: call.query.limit, after: call.query.cursor }) }),
  }),
  route('GET /corrections', {
    action: 'correction.read',
    summary: 'Objections in one state, those still open if none is named, newest years first, within a year the newest: of the agencies below a supervisor, the caller’s own if none is named; of an agency, its own. A page can hold fewer than asked for although more follow.',
    query: CorrectionsQuery,
    answers: { 200: jsonAnswer('A page.', CorrectionPage) },
    problems: [400],
    async serve({ site, access, query: { cursor, ...query } }) {
      if (query.agency !== undefined && query.supervisor !== undefined) throw badRequest({ zh: '请在 agency、supervisor 中最多填写一个。', en: 'Give one of agency and supervisor at most.' })
      return { body: await listObjections(site, access, { ...query, after: cursor }) }
    },
  }),
  route('POST /reports/{id}/corrections', {
    action: 'correction.request',
    summary: 'Objects to a finding of one’s own report. The supervisor is told.',
    path: ReportPath,
    body: json(CorrectionRequest),
    answers: { 201: jsonAnswer('The objection.', CorrectionItem) },
    problems: [400, 404, 409, 413, 415],
    serve: async (call) => ({ status: 201, body: await objectTo(call.site, call.access, await asked(call), call.body) }),
  }),
  route('POST /reports/{id}/corrections/{correction}/answer', {
    action: 'correction.answer',
    summary: 'Accepts an objection, which dismisses the finding wherever the filing makes the same claim, or dismisses it. The agency is told.',
    path: AnswerPath,
    body: json(CorrectionAnswer),
    answers: { 200: jsonAnswer('The objection with its answer.', CorrectionItem) },
    problems: [400, 404, 409, 413, 415],
    serve: async (call) => ({ body: await answerTo(call.site, call.access, await asked(call), call.path.correction, call.body) }),
  }),
] as const
