import { type Agency, findAgencies } from './agency.ts'
import { correctionsOf, moveCorrection } from './corrections.ts'
import { resultsOf } from './list-results.ts'
import type { Result } from './result.ts'
import { changeResult } from './results.ts'
import type { Store } from './table.ts'

const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join()

/**
 * Puts what an agency has sent into the lists of those who stand above it now, and takes it out of those of who stood there
 * before. Repeating it changes nothing.
 * @param years those for which the agency has sent anything
 */
export const followRegister = (store: Store, id: string, years: readonly number[]): Promise<void> =>
  asRegistered(store, id, async (agency) => {
    for await (const results of resultsOf(store, id)) await moveResults(store, results, agency)
    for (const year of years)
      for (const correction of await correctionsOf(store, { agency: id, year }))
        if (!same(correction.ancestors, agency.ancestors)) await moveCorrection(store, correction, agency.ancestors)
  })

/** The same for some results of an agency, where any of them stands elsewhere than the agency did when it was read. */
export async function followWith(store: Store, results: readonly Result[], agency: Agency): Promise<void> {
  if (results.some((result) => !isBelow(result, agency))) await asRegistered(store, agency.id, (now) => moveResults(store, results, now))
}

/** Does work by the register, and again if an import changed it meanwhile: of two runs at once neither leaves what is old. */
async function asRegistered(store: Store, id: string, work: (agency: Agency) => Promise<void>): Promise<void> {
  const read = async (): Promise<Agency | undefined> => (await findAgencies(store, [id], { consistent: true }))[0]
  let [before, agency] = [undefined as Agency | undefined, await read()]
  while (agency !== undefined && !(before !== undefined && same(before.ancestors, agency.ancestors))) {
    await work(agency)
    ;[before, agency] = [agency, await read()]
  }
}

const isBelow = (result: Result, { supervisor, ancestors }: Agency): boolean => result.supervisor === supervisor && same(result.ancestors, ancestors)

async function moveResults(store: Store, results: readonly Result[], agency: Agency): Promise<void> {
  const { supervisor, ancestors } = agency
  for (const result of results) await changeResult(store, result, (now) => (isBelow(now, agency) ? null : { supervisor, ancestors }))
}
