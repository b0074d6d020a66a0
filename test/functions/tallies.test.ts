import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listDuties, ownDuty } from '../../functions/api/duties.ts'
import { contributors, rollUp } from '../../functions/api/rollup.ts'
import { summarize } from '../../functions/api/summary.ts'
import { tally } from '../../functions/tally/tally.ts'
import { importAgencies } from '../../lib/register/import.ts'
import { findAgency } from '../../lib/store/agency.ts'
import { Contributors, DutyPage, RollUp, Summary } from '../../lib/store/api-tallies.ts'
import { buildReport } from '../support/build-report.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { startLine } from './line.ts'

/** A province with two cities; one city has two counties with three towns each, the other only departments. */
const TOWNS = ['a', 'b', 'c'].flatMap((town) => ['ridge', 'shore'].map((county) => ({ id: `${county}-${town}`, name: `云麓省东坞市${county === 'ridge' ? '长岭' : '滨湖'}县${town.toUpperCase()}镇人民政府`, county })))
const REGISTER = [
  'id,name,level,supervisor,emails,deadline,from,to',
  'province,云麓省人民政府办公厅,province,,,,2099,',
  'east,东坞市人民政府办公室,city,province,,,2099,',
  'west,西坞市人民政府办公室,city,province,,,2099,',
  'ridge,长岭县人民政府办公室,county,east,,,2099,',
  'shore,滨湖县人民政府办公室,county,east,,,2099,',
  'west-water,西坞市水务局,department,west,,,,',
  'west-culture,西坞市文化局,department,west,,01-20,,',
  ...TOWNS.map(({ id, name, county }) => `${id},${name},township,${county},,,,`),
].join('\n')

let line: Awaited<ReturnType<typeof startLine>>
beforeAll(async () => {
  line = await startLine()
  await importAgencies(line.store, Buffer.from(REGISTER), { by: 'test', now: new Date() })
  const file = async (id: string, name: string, received: number) => {
    const report = buildReport({ agency: name, year: 2024, figures: { outcomes: { granted: [received, 0, 0, 0, 0, 0] } } })
    await line.check(layoutNamed('row per line, pipes').write(report), `incoming/${id}/2024/${id}/report.txt`)
  }
  for (const [index, { id, name }] of TOWNS.slice(0, 4).entries()) await file(id, name, index + 1)
  await line.check('今天天气很好。', 'incoming/west-water/2024/w/report.txt')
  await tally(line.site, ['ridge-a', 'shore-a', 'ridge-b', 'shore-b', 'west-water'].map((agency) => ({ agency, year: 2024, below: false })))
})
afterAll(() => line.stop())

const TODAY = '2025-01-25'
async function listed(query: Partial<Parameters<typeof listDuties>[1]>, limit = 100) {
  const ids: string[] = []
  let cursor: string | null | undefined
  do {
    const page = await listDuties(line.store, { supervisor: 'province', year: 2024, reach: 'all', limit, cursor: cursor ?? undefined, ...query }, TODAY)
    ids.push(...DutyPage.parse(page).obligations.map(({ agency }) => agency))
    ;({ cursor } = page)
  } while (cursor !== null)
  return ids
}

describe('obligations', () => {
  const ALL = ['ridge-a', 'ridge-b', 'ridge-c', 'shore-a', 'shore-b', 'shore-c', 'west-culture', 'west-water']

  test('all that have to file, down the tree, each once whatever the page', async () => {
    expect(await listed({})).toEqual(ALL)
    for (const limit of [1, 2, 3, 7, 8]) expect(await listed({}, limit)).toEqual(ALL)
  })

  test.each([
    ['missing', ['ridge-c', 'shore-c', 'west-culture']],
    ['rejected', ['west-water']],
    ['uncheckable', []],
  ] as const)('%s', async (status, ids) => {
    expect(await listed({ status }, 1)).toEqual(ids)
  })

  test('directly below only, on wish', async () => {
    expect(await listed({ supervisor: 'ridge', reach: 'direct' })).toEqual(['ridge-a', 'ridge-b', 'ridge-c'])
    expect(await listed({ reach: 'direct' })).toEqual([])
  })

  test('each says by when, and who is overdue', async () => {
    const page = await listDuties(line.store, { supervisor: 'west', year: 2024, reach: 'all', limit: 10 }, TODAY)
    expect(page.obligations).toMatchObject([
      { agency: 'west-culture', status: 'missing', deadline: '2025-01-20', overdue: true, report: null },
      { agency: 'west-water', status: 'rejected', deadline: '2025-01-31', overdue: false, filedAt: null, report: { version: 1, verdict: null } },
    ])
    expect(page.counts).toMatchObject({ agencies: 2, missing: 1, rejected: 1 })
  })

  test('a cursor leads nowhere but into the own tree', async () => {
    const page = await listDuties(line.store, { supervisor: 'west', year: 2024, reach: 'all', limit: 10, cursor: 'ridge-a' }, TODAY)
    expect(page.obligations).toEqual([])
  })

  test('an agency sees its own', async () => {
    const agency = await findAgency(line.store, 'ridge-a')
    if (agency === null) throw new Error('no agency')
    const page = await ownDuty(line.store, agency, 2024, TODAY)
    expect(page.obligations).toMatchObject([{ agency: 'ridge-a', late: false, report: { version: 1 } }])
  })
})

test('the summary of a province is the sum of its tree', async () => {
  const summary = Summary.parse(await summarize(line.store, 'province', 2024))
  expect(summary.counts).toMatchObject({ agencies: 8, filed: 4, missing: 3, rejected: 1 })
  expect(summary.supervisors.map(({ id, counts }) => [id, counts.agencies])).toEqual([['east', 6], ['west', 2]])
  expect(summary.scores.reduce((sum, { reports }) => sum + reports, 0)).toBe(4)
  expect(summary.scores.at(-1)).toMatchObject({ from: 100, to: 100 })
})

describe('the roll-up', () => {
  test('sums what is there and says what is not', async () => {
    const sums = RollUp.parse(await rollUp(line.store, { id: 'province', name: '云麓省人民政府办公厅' }, 2024))
    expect(sums.complete).toBe(false)
    expect(sums.notes.join()).toMatch(/3个单位没有报送.*1个单位报送的文件无法读取/)
    expect(sums.missing.map(({ agency }) => agency)).toEqual(['ridge-c', 'shore-c', 'west-culture', 'west-water'])
    const received = sums.cells.find(({ row, column }) => row === 'newReceived' && column === 'total')
    expect(received).toMatchObject({ sum: 1 + 2 + 3 + 4, numbers: 4, rowLabel: '一、本年新收政府信息公开申请数量', columnLabel: '总计' })
  })

  test('who contributed what to a cell, page by page', async () => {
    const cell = 'requests.newReceived.total'
    const first = await contributors(line.store, 'east', 2024, cell, { limit: 3 })
    const second = await contributors(line.store, 'east', 2024, cell, { limit: 3, cursor: first?.cursor ?? undefined })
    const all = [first, second].flatMap((page) => Contributors.parse(page).agencies)
    expect(all.map(({ agency, value }) => [agency, value])).toEqual([
      ['ridge-a', 1],
      ['ridge-b', 3],
      ['ridge-c', '?'],
      ['shore-a', 2],
      ['shore-b', 4],
      ['shore-c', '?'],
    ])
    expect(second?.cursor).toBeNull()
    expect(await contributors(line.store, 'east', 2024, 'requests.nothing.total', { limit: 3 })).toBeNull()
  })
})
