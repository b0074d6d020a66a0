import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listReports } from '../../functions/api/reports.ts'
import { sendRecounts } from '../../functions/shared/recount.ts'
import { tally } from '../../functions/tally/tally.ts'
import type { Access } from '../../functions/api/access.ts'
import { allows, type Principal } from '../../lib/access/index.ts'
import { importAgencies } from '../../lib/register/import.ts'
import { enterCorrection, findCorrection } from '../../lib/store/corrections.ts'
import { listCorrections } from '../../lib/store/list-corrections.ts'
import { TallyMessage } from '../../lib/store/messages.ts'
import { findResult, saveResult } from '../../lib/store/results.ts'
import { findObligation, findTotal } from '../../lib/store/tally.ts'
import { WRONG, startLine } from './line.ts'

/** An agency that moves in the register takes along what it has sent. */
let line: Awaited<ReturnType<typeof startLine>>
let queue: string
const ids: Record<string, string> = {}
beforeAll(async () => {
  line = await startLine()
  queue = await line.queue('tally')
  await imported('province,省办公厅,province,,', 'east,东市办公室,city,province,', 'west,西市办公室,city,province,', 'ridge,岭县办公室,county,east,', 'town,岭县甲镇人民政府,township,ridge,', 'quiet,岭县乙镇人民政府,township,ridge,')
  for (const [name, key] of [['old', 'town/2023'], ['first', 'town/2024'], ['second', 'town/2024'], ['other', 'quiet/2024']] as const)
    ids[name] = await line.check(`${WRONG}\n${name}`, `incoming/${key}/${name}/report.txt`)
  await tally(line.site, [{ agency: 'town', year: 2023, below: false }, { agency: 'town', year: 2024, below: false }, { agency: 'quiet', year: 2024, below: false }])
  await followed()
})
afterAll(() => line.stop())

const imported = (...rows: string[]) => importAgencies(line.store, Buffer.from(['id,name,level,supervisor,emails', ...rows].join('\n')), { by: 'test', now: new Date() })

/** What the register's changes left to be done is done. */
async function followed(): Promise<TallyMessage[]> {
  await sendRecounts(line.store, line.sqs, queue, 2024)
  const messages: TallyMessage[] = []
  for (let bodies = await line.received(queue); bodies.length > 0; bodies = await line.received(queue)) messages.push(...bodies.map((body) => TallyMessage.parse(JSON.parse(body))))
  await tally(line.site, messages)
  return messages
}

function supervising(agency: string): Access {
  const principal: Principal = { subject: 'u', role: 'supervisor', agency }
  return { principal, scope: 'subtree', allows: (object) => allows(principal, 'report.list', object) }
}
const seenBy = async (supervisor: string, query: Partial<Parameters<typeof listReports>[2]> = {}): Promise<string[]> => {
  const { reports } = await listReports(line.store, supervising(supervisor), { versions: 'all', limit: 100, ...query })
  return reports.map(({ id }) => Object.entries(ids).find(([, each]) => each === id)?.[0] ?? id).sort()
}
const ALL = ['first', 'old', 'other', 'second']

test('a whole county moves to another city: with all that was sent there, of every year and version', async () => {
  expect(await seenBy('east')).toEqual(ALL)
  await imported('ridge,岭县办公室,county,west,')
  expect(await seenBy('east'), 'at once: not theirs any more').toEqual([])
  const messages = await followed()
  expect(messages).toContainEqual({ agency: 'quiet', below: false })
  for (const [supervisor, reports] of [['east', []], ['west', ALL], ['province', ALL], ['ridge', ALL]] as const) expect(await seenBy(supervisor), supervisor).toEqual(reports)
  expect(await seenBy('west', { standing: 'fail', year: 2024 })).toEqual(['first', 'other', 'second'])
  expect((await findTotal(line.store, 'west', 2023))?.counts).toMatchObject({ filed: 1 })
  expect((await findTotal(line.store, 'west', 2024))?.counts).toMatchObject({ filed: 2 })
  expect((await findTotal(line.store, 'east', 2024))?.counts).toMatchObject({ agencies: 0, filed: 0 })
})

test('a town moves straight below the province: fewer stand above it than before', async () => {
  const finding = (await line.findings(ids['first'] ?? ''))[0]
  if (finding === undefined) throw new Error('no finding')
  const id = 'c'.repeat(32)
  const by = { subject: 'u', agency: 'town', name: '甲镇' }
  await enterCorrection(line.store, { id, agency: 'town', ancestors: ['ridge', 'west', 'province'], year: 2024, report: ids['first'] ?? '', finding, state: 'open', history: [{ at: '2025-02-01T00:00:00.000Z', by, did: 'object', words: '这里没有写错' }] })
  const objections = async (below: string) => (await listCorrections(line.store, { whose: { below }, state: 'open', limit: 10 })).corrections.map((each) => each.id)
  expect(await objections('ridge')).toEqual([id])

  await imported('town,岭县甲镇人民政府,township,province,')
  await followed()
  await followed()
  expect(await seenBy('ridge')).toEqual(['other'])
  expect(await seenBy('west')).toEqual(['other'])
  expect(await seenBy('province')).toEqual(ALL)
  expect(await seenBy('province', { supervisor: 'province' })).toEqual(['first', 'old', 'second'])
  expect([await objections('ridge'), await objections('west'), await objections('province')]).toEqual([[], [], [id]])
  expect((await findCorrection(line.store, { agency: 'town', year: 2024 }, id))?.ancestors).toEqual(['province'])
})

describe('at the same time', () => {
  test('a version that was being checked while its agency moved follows when it is counted', async () => {
    const known = await findResult(line.store, ids['second'] ?? '')
    if (known === null) throw new Error('no result')
    const late = { ...known, id: 'd'.repeat(32), outcome: 'rejected' as const, verdict: null, score: null, supervisor: 'ridge', ancestors: ['ridge', 'west', 'province'], upload: { ...known.upload, submittedAt: '2025-03-01T00:00:00.000Z' } }
    await saveResult(line.store, late)
    expect(await seenBy('ridge'), 'not shown meanwhile').toEqual(['other'])
    await tally(line.site, [{ agency: 'town', year: 2024, below: false }])
    expect(await findResult(line.store, late.id)).toMatchObject({ supervisor: 'province', ancestors: ['province'] })
    expect(await findObligation(line.store, 'town', 2024)).toMatchObject({ current: { id: late.id } })
  })

  test('two imports, one after the other, and many runs: what the register says last holds', async () => {
    await imported('town,岭县甲镇人民政府,township,east,')
    const runs = [tally(line.site, [{ agency: 'town', below: false }])]
    await imported('town,岭县甲镇人民政府,township,ridge,')
    runs.push(...Array.from({ length: 3 }, () => tally(line.site, [{ agency: 'town', below: false }])))
    await Promise.all(runs)
    await followed()
    expect(await seenBy('east')).toEqual([])
    expect((await seenBy('ridge', { year: 2023 })).length).toBe(1)
    expect(await findResult(line.store, ids['old'] ?? '')).toMatchObject({ supervisor: 'ridge', ancestors: ['ridge', 'west', 'province'] })
  })
})
