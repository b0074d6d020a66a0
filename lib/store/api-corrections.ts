import * as z from 'zod'
import { Correction } from './corrections.ts'

const { agency, name } = Correction.shape.history.element.shape.by.shape

/** An objection to a finding and its answer, as the API gives it. */
export const CorrectionItem = Correction.omit({ ancestors: true }).extend({
  history: z.array(Correction.shape.history.element.extend({ by: z.object({ agency, name }) })),
})
export type CorrectionItem = z.infer<typeof CorrectionItem>

/** A page of objections, newest first. Of `GET /reports/{id}/corrections`: those within the filing of which the report is a version. */
export const CorrectionPage = z.object({ corrections: z.array(CorrectionItem), cursor: z.string().nullable() })
export type CorrectionPage = z.infer<typeof CorrectionPage>

/** Who it was at the agency concerns the agency and the audit alone: the schema leaves it out. */
export const toCorrectionItem = (correction: Correction): CorrectionItem => CorrectionItem.parse(correction)
