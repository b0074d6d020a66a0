import type { S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod'
import { Finding, NotEvaluated, Rejection, RuleSettings, Score } from '../report/index.ts'
import { ArchiveMember } from './archive.ts'
import { filingOf } from './results.ts'
import { versionsOf } from './filing.ts'
import { resultKey } from './object-keys.ts'
import { getJson } from './objects.ts'
import type { Result } from './result.ts'
import type { Store } from './table.ts'

/** Its records and outcomes do not name it. */
export const FIRST_PARSER = '1.0.0'

/** The supervisors' settings as they were laid over one another for one report. */
export const AppliedSettings = z.object({
  /** A digest of `applied`: the same settings, the same version. */
  version: z.string(),
  /** The supervisors whose settings these are, nearest first. */
  from: z.array(z.string()),
  applied: RuleSettings,
})
export type AppliedSettings = z.infer<typeof AppliedSettings>

/** What the check of one submitted version said, in full; lies in the records bucket under `results/`. */
export const Outcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('checked'),
    /** The version of the catalogue that judged. */
    ruleSet: z.string(),
    /** The version of the parser that read the record. */
    parser: z.string().default(FIRST_PARSER),
    /** What supervisors had decided otherwise; absent where none had. */
    settings: AppliedSettings.optional(),
    /** When it was judged; absent in outcomes of rule set 1, which are as old as their result. */
    checkedAt: z.iso.datetime().optional(),
    score: Score,
    findings: z.array(Finding),
    notEvaluated: z.array(NotEvaluated),
  }),
  z.object({ outcome: z.literal('rejected'), rejection: Rejection }),
  /** An archive is no report: what is in it has results of its own. */
  z.object({ outcome: z.literal('archive'), members: z.array(ArchiveMember) }),
])
export type Outcome = z.infer<typeof Outcome>

/**
 * The outcome of a submitted version.
 * @throws {Error} if there is none although there is a result: it is written first.
 */
export async function readOutcome(client: S3Client, bucket: string, id: string): Promise<Outcome> {
  const outcome = await getJson(client, bucket, resultKey(id), Outcome)
  if (outcome === null) throw new Error(`no outcome for ${id}`)
  return outcome
}

/** Where a version stands in its filing: what came before it, and how many there are. */
export interface Surroundings {
  /** Null for the first version, and if the one before is not checked yet. */
  readonly previous: { readonly version: number; readonly outcome: Outcome } | null
  /** The newest version's number. */
  readonly newest: number
}

/** Reads what stands around a result as it is now: an older version may have come in since it was written. */
export async function readSurroundings(store: Store, client: S3Client, bucket: string, result: Result): Promise<Surroundings> {
  const filing = filingOf(result)
  if (filing === null) return { previous: null, newest: result.version }
  const versions = await versionsOf(store, filing)
  const index = versions.indexOf(result.id)
  const previousId = versions[index - 1]
  const outcome = previousId === undefined ? null : await getJson(client, bucket, resultKey(previousId), Outcome)
  return { previous: outcome === null ? null : { version: index, outcome }, newest: versions.length }
}
