import * as z from 'zod'
import { Stopped } from './address.ts'
import { Agency, AgencyChange } from './agency.ts'
import { AgencyId } from './object-keys.ts'

/** What the HTTP API gives of the register. */

/** An agency as the register shows it: its entry, and which of its addresses get no more mail. */
export const AgencyEntry = Agency.extend({
  undeliverable: z.array(
    z.object({
      address: z.email(),
      /** Nobody has it; or its owner called a mail spam. */
      why: Stopped.shape.kind,
      /** The mail service's words. */
      reason: Stopped.shape.reason,
      since: Stopped.shape.at,
    }),
  ),
})
export type AgencyEntry = z.infer<typeof AgencyEntry>

/** `GET /agencies`: a page of the agencies directly below a supervisor; null: those at the top. */
export const AgencyPage = z.object({ supervisor: AgencyId.nullable(), agencies: z.array(AgencyEntry), cursor: AgencyId.nullable() })
export type AgencyPage = z.infer<typeof AgencyPage>

/** `GET /agencies/{id}/history`: a page of what changed, newest first. */
export const AgencyHistory = z.object({ agency: AgencyId, changes: z.array(AgencyChange), cursor: z.string().nullable() })
export type AgencyHistory = z.infer<typeof AgencyHistory>

/** A row that cannot be taken, counted as a spreadsheet does; what is wrong, in Chinese. */
const RegisterProblem = z.object({ row: z.int().positive(), message: z.string() })

/** `POST /register`: what was imported, or would be. */
export const RegisterImport = z.object({
  dryRun: z.boolean(),
  /** Agencies that the file names; 0 if there is any problem. */
  imported: z.int().nonnegative(),
  added: z.int().nonnegative(),
  changed: z.int().nonnegative(),
  unchanged: z.int().nonnegative(),
  /** Only a dry run has any. */
  problems: z.array(RegisterProblem),
})
export type RegisterImport = z.infer<typeof RegisterImport>
