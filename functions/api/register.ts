import { CSV_HEADER, csvLine } from '../../lib/register/csv-line.ts'
import { registerFrom } from '../../lib/register/export.ts'
import type { RowProblem } from '../../lib/register/rows.ts'
import { type Agency, agenciesBelow } from '../../lib/store/agency.ts'
import type { AgencyPage, RegisterImport } from '../../lib/store/api-register.ts'
import type { Store } from '../../lib/store/table.ts'
import { yearDue } from '../../lib/store/year-due.ts'
import { sendRecounts } from '../shared/recount.ts'
import { type Access, agencyWithin } from './access.ts'
import { entriesOf } from './entries.ts'
import { HttpProblem } from './problem.ts'
import type { Site } from './route.ts'

/** An event of a Lambda function has 6 MB at most, and a workbook grows by a third in it. */
export const LIMIT = 4 * 1024 * 1024
/** As many agencies are written well within the time that a request has. */
const MOST_AGENCIES = 5000
const EXPORTED = 500
/** An answer of a Lambda function has 6 MB at most; every row of a register that fits into one request can have two mistakes. */
const MOST_PROBLEMS = 10_000

/** Of a file in which everything is wrong, the beginning. */
function told(problems: readonly RowProblem[]): RowProblem[] {
  const more = problems.length - MOST_PROBLEMS
  const last = problems[MOST_PROBLEMS]
  return last === undefined ? [...problems] : [...problems.slice(0, MOST_PROBLEMS), { row: last.row, message: `从这一行起还有${more}处问题，没有逐一列出。请先改正前面的。` }]
}

/**
 * Takes a register, or with `dryRun` only finds its mistakes; what is to be counted again is sent to be counted.
 * @throws {HttpProblem} 422 with each bad row, or that there are more agencies than fit into one request.
 */
export async function importRegister(site: Site, bytes: Uint8Array, { by, dryRun }: { readonly by: string; readonly dryRun: boolean }): Promise<RegisterImport> {
  // The readers of both formats are evaluated only when a register comes.
  const { importAgencies } = await import('../../lib/register/import.ts')
  const options = { by, now: site.now(), most: MOST_AGENCIES }
  const tried = await importAgencies(site.store, bytes, { ...options, dryRun: true })
  const problems = told(tried.problems)
  if (dryRun) return { dryRun, ...tried, problems }
  if (tried.problems.length > 0)
    throw new HttpProblem(422, { zh: '名录里有不能导入的行，什么都没有写入。请按 problems 逐行改正后重新导入。', en: 'The register has rows that cannot be taken; nothing was written. Mend those in `problems` and try again.' }, { problems })
  const result = await importAgencies(site.store, bytes, options)
  await sendRecounts(site.store, site.sqs, site.tallyQueue, yearDue(site.now()))
  return { dryRun, ...result }
}

/** The page of the register after an agency, each supervisor before those below it. */
export async function exportPage(store: Store, after: string | undefined): Promise<{ readonly content: string; readonly cursor: string | null }> {
  const agencies: Agency[] = []
  for await (const agency of registerFrom(store, null, after)) {
    agencies.push(agency)
    if (agencies.length > EXPORTED) break
  }
  const shown = agencies.slice(0, EXPORTED)
  const content = (after === undefined ? CSV_HEADER : '') + shown.map(csvLine).join('')
  return { content, cursor: agencies.length > EXPORTED ? (shown.at(-1)?.id ?? null) : null }
}

/** A page of agencies: what is foreign is below nobody, as what does not exist. */
export async function listAgencies(
  store: Store,
  access: Access,
  query: { readonly supervisor?: string | undefined; readonly limit: number; readonly cursor?: string | undefined },
): Promise<AgencyPage> {
  const supervisor = query.supervisor ?? (access.scope === 'own' ? undefined : access.principal.agency)
  if (supervisor === undefined) {
    const own = await agencyWithin(store, access, access.principal.agency ?? '')
    return { supervisor: own?.supervisor ?? null, agencies: own === null ? [] : await entriesOf(store, [own]), cursor: null }
  }
  const reached = supervisor === null || (access.scope !== 'own' && (await agencyWithin(store, access, supervisor)) !== null)
  if (!reached) return { supervisor, agencies: [], cursor: null }
  const { agencies, after } = await agenciesBelow(store, supervisor, { limit: query.limit, after: query.cursor })
  return { supervisor, agencies: await entriesOf(store, agencies), cursor: after }
}
