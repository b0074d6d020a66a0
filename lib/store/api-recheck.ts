import * as z from 'zod'
import { RunId } from './recheck.ts'

/** `POST /rechecks`: the run that was started; what it changes is in the records bucket, page by page. */
export const RecheckStarted = z.object({ id: RunId })
export type RecheckStarted = z.infer<typeof RecheckStarted>
