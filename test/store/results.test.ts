import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { putAll } from '../../lib/store/batch.ts'
import { resultItem } from '../../lib/store/result.ts'
import { changeResult, findResult, type ResultDraft, saveResult } from '../../lib/store/results.ts'
import { Cursor, listResults, type ResultQuery } from '../../lib/store/list-results.ts'
import { noteMailPending, pendingMail, strikeMailPending, takeTurns, withoutResult } from '../../lib/store/unfinished.ts'
import { startTable } from '../support/aws.ts'
import fc from '../support/property.ts'

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

  test('where a filter leaves out nearly everything, a page ends early, and the pages join all the same', async () => {
    const day = (index: number) => new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString()
    const below = (index: number): Partial<ResultDraft> => (index % 2 === 0 ? { supervisor: 'wide', ancestors: ['wide'] } : { supervisor: 'county', ancestors: ['county', 'wide'] })
    const all = Array.from({ length: 1000 }, (_, index) => ({ ...draft({ ...below(index), at: day(index) }), version: 1, current: index % 97 === 0 }))
    await putAll(table.store, all.map((result) => resultItem(result, 1)))
    const query = { versions: 'current', limit: 4, standing: 'pass' } as const
    const pages: string[][] = []
    let after: string | undefined
    do {
      const { results, cursor } = await listResults(table.store, [1, 2].map((level) => ({ ...query, above: { id: 'wide', level: level as 1 | 2 }, after })))
      pages.push(results.map(({ id }) => id))
      after = cursor === null ? undefined : Cursor.parse(cursor)
    } while (after !== undefined)
    expect(pages.flat()).toEqual(all.filter(({ current }) => current).map(({ id }) => id).toReversed())
    expect(Math.max(...pages.map(({ length }) => length))).toBe(4)
    expect(await list({ supervisor: 'wide', limit: 100 }), 'not all of 500 are looked at for one page').toHaveLength(5)
  })

  test('a result that moves while it is judged again stands in the lists of both changes', async () => {
    const [first, second] = [draft({ agency: 'moving', ancestors: ['old', 'top'], supervisor: 'old' }), draft({ agency: 'rising', ancestors: ['old', 'top'], supervisor: 'old' })]
    for (const each of [first, second]) {
      await saveResult(table.store, each)
      const seen = await findResult(table.store, each.id)
      if (seen === null) throw new Error('no result')
      const ancestors = each === first ? ['new', 'other', 'top'] : ['top']
      await Promise.all([
        changeResult(table.store, seen, () => ({ verdict: 'fail', score: 10 })),
        changeResult(table.store, seen, () => ({ supervisor: ancestors[0] ?? null, ancestors })),
      ])
    }
    expect(await list({ supervisor: 'old' })).toEqual([])
    expect((await list({ supervisor: 'new', standing: 'fail' })).map(({ id, score }) => [id, score])).toEqual([[first.id, 10]])
    expect((await list({ above: { id: 'top', level: 3 }, standing: 'fail' })).map(({ id }) => id)).toEqual([first.id])
    expect((await list({ above: { id: 'top', level: 2 } })).map(({ id }) => id)).toEqual([])
    expect((await list({ supervisor: 'top', standing: 'fail' })).map(({ id }) => id)).toEqual([second.id])
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

  test('what is noted to be mailed stays until a run that began after it has mailed it', async () => {
    const { id } = draft()
    await noteMailPending(table.store, { id, since: now.toISOString() })
    const ids = async () => {
      const found: string[] = []
      for await (const page of pendingMail(table.store)) found.push(...page.map(({ id }) => id))
      return found
    }
    await strikeMailPending(table.store, id, new Date(now.getTime() - 1))
    expect(await ids()).toContain(id)
    await strikeMailPending(table.store, id, now)
    await strikeMailPending(table.store, id, now)
    expect(await ids()).not.toContain(id)
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
