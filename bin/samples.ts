import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { withStories } from '../test/samples/readme.ts'
import { readSources } from '../test/samples/source.ts'
import { sampleFiles } from '../test/samples/write.ts'

/** Writes the samples that have a source, and the table of all in their README; a test fails when they are stale. */
const SAMPLES = resolve(import.meta.dirname, '../samples')
const README = join(SAMPLES, 'README.md')

const sources = readSources()
for (const [path, bytes] of sampleFiles(sources)) {
  mkdirSync(dirname(join(SAMPLES, path)), { recursive: true })
  writeFileSync(join(SAMPLES, path), bytes)
}
writeFileSync(README, withStories(readFileSync(README, 'utf8'), sources))
