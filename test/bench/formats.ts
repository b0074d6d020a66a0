// node test/bench/formats.ts: for each format the time of reading against the bare pass of a library, memory, first read of a new process; sizes of the bundles.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildSync } from 'esbuild'
import * as z from 'zod'
import { bundleFunctions } from '../../lib/infra/bundle.ts'
import { pdfThread } from '../../lib/infra/pdf-thread.ts'
import { read } from '../../lib/readers/index.ts'
import { WRITTEN_FORMATS, type WrittenFormat } from '../readers/support/write-formats.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { bareHtml, bareOffice, barePdf } from './bare.ts'

/** A PDF takes much longer, and is warm sooner. */
const RUNS = { short: { warmUp: 20, timed: 41 }, long: { warmUp: 4, timed: 11 } } as const
const [CHILDREN, READS] = [3, 20]
const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'formats-'))

type Work = () => unknown
const page = new TextEncoder().encode(layoutNamed('HTML as Word pastes it').write(SPECIMEN))
const BARE: Partial<Record<WrittenFormat['format'], (bytes: Uint8Array) => unknown>> = {
  html: bareHtml,
  mht: () => bareHtml(page),
  docx: bareOffice,
  xlsx: bareOffice,
  pdf: barePdf,
}

const median = (values: readonly number[]): number => values.toSorted((x, y) => x - y)[values.length >> 1] ?? 0

/** The works take turns, so that whatever else the machine does falls on all of them. */
async function medians(works: readonly Work[], { warmUp, timed }: (typeof RUNS)[keyof typeof RUNS]): Promise<number[]> {
  const times = works.map((): number[] => [])
  for (let run = -warmUp; run < timed; run += 1) {
    for (const [index, work] of works.entries()) {
      const begin = performance.now()
      await work()
      if (run >= 0) times[index]?.push(performance.now() - begin)
    }
  }
  return times.map(median)
}

/** The readers as the function `parse` has them: one file, and beside it the thread for PDFs. */
function bundleReaders(): string {
  const path = join(folder, 'index.cjs')
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: ['lib/readers/index.ts'],
    write: false,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
    define: { 'import.meta.url': 'moduleUrl' },
  })
  for (const file of [...outputFiles.map(({ contents }) => ({ path: 'index.cjs', contents })), ...pdfThread(root)]) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true })
    writeFileSync(join(folder, file.path), file.contents)
  }
  return path
}

const Child = z.object({ load: z.number(), first: z.number(), peak: z.number() })

function inNewProcesses(readers: string, bytes: Uint8Array): z.infer<typeof Child> {
  const file = join(folder, 'report')
  writeFileSync(file, bytes)
  const args = [join(import.meta.dirname, 'formats-child.ts'), readers, file, String(READS)]
  const told = Array.from({ length: CHILDREN }, () => Child.parse(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))))
  return { load: median(told.map(({ load }) => load)), first: median(told.map(({ first }) => first)), peak: median(told.map(({ peak }) => peak)) }
}

const milliseconds = (value: number): string => value.toFixed(value < 100 ? 1 : 0)
const show = (cells: readonly string[]): void => {
  console.log(cells.map((cell, at) => (at === 1 ? cell.slice(0, 50).padEnd(51) : at === 0 ? cell.padEnd(9) : cell.padStart(9))).join(' '))
}

try {
  const readers = bundleReaders()
  console.log(`One report in each format. read, bare: medians of ${RUNS.short.timed} warm runs in turn (PDF: ${RUNS.long.timed}), wall time in ms; bare: parse5, or inflate and saxes, or pdf.js alone.`)
  console.log(`load, first: the bundled readers loaded and the first file read, in a new process, ms; peak: MB of that process after ${READS} files; medians of ${CHILDREN}.`)
  show(['format', 'written as', 'KB', 'read', 'bare', 'ratio', 'load', 'first', 'peak'])
  for (const { format, name, write } of WRITTEN_FORMATS) {
    const bytes = write(SPECIMEN)
    const bare = BARE[format]
    const [own = 0, library] = await medians([() => read(bytes), ...(bare ? [() => bare(bytes)] : [])], RUNS[format === 'pdf' ? 'long' : 'short'])
    const { load, first, peak } = inNewProcesses(readers, bytes)
    const against = library === undefined ? ['none', ''] : [milliseconds(library), `x ${(own / library).toFixed(2)}`]
    show([format, name, (bytes.length / 1024).toFixed(0), own.toFixed(2), ...against, milliseconds(load), milliseconds(first), peak.toFixed(0)])
  }
} finally {
  rmSync(folder, { recursive: true })
}

const sizeOf = (path: string): number => readdirSync(path, { withFileTypes: true, recursive: true }).reduce((sum, file) => sum + (file.isFile() ? statSync(join(file.parentPath, file.name)).size : 0), 0)
console.log('\nBundles of the functions, KB: what each start loads, and with what is opened only when it is needed')
for (const [name, bundle] of bundleFunctions()) console.log(`${name.padEnd(14)}${(bundle.bytes / 1024).toFixed(0).padStart(6)}${(sizeOf(bundle.folder) / 1024).toFixed(0).padStart(8)}`)
process.exit()
