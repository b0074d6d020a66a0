import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findResult, markMailed, type ResultDraft, saveResult } from '../../lib/store/results.ts'
import { Cursor, listResults, type ResultQuery } from '../../lib/store/list-results.ts'
import { pendingMail, takeTurns, withoutResult } from '../../lib/store/unfinished.ts'
import { startTable } from '../support/aws.ts'

let table: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  table = await startTable()
})
afterAll(() => table.stop())

let made = 0

function draft(over: Partial<ResultDraft> & { readonly at?: string; readonly sequencer?: string; readonly key?: string } = {}): ResultDraft {
  const { at = '2026-01-12T01:00:00.000Z', sequencer = null, key, ...fields } = over
  const id = (made += 1).toString(16).padStart(32, '0')
  const agency = fields.agency === undefined ? 'yunqiao' : fields.agency
  const year = fields.year === undefined ? 2025 : fields.year
  return {
    id,
    upload: {
      bucket: 'uploads',
      key: key ?? `incoming/${agency}/${year}/s${id}/report.txt`,
      versionId: id,
      eTag: id,
      size: 1,
      submittedAt: at,
      sequencer,
    },
    submission: `s${id}`,
    file: 'report.txt',
    agencyName: '云桥镇人民政府',
    level: 'township',
    supervisor: 'xinghu',
    ancestors: ['xinghu'],
    outcome: 'checked',
    rejection: null,
    score: 90,
    verdict: 'pass',
    findingCounts: { error: 0, warning: 0, info: 0 },
    validatedAt: '2026-01-12T01:00:05.000Z',
    ...fields,
    agency,
    year,
  }
}

const list = async (query: Partial<ResultQuery>) =>
  (await listResults(table.store, [{ versions: 'current', limit: 100, ...query }])).results

describe('versions of a filing', () => {
  test('any order, any repetition, all at once: numbered by upload time, the newest current', async () => {
    const minute = fc.nat(59).map((at) => `2026-01-12T01:${String(at).padStart(2, '0')}:00.000Z`)
    const plan = fc
      .uniqueArray(minute, { minLength: 1, maxLength: 6 })
      .chain((times) => fc.tuple(fc.constant(times), fc.array(fc.nat(times.length - 1), { maxLength: 10 }), fc.boolean()))
    await fc.assert(
      fc.asyncProperty(plan, async ([times, repeats, atOnce]) => {
        const agency = `agency${(made += 1)}`
        const drafts = times.map((at) => draft({ agency, at }))
        const runs = [...drafts, ...repeats.flatMap((index) => drafts[index] ?? [])].toReversed()
        if (atOnce) await Promise.all(runs.map((run) => saveResult(table.store, run)))
        else for (const run of runs) await saveResult(table.store, run)

        const results = await list({ agency, versions: 'all' })
        expect(results.map(({ upload }) => upload.submittedAt)).toEqual([...times].sort().toReversed())
        expect(results.map(({ version }) => version)).toEqual(times.map((_, index) => times.length - index))
        expect(results.map(({ current }) => current)).toEqual(times.map((_, index) => index === 0))
      }),
      { numRuns: 25 },
    )
  })

  test('at the same instant the sequencer of one key decides, the shorter one padded on the right', async () => {
    const key = 'incoming/seq/2025/s1/report.txt'
    const later = draft({ agency: 'seq', key, sequencer: '00A1' })
    const earlier = draft({ agency: 'seq', key, sequencer: '00A0F' })
    for (const run of [later, earlier]) await saveResult(table.store, run)
    expect((await findResult(table.store, later.id))?.version).toBe(2)
    expect((await findResult(table.store, earlier.id))?.current).toBe(false)
  })

  test('the first result of an id stays', async () => {
    const first = draft({ agency: 'first', score: 64 })
    await saveResult(table.store, first)
    await saveResult(table.store, { ...first, score: 100 })
    expect((await findResult(table.store, first.id))?.score).toBe(64)
  })

  test('an upload with a foreign key is kept by itself', async () => {
    const foreign = draft({ agency: null, year: null, submission: null, supervisor: null, outcome: 'rejected', verdict: null, score: null })
    await saveResult(table.store, foreign)
    expect(await findResult(table.store, foreign.id)).toMatchObject({ version: 1, current: true, agency: null })
  })
})

describe('lists', () => {
  const own = { supervisor: 'lists' }
  beforeAll(async () => {
    const drafts = [
      draft({ ...own, agency: 'a', year: 2024, verdict: 'fail' }),
      draft({ ...own, agency: 'a', year: 2025, verdict: 'fail', at: '2026-01-10T00:00:00.000Z' }),
      draft({ ...own, agency: 'a', year: 2025, verdict: 'pass', at: '2026-01-11T00:00:00.000Z' }),
      draft({ ...own, agency: 'b', year: 2025, verdict: 'uncheckable', at: '2026-01-12T00:00:00.000Z' }),
      draft({ ...own, agency: 'c', year: 2025, verdict: null, score: null, outcome: 'rejected', at: '2026-01-13T00:00:00.000Z' }),
    ]
    for (const each of drafts) await saveResult(table.store, each)
  })
  const brief = async (query: Partial<ResultQuery>) =>
    (await list({ ...own, ...query })).map(({ agency, year, verdict }) => `${agency} ${year} ${verdict ?? 'rejected'}`)

  test.each<[string, Partial<ResultQuery>, string[]]>([
    ['newest years first', {}, ['c 2025 rejected', 'b 2025 uncheckable', 'a 2025 pass', 'a 2024 fail']],
    ['history', { versions: 'all', agency: 'a' }, ['a 2025 pass', 'a 2025 fail', 'a 2024 fail']],
    ['a year', { year: 2024 }, ['a 2024 fail']],
    ['a verdict', { standing: 'uncheckable' }, ['b 2025 uncheckable']],
    ['what was rejected', { standing: 'rejected', year: 2025 }, ['c 2025 rejected']],
    ['a superseded verdict', { standing: 'fail', year: 2025 }, []],
    ['agency and verdict', { agency: 'a', standing: 'fail' }, ['a 2024 fail']],
    ['agency of another supervisor', { agency: 'a', supervisor: 'other' }, []],
  ])('%s', async (_name, query, expected) => {
    expect(await brief(query)).toEqual(expected)
  })

  test('without a supervisor, over everybody', async () => {
    expect((await list({ year: 2024 })).map(({ agency }) => agency)).toEqual(['a'])
    expect((await list({ standing: 'uncheckable' })).map(({ agency }) => agency)).toEqual(['b'])
  })

  test('pages join without gap or repetition, and the last one says so', async () => {
    const whole = await brief({ versions: 'all' })
    const paged: string[] = []
    let after: string | undefined
    do {
      const page = await listResults(table.store, [{ ...own, versions: 'all', limit: 2, after }])
      paged.push(...page.results.map(({ agency, year, verdict }) => `${agency} ${year} ${verdict ?? 'rejected'}`))
      after = page.cursor === null ? undefined : Cursor.parse(page.cursor)
    } while (after !== undefined)
    expect(paged).toEqual(whole)
  })

  test.each(['', 'x', 'e30', Buffer.from('2025#x#y').toString('base64url'), 'a'.repeat(300)])('refuses the cursor %j', (cursor) => {
    expect(Cursor.safeParse(cursor).success).toBe(false)
  })

  test('finds a submission', async () => {
    const [newest] = await list(own)
    expect((await list({ submission: newest?.submission ?? '', versions: 'all' })).map(({ id }) => id)).toEqual([newest?.id])
  })
})

describe('what is unfinished', () => {
  const now = new Date('2026-01-12T02:00:00.000Z')

  test('a result waits for its mail until it is marked', async () => {
    const waiting = draft({ agency: 'mail' })
    await saveResult(table.store, waiting)
    const ids = async () => {
      const found: string[] = []
      for await (const page of pendingMail(table.store)) found.push(...page.map(({ id }) => id))
      return found
    }
    expect(await ids()).toContain(waiting.id)
    await markMailed(table.store, waiting.id)
    expect(await ids()).not.toContain(waiting.id)
  })

  test('tells uploads without a result, more of them than one batch holds', async () => {
    const done = draft()
    await saveResult(table.store, done)
    const lost = Array.from({ length: 230 }, (_, index) => `f${index.toString(16).padStart(31, '0')}`)
    expect(await withoutResult(table.store, [...lost, done.id])).toEqual(new Set(lost))
  })

  test('each time the wait for the next try doubles; without a wait it is always due', async () => {
    const ids = ['e'.repeat(32)]
    const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
    const wait = 15 * 60_000
    expect(await takeTurns(table.store, 'upload', ids, now, wait)).toEqual(ids)
    expect(await takeTurns(table.store, 'upload', ids, minutes(29), wait)).toEqual([])
    expect(await takeTurns(table.store, 'upload', ids, minutes(30), wait)).toEqual(ids)
    expect(await takeTurns(table.store, 'upload', ids, minutes(89), wait)).toEqual([])
    expect(await takeTurns(table.store, 'upload', ids, minutes(30), 0)).toEqual(ids)
    expect(await takeTurns(table.store, 'mail', ids, now, wait)).toEqual(ids)
  })
})
