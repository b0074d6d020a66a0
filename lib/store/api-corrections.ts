import * as z from 'zod'
import { Correction } from './corrections.ts'

const { agency, name } = Correction.shape.history.element.shape.by.shape

/** An objection to a finding and its answer, as the API gives it. */
export const CorrectionItem = Correction.extend({
  history: z.array(Correction.shape.history.element.extend({ by: z.object({ agency, name }) })),
})
export type CorrectionItem = z.infer<typeof CorrectionItem>

/** `GET /reports/{id}/corrections`: all objections within the filing of which the report is a version, newest first. */
export const CorrectionList = z.object({ corrections: z.array(CorrectionItem) })

/** Who it was at the agency concerns the agency and the audit alone. */
export const toCorrectionItem = (correction: Correction): CorrectionItem => ({
  ...correction,
  history: correction.history.map(({ by, ...step }) => ({ ...step, by: { agency: by.agency, name: by.name } })),
})
