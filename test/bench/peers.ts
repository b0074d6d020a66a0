// node test/bench/peers.ts [reports in memory] [reports in the table]: how long it takes to find a copied report.
import { narrativeOf, Neighbours, type Signature, signatureOf } from '../../lib/similarity/index.ts'
import { enterNarrative, findAlike } from '../../lib/store/peers.ts'
import { startTable } from '../support/aws.ts'
import { inventedParagraphs, recordOfParagraphs } from '../support/invented.ts'

const REPORTS = Number(process.argv[2] ?? 200_000)
const IN_TABLE = Number(process.argv[3] ?? 500)
const LOOKUPS = 200
const YEAR = 2025

const signed = (paragraphs: readonly string[]): Signature => signatureOf(narrativeOf(recordOfParagraphs('星湖县云桥镇人民政府', YEAR, paragraphs))) ?? ''
/** Of five paragraphs one is rewritten. */
const copyOf = (seed: number): string[] => [...inventedParagraphs(seed).slice(0, 4), ...inventedParagraphs(REPORTS + seed, 1)]

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number): string => (sorted[Math.floor(part * (sorted.length - 1))] ?? 0).toFixed(2)
  return `median ${at(0.5)} ms   p99 ${at(0.99)} ms`
}

async function timed(lookUp: (seed: number) => Promise<boolean> | boolean): Promise<string> {
  const times: number[] = []
  let found = 0
  for (let index = 0; index < LOOKUPS; index += 1) {
    const seed = Math.floor((index * (IN_TABLE - 1)) / LOOKUPS)
    const from = performance.now()
    if (await lookUp(seed)) found += 1
    times.push(performance.now() - from)
  }
  return `${spread(times)}   ${found} of ${LOOKUPS} copies found`
}

const from = performance.now()
const neighbours = new Neighbours<number>()
for (let seed = 0; seed < REPORTS; seed += 1) neighbours.add(seed, signed(inventedParagraphs(seed)))
const loaded = performance.now() - from
console.log(`${REPORTS} reports in memory, ${(loaded / REPORTS).toFixed(2)} ms each to write, normalize, sign and enter, ${(process.memoryUsage().heapUsed / 1024 / 1024).toFixed(0)} MB`)
const copies = Array.from({ length: IN_TABLE }, (_, seed) => signed(copyOf(seed)))
console.log(`  look-up               ${await timed((seed) => neighbours.alike(-1, copies[seed] ?? '').includes(seed))}`)
console.log(`  sign and look up      ${await timed((seed) => neighbours.alike(-1, signed(copyOf(seed))).includes(seed))}`)

const { store, stop } = await startTable()
const sent = { reads: 0, writes: 0 }
store.client.middlewareStack.add(
  (next, { commandName }) => async (given) => {
    sent[commandName?.includes('Get') ? 'reads' : 'writes'] += 1
    return next(given)
  },
  { step: 'initialize' },
)
const began = performance.now()
for (let seed = 0; seed < IN_TABLE; seed += 1) {
  const id = seed.toString(16).padStart(32, '0')
  const agency = `a${seed}`
  const submittedAt = new Date(Date.UTC(2026, 0, 12) + seed).toISOString()
  const upload = { bucket: 'uploads', key: `incoming/${agency}/${YEAR}/s/a.txt`, versionId: id, eTag: id, size: 1, submittedAt, sequencer: null }
  await enterNarrative(store, { agency, year: YEAR, name: agency, id, upload, signature: signed(inventedParagraphs(seed)) }, new Date(submittedAt))
}
console.log(`${IN_TABLE} reports in the embedded DynamoDB, ${((performance.now() - began) / IN_TABLE).toFixed(1)} ms and ${(sent.writes / IN_TABLE).toFixed(1)} writes each to enter`)
sent.reads = 0
const lookUp = await timed(async (seed) => (await findAlike(store, { agency: 'new', year: YEAR }, copies[seed] ?? '', '9')).some(({ agency }) => agency === `a${seed}`))
console.log(`  look-up               ${lookUp}, ${(sent.reads / LOOKUPS).toFixed(1)} requests each, however many reports there are`)
await stop()
