import type { S3Client } from '@aws-sdk/client-s3'
import { stands } from '../report/index.ts'
import { resultKey, RESULTS } from './object-keys.ts'
import { putJson } from './objects.ts'
import type { Outcome } from './outcome.ts'
import type { Result } from './result.ts'
import { changeResult } from './results.ts'
import type { Store } from './table.ts'

type Checked = Extract<Outcome, { outcome: 'checked' }>

/** Where an outcome lies once another has taken its place: by when it was judged. */
export const formerKey = (id: string, judgedAt: string): string => `${RESULTS}${id}/${judgedAt}.json`

/**
 * Puts a new outcome in the place of the former one, which is kept. Repeating it after an interruption finishes it: the
 * former outcome is written before it is replaced, the table follows at the end.
 * @param result as the table has it
 */
export async function replaceOutcome(store: Store, s3: S3Client, bucket: string, result: Result, former: Checked, outcome: Checked): Promise<void> {
  await putJson(s3, bucket, formerKey(result.id, former.checkedAt ?? result.validatedAt), former)
  await putJson(s3, bucket, resultKey(result.id), outcome)
  await followOutcome(store, result, outcome)
}

const count = ({ findings }: Checked, severity: 'error' | 'warning' | 'info'): number => findings.filter((finding) => finding.severity === severity && stands(finding)).length

/** Has a result say what its outcome says. Its place among the versions stays. */
export const followOutcome = (store: Store, result: Result, outcome: Checked): Promise<void> =>
  changeResult(store, result, () => ({
    score: outcome.score.total,
    verdict: outcome.score.verdict,
    findingCounts: { error: count(outcome, 'error'), warning: count(outcome, 'warning'), info: count(outcome, 'info') },
    validatedAt: outcome.checkedAt ?? result.validatedAt,
  }))
