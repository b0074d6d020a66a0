import { readdir } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { listUploads, type Marker } from '../../store/list-uploads.ts'
import { readIncomingKey, safeFileName } from '../../store/object-keys.ts'
import { ROOT } from '../instance.ts'
import type { Opened } from './open-stack.ts'

/** A sample report and the filing that its path names: `samples/<agency>/<year>/<file>`. */
export interface Sample {
  readonly agency: string
  readonly year: number
  readonly file: string
  readonly path: string
}

const SAMPLES = join(ROOT, 'samples')
export const REGISTER = join(SAMPLES, 'agencies.csv')

/** All samples, older years first: a report is compared with the one of the year before. */
export async function listSamples(): Promise<Sample[]> {
  const paths = await readdir(SAMPLES, { recursive: true })
  const samples = paths.sort().flatMap((path): Sample[] => {
    const [agency, year, file, ...deeper] = path.split(sep)
    if (agency === undefined || file === undefined || deeper.length > 0 || !/^\d{4}$/.test(year ?? '')) return []
    return [{ agency, year: Number(year), file, path: join(SAMPLES, path) }]
  })
  return samples.sort((a, b) => a.year - b.year)
}

/** Those of the samples that no earlier start has uploaded; what lies in the bucket decides. */
export async function notYetUploaded(samples: readonly Sample[], { s3, bucket }: Pick<Opened, 's3' | 'bucket'>): Promise<Sample[]> {
  const uploaded = new Set<string>()
  let from: Marker | null = null
  do {
    const page = await listUploads(s3, bucket, from)
    for (const { key } of page.uploads) {
      const parts = readIncomingKey(key)
      if (parts !== null) uploaded.add(`${parts.agency}/${parts.year}/${parts.file}`)
    }
    from = page.next
  } while (from !== null)
  return samples.filter(({ agency, year, file }) => !uploaded.has(`${agency}/${year}/${safeFileName(file)}`))
}
