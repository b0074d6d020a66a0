import * as z from 'zod'
import { AuditCursor, AuditEntry } from './audit.ts'

/** `GET /audit`: a page of the trail of a day, an agency or a user, newest first. */
export const AuditPage = z.object({ entries: z.array(AuditEntry), cursor: AuditCursor.nullable() })
export type AuditPage = z.infer<typeof AuditPage>
