import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginYear } from '../../functions/reconcile/begin-year.ts'
import { sendRecounts } from '../../functions/shared/recount.ts'
import { tally } from '../../functions/tally/tally.ts'
import { importAgencies } from '../../lib/register/import.ts'
import { TallyMessage } from '../../lib/store/messages.ts'
import { findObligation, findTotal } from '../../lib/store/tally.ts'
import { cellKeys, formFor } from '../../lib/tally/index.ts'
import { buildReport } from '../support/build-report.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { startLine } from './line.ts'

let line: Awaited<ReturnType<typeof startLine>>
beforeAll(async () => {
  line = await startLine()
  await importRows('city,云麓市人民政府办公室,city,,', 'county,云麓市青岩县人民政府办公室,county,city,', 'north,青岩县北桥镇人民政府,township,county,', 'south,青岩县南桥镇人民政府,township,county,', 'bureau,云麓市水务局,department,city,')
})
afterAll(() => line.stop())

const importRows = (...rows: string[]) =>
  importAgencies(line.store, Buffer.from(['id,name,level,supervisor,emails', ...rows].join('\n')), { by: 'test', now: new Date() })

const report = (agency: string, received: number) =>
  layoutNamed('row per line, pipes').write(buildReport({ agency, year: 2024, figures: { outcomes: { granted: [received, 0, 0, 0, 0, 0] } } }))

const total = async (supervisor: string) => {
  const found = await findTotal(line.store, supervisor, 2024)
  if (found === null) throw new Error(`nothing counted below ${supervisor}`)
  return found
}
const RECEIVED = cellKeys(formFor(2024)).findIndex(({ row, column }) => row === 'newReceived' && column === 'total')

test('a filing is counted at every supervisor above it; a newer version takes the place of the older', async () => {
  await line.check(report('青岩县北桥镇人民政府', 3), 'incoming/north/2024/n1/report.txt')
  await line.check(report('云麓市水务局', 10), 'incoming/bureau/2024/b1/report.txt')
  await tally(line.site, [{ agency: 'north', year: 2024, below: false }, { agency: 'bureau', year: 2024, below: false }])
  expect((await total('county')).counts).toMatchObject({ agencies: 2, filed: 1, missing: 1 })
  const city = await total('city')
  expect(city.counts).toMatchObject({ agencies: 4, filed: 2, missing: 2 })
  expect(city.cells[RECEIVED]).toMatchObject({ sum: 13, numbers: 2 })
  expect(city.supervisors).toEqual([{ id: 'county', name: '云麓市青岩县人民政府办公室', counts: (await total('county')).counts }])

  await line.check(report('青岩县北桥镇人民政府', 5), 'incoming/north/2024/n2/report.txt')
  await tally(line.site, [{ agency: 'north', year: 2024, below: false }])
  expect((await total('city')).cells[RECEIVED]).toMatchObject({ sum: 15, numbers: 2 })
  expect(await findObligation(line.store, 'north', 2024)).toMatchObject({ current: { version: 2 } })
})

test('counting twice, and many at once, changes nothing', async () => {
  const before = await total('city')
  const message = { agency: 'north', year: 2024, below: false }
  // One of them also for all years, as after a change of the register.
  await Promise.all(Array.from({ length: 6 }, () => tally(line.site, [message, message, { agency: 'north', below: false }])))
  expect({ ...(await total('city')), revision: 0 }).toEqual({ ...before, revision: 0 })
})

test('a file that is no report is not counted as filed, and its numbers are nowhere', async () => {
  await line.check('今天天气很好。', 'incoming/south/2024/s1/report.txt')
  await tally(line.site, [{ agency: 'south', year: 2024, below: false }])
  expect((await total('county')).counts).toMatchObject({ agencies: 2, filed: 1, missing: 0, rejected: 1 })
  expect(await findObligation(line.store, 'south', 2024)).toMatchObject({ filedAt: null, cells: null })
})

test('what the register changes is counted again', async () => {
  const queue = await line.queue('tally')
  while ((await line.received(queue)).length > 0);
  await sendRecounts(line.store, line.sqs, queue, 2024)
  while ((await line.received(queue)).length > 0);
  await importRows('annex,云麓市档案馆,department,city,', 'south,青岩县南桥镇人民政府,township,city,')
  expect(await sendRecounts(line.store, line.sqs, queue, 2024), 'both supervisors, and who moved').toBe(3)
  const messages = (await line.received(queue)).map((body) => TallyMessage.parse(JSON.parse(body)))
  expect(messages).toEqual(expect.arrayContaining([{ agency: 'county', year: 2024, below: true }, { agency: 'city', year: 2024, below: true }, { agency: 'south', below: false }]))
  await tally(line.site, messages)
  expect((await total('county')).counts.agencies).toBe(1)
  expect((await total('city')).counts.agencies).toBe(5)
  expect(await sendRecounts(line.store, line.sqs, queue, 2024), 'nothing is left').toBe(0)
})

test('the first report of a year counts everybody below the same supervisors, also where nothing has come yet', async () => {
  await importRows('other,云麓市赤溪县人民政府办公室,county,city,', 'other-town,赤溪县东桥镇人民政府,township,other,')
  await line.check(report('青岩县北桥镇人民政府', 3).replaceAll('2024', '2025'), 'incoming/north/2025/n1/report.txt')
  await tally(line.site, [{ agency: 'north', year: 2025, below: false }])
  expect((await findTotal(line.store, 'other', 2025))?.counts).toMatchObject({ agencies: 1, missing: 1 })
  const { counts, byLevel } = (await findTotal(line.store, 'city', 2025)) ?? {}
  expect(byLevel?.township).toMatchObject({ agencies: 3, missing: 2 })
  expect(counts).toMatchObject({ missing: (counts?.agencies ?? 0) - 1 })
})

test('with a new year everybody is counted, though nobody has sent anything', async () => {
  const queue = await line.queue('new-year')
  const run = { store: line.store, sqs: line.sqs, queue }
  expect(await beginYear(run, 2026)).toBeGreaterThan(0)
  expect(await beginYear(run, 2026), 'once').toBe(0)
  await tally(line.site, (await line.received(queue)).map((body) => TallyMessage.parse(JSON.parse(body))))
  const { counts } = (await findTotal(line.store, 'city', 2026)) ?? {}
  expect(counts).toMatchObject({ agencies: 7, missing: 7 })
})

test('an agency that the register lacks is counted nowhere', async () => {
  await tally(line.site, [{ agency: 'stranger', year: 2024, below: false }])
  expect(await findObligation(line.store, 'stranger', 2024)).toBeNull()
})
