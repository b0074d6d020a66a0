import { afterAll, beforeAll, expect, test } from 'vitest'
import { tallySupervisor } from '../../functions/tally/total.ts'
import { Level } from '../../lib/report/index.ts'
import { type Agency, enterChanges } from '../../lib/store/agency.ts'
import { directDuties, dutiesBelow, type DutyQuery } from '../../lib/store/duties.ts'
import { findObligation, replaceObligation } from '../../lib/store/tally.ts'
import { countOf, type DutyFilter, isAsked, type Obligation, owes, STANDS } from '../../lib/tally/index.ts'
import { startTable } from '../support/aws.ts'
import fc from '../support/property.ts'

let table: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  table = await startTable()
})
afterAll(() => table.stop())

const YEAR = 2024
type Stand = 'missing' | 'rejected' | 'pass' | 'fail' | 'uncheckable'

const agency = (id: string, above: Agency | null, over: Partial<Agency> = {}): Agency => ({
  id, name: `某某${id}`, level: 'township', supervisor: above?.id ?? null, ancestors: above === null ? [] : [above.id, ...above.ancestors], emails: [], deadline: null, from: null, to: null, ...over,
})

const register = (before: readonly Agency[], after: readonly Agency[]) =>
  enterChanges(table.store, after.map((each) => ({ at: '2025-01-01T00:00:00.000Z', by: 'test', before: before.find(({ id }) => id === each.id) ?? null, after: each })))

const stands = async (id: string, stand: Stand, late = false): Promise<Obligation | null> => {
  if (stand === 'missing') return null
  const verdict = stand === 'rejected' ? null : stand
  const submittedAt = late ? '2025-02-02T00:00:00.000Z' : '2025-01-10T00:00:00.000Z'
  const obligation: Obligation = {
    agency: id, year: YEAR, filedAt: verdict === null ? null : submittedAt, deadline: '2025-01-31', rules: {}, cells: null,
    current: { id: 'a'.repeat(32), version: 1, file: 'a.docx', submittedAt, verdict, score: verdict === null ? null : 50, findings: { error: 0, warning: 0, info: 0 } },
  }
  await replaceObligation(table.store, obligation, await findObligation(table.store, id, YEAR))
  return obligation
}

const page = (supervisor: string, query: Partial<DutyQuery> = {}) => dutiesBelow(table.store, supervisor, { year: YEAR, direct: false, limit: 100, ...query })

async function all(supervisor: string, query: Partial<DutyQuery> = {}): Promise<string[]> {
  const ids: string[] = []
  let after: string | undefined
  do {
    const { duties, after: next } = await page(supervisor, { ...query, after })
    expect(duties.length).toBeLessThanOrEqual(query.limit ?? 100)
    ids.push(...duties.map(({ agency: { id } }) => id))
    after = next ?? undefined
  } while (after !== undefined)
  return ids
}

test('trees of any shape: a filter finds whom it is asked for, each once, supervisors before those below', async () => {
  const node = fc.record({
    parent: fc.nat(),
    level: fc.constantFrom(...Level.options),
    stand: fc.constantFrom<Stand>('missing', 'rejected', 'pass', 'fail', 'uncheckable'),
    late: fc.boolean(),
    exempt: fc.boolean(),
  })
  let trees = 0
  await fc.assert(
    fc.asyncProperty(fc.array(node, { minLength: 1, maxLength: 25 }), fc.integer({ min: 1, max: 7 }), async (nodes, limit) => {
      const name = `tree${(trees += 1)}`
      const made = [agency(name, null)]
      const obligations = new Map<string, Obligation | null>()
      for (const [index, { parent, level, stand, late, exempt }] of nodes.entries()) {
        const each = agency(`${name}-${(index * 7) % 26}-${index}`, made[parent % made.length] ?? null, { level, from: exempt ? 2030 : null })
        made.push(each)
        obligations.set(each.id, await stands(each.id, stand, late))
      }
      await register([], made)
      for (const { id } of made.toSorted((a, b) => b.ancestors.length - a.ancestors.length))
        if (made.some(({ supervisor }) => supervisor === id)) await tallySupervisor(table.store, id, YEAR)

      const inOrder = (above: string, filter: DutyFilter, direct: boolean): string[] =>
        made
          .filter(({ supervisor }) => supervisor === above)
          .toSorted((a, b) => (a.id < b.id ? -1 : 1))
          .flatMap((each) => {
            const own = owes(each, YEAR) ? countOf(obligations.get(each.id) ?? null) : null
            return [...(isAsked({ level: each.level, own }, filter) ? [each.id] : []), ...(direct ? [] : inOrder(each.id, filter, direct))]
          })
      for (const filter of [{}, ...STANDS.map((status) => ({ status })), { level: 'county' }, { level: 'township', status: 'missing' }] as const)
        for (const direct of [true, false]) expect(await all(name, { ...filter, direct, limit })).toEqual(inOrder(name, filter, direct))
    }),
    { numRuns: 5 },
  )
})

test('what is shown is as the obligation says, whatever the overview still says', async () => {
  const top = agency('stale', null)
  const towns = ['a', 'b', 'c'].map((id) => agency(`stale-${id}`, top))
  await register([], [top, ...towns])
  for (const { id } of towns) await stands(id, 'fail')
  await tallySupervisor(table.store, top.id, YEAR)
  await stands('stale-b', 'pass')
  expect(await all(top.id, { status: 'fail' })).toEqual(['stale-a', 'stale-c'])
  await tallySupervisor(table.store, top.id, YEAR)
  expect(await all(top.id, { status: 'pass' })).toEqual(['stale-b'])
})

test('who has moved away is shown no more, even before it is counted again; where it is now, after', async () => {
  const [from, to] = [agency('leave', null), agency('join', null)]
  const town = agency('mover', from)
  await register([], [from, to, town, agency('leave-stays', from)])
  for (const { id } of [from, to]) await tallySupervisor(table.store, id, YEAR)
  await register([town], [{ ...town, supervisor: to.id, ancestors: [to.id] }])
  expect(await all(from.id, { status: 'missing' })).toEqual(['leave-stays'])
  await tallySupervisor(table.store, to.id, YEAR)
  expect(await all(to.id, { status: 'missing' })).toEqual(['mover'])
})

test('where nothing was counted yet the register says who is there, some hundreds a page', async () => {
  const top = agency('uncounted', null)
  const towns = Array.from({ length: 450 }, (_, index) => agency(`uncounted-${String(index).padStart(3, '0')}`, top, { to: index === 449 ? null : 2020 }))
  await register([], [top, ...towns])
  const first = await page(top.id)
  expect(first.duties).toEqual([])
  expect(first.after).not.toBeNull()
  expect(await all(top.id)).toEqual(['uncounted-449'])
})

test('1,800 directly below one supervisor: a filter reads those that it shows', async () => {
  const top = agency('wide', null)
  const towns = Array.from({ length: 1800 }, (_, index) => agency(`wide-${String(index).padStart(58, '0')}`, top))
  await register([], [top, ...towns])
  const failing = towns.filter((_, index) => index % 500 === 499).map(({ id }) => id)
  for (const id of failing) await stands(id, 'fail', true)
  await tallySupervisor(table.store, top.id, YEAR)
  for (const status of ['fail', 'late', 'filed'] as const) expect(await all(top.id, { status, limit: 3 })).toEqual(failing)
  expect((await page(top.id, { status: 'missing', limit: 20, after: towns[1500]?.id })).duties.map(({ agency: { id } }) => id)).toEqual(towns.slice(1501, 1521).map(({ id }) => id))
  let direct = 0
  for await (const duty of directDuties(table.store, top.id, YEAR)) direct += duty.agency.supervisor === top.id ? 1 : 0
  expect(direct).toBe(1800)
})

test('one by one in 120 counties: a page ends after fifty overviews, and the next goes on', async () => {
  const top = agency('thin', null, { level: 'city' })
  const counties = Array.from({ length: 120 }, (_, index) => agency(`thin-${String(index).padStart(3, '0')}`, top, { level: 'county' }))
  const towns = counties.map((county) => agency(`${county.id}-town`, county))
  await register([], [top, ...counties, ...towns])
  for (const { id } of [...counties, top]) await tallySupervisor(table.store, id, YEAR)
  const query = { level: 'township', status: 'missing' } as const
  const first = await page(top.id, query)
  expect([first.duties.length, first.after]).toEqual([49, towns[48]?.id])
  expect(await all(top.id, query)).toEqual(towns.map(({ id }) => id))
})
