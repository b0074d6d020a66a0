import * as z from 'zod'
import { CorrectionItem, CorrectionList } from '../../../lib/store/api-corrections.ts'
import { CorrectionAnswer, CorrectionId, CorrectionRequest } from '../../../lib/store/corrections.ts'
import { answerTo, listCorrections, objectTo } from '../corrections.ts'
import { json } from '../request.ts'
import { jsonAnswer, route } from '../route.ts'
import { asked, ReportPath } from './reports.ts'

const AnswerPath = ReportPath.extend({ correction: CorrectionId })

export const CORRECTION_ROUTES = [
  route('GET /reports/{id}/corrections', {
    action: 'correction.read',
    summary: 'Objections to findings of any version of the same filing, with their answers, newest first.',
    path: ReportPath,
    answers: { 200: jsonAnswer('All of them.', CorrectionList) },
    problems: [400, 404],
    serve: async (call) => ({ body: { corrections: await listCorrections(call.site, await asked(call)) } satisfies z.infer<typeof CorrectionList> }),
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
