import { afterAll, beforeAll, expect, test } from 'vitest'
import { narrativeOf, signatureOf } from '../../lib/similarity/index.ts'
import { enterNarrative, findAlike } from '../../lib/store/peers.ts'
import { startTable } from '../support/aws.ts'
import { inventedParagraphs, recordOfParagraphs } from '../support/invented.ts'

let table: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  table = await startTable()
})
afterAll(() => table.stop())

const LATER = '2099-01-01T00:00:00.000Z'
let made = 0

function signature(paragraphs: readonly string[], agency = '云桥镇人民政府'): string {
  const found = signatureOf(narrativeOf(recordOfParagraphs(agency, 2025, paragraphs)))
  if (found === null) throw new Error('too little text')
  return found
}

interface Version {
  readonly agency: string
  readonly paragraphs: readonly string[]
  readonly year?: number
  /** The minute of its upload; it is entered at once. */
  readonly minute: number
  readonly entered?: number
}

async function enter({ agency, paragraphs, year = 2025, minute, entered = minute }: Version): Promise<string> {
  const id = (made += 1).toString(16).padStart(32, '0')
  const at = (minutes: number) => new Date(Date.UTC(2026, 0, 12, 1, minutes))
  const upload = { bucket: 'uploads', key: `incoming/${agency}/${year}/s/a.txt`, versionId: id, eTag: id, size: 1, submittedAt: at(minute).toISOString(), sequencer: null }
  await enterNarrative(table.store, { agency, year, name: `${agency}镇`, id, upload, signature: signature(paragraphs) }, at(entered))
  return id
}

const alike = async (agency: string, paragraphs: readonly string[], year = 2025) =>
  (await findAlike(table.store, { agency, year }, signature(paragraphs), LATER)).map((entry) => entry.agency)

test('the later of two alike hears of the earlier one, not the other way round', async () => {
  const paragraphs = inventedParagraphs(1)
  const id = await enter({ agency: 'earlier', paragraphs, minute: 1 })
  await enter({ agency: 'later', paragraphs, minute: 2 })
  await enter({ agency: 'unlike', paragraphs: inventedParagraphs(2), minute: 3 })
  expect(await findAlike(table.store, { agency: 'later', year: 2025 }, signature(paragraphs), LATER)).toMatchObject([{ agency: 'earlier', name: 'earlier镇', id }])
  expect(await alike('earlier', paragraphs)).toEqual([])
  expect(await alike('unlike', inventedParagraphs(2))).toEqual([])
  expect(await alike('later', paragraphs, 2024)).toEqual([])
})

test('a few other words do not hide a copy', async () => {
  const [first = '', ...rest] = inventedParagraphs(3)
  await enter({ agency: 'origin', paragraphs: [first, ...rest], minute: 1 })
  expect(await alike('copy', [...inventedParagraphs(4, 1), ...rest])).toEqual(['origin'])
})

test('only the newest version of a filing is in the index, in whatever order they come', async () => {
  const [old, recent] = [inventedParagraphs(5), inventedParagraphs(6)]
  await enter({ agency: 'corrected', paragraphs: recent, minute: 2 })
  await enter({ agency: 'corrected', paragraphs: old, minute: 1, entered: 3 })
  expect(await alike('reader', old)).toEqual([])
  expect(await alike('reader', recent)).toEqual(['corrected'])
  await enter({ agency: 'corrected', paragraphs: old, minute: 4 })
  expect(await alike('reader', old)).toEqual(['corrected'])
  expect(await alike('reader', recent)).toEqual([])
})

test('who corrects a report is not later than who copied it meanwhile', async () => {
  const paragraphs = inventedParagraphs(7)
  const corrected = [...paragraphs.slice(0, -1), ...inventedParagraphs(8, 1)]
  await enter({ agency: 'author', paragraphs, minute: 1 })
  await enter({ agency: 'copyist', paragraphs, minute: 2 })
  await enter({ agency: 'author', paragraphs: corrected, minute: 3 })
  expect(await alike('author', corrected)).toEqual([])
  expect(await alike('copyist', paragraphs)).toEqual(['author'])
  // Unless the new version is the other one's text.
  await enter({ agency: 'author', paragraphs: inventedParagraphs(9), minute: 4 })
  await enter({ agency: 'author', paragraphs, minute: 5 })
  expect(await alike('author', paragraphs)).toEqual(['copyist'])
})

test('repeating changes nothing; a text that a whole county shares stays within bounds', async () => {
  const paragraphs = inventedParagraphs(10)
  for (let index = 0; index < 60; index += 1) await enter({ agency: `county${index}`, paragraphs, minute: index % 50 })
  expect(await alike('last', paragraphs)).toHaveLength(4)
})
