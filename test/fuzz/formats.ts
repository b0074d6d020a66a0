import { zipSync } from 'fflate'
import { check } from '../../lib/check/index.ts'
import { isArchive, openArchive } from '../../lib/readers/archive/index.ts'
import { Refusal } from '../../lib/readers/refusal.ts'
import { mutants } from '../readers/support/fuzz.ts'
import { WRITTEN_FORMATS } from '../readers/support/write-formats.ts'
import fc from '../support/property.ts'
import { SPECIMEN } from '../support/specimen.ts'

export interface Seed {
  /** Of the file: a format that is read, or an archive of such files. */
  readonly format: string
  readonly name: string
  readonly bytes: Uint8Array
}

const written = WRITTEN_FORMATS.map(({ format, name, write }): Seed => ({ format, name, bytes: write(SPECIMEN) }))
const members = Object.fromEntries(written.filter(({ format }) => format !== 'pdf').map(({ format, bytes }, index) => [`${index}.${format}`, bytes]))

/** A whole file of every format, and an archive of them. */
export const SEEDS: readonly Seed[] = [...written, { format: 'zip', name: 'an archive', bytes: zipSync(members, { level: 1 }) }]

/** Bytes of one of the files flipped, cut, doubled, exchanged. */
export const damagedFile = (seed: Seed): fc.Arbitrary<Uint8Array> => mutants(seed.bytes)

/**
 * Reads and checks a file, or each file of an archive.
 * @returns the milliseconds it took: of the clock, and of the processor.
 * @throws {Error} if anything breaks, or a reason for refusing does not say what to do.
 */
export async function survive(bytes: Uint8Array): Promise<{ readonly wall: number; readonly processor: number }> {
  const [begin, before] = [performance.now(), process.cpuUsage()]
  for (const file of isArchive(bytes) ? membersOf(bytes) : [bytes]) {
    const { outcome, rejection } = await check(file, '年报', { date: '2026-01-20' })
    if (outcome === 'rejected' && !/请/.test(rejection?.message ?? '')) throw new Error(`refused as ${rejection?.code ?? 'nothing'}: ${rejection?.message ?? ''}`)
  }
  const { user, system } = process.cpuUsage(before)
  return { wall: performance.now() - begin, processor: (user + system) / 1000 }
}

/** Those that can be unpacked. */
function membersOf(bytes: Uint8Array): Uint8Array[] {
  const files: Uint8Array[] = []
  const orRefused = (work: () => void) => {
    try {
      work()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  orRefused(() => {
    for (const member of openArchive(bytes).members) orRefused(() => files.push(member.read()))
  })
  return files
}
