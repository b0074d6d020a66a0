import { deflateSync } from 'node:zlib'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ReadResult } from '../../lib/readers/document.ts'
import { LIMITS } from '../../lib/readers/limits.ts'
import { readPdf } from '../../lib/readers/pdf/index.ts'
import { parse } from '../../lib/parse/index.ts'
import { invented } from '../support/compare.ts'
import fc from '../support/property.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { mutants } from './support/fuzz.ts'
import { documentOf, rejectionOf } from './support/shape.ts'
import { assemble, pdf, PDF_DIALECTS, show, stream, writePdf } from './support/write-pdf.ts'

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 25)
const MB = 1024 * 1024
const words = (text: string) => show([{ text, x: 60, y: 100 }], { encoding: 'UniGB-UCS2-H', strings: 'lines' })
const GOOD = pdf([words('年度报告')])

beforeAll(async () => {
  await readPdf(GOOD)
})
afterEach(async () => expect(documentOf(await readPdf(GOOD)).text).toBe('年度报告'))

/** How a file is read: with what result, in how much processor time, and by how much the process grew meanwhile. */
async function measured(bytes: Uint8Array) {
  const [rss, cpu] = [process.memoryUsage.rss(), process.cpuUsage()]
  let peak = rss
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 10)
  const result = await readPdf(bytes)
  clearInterval(watch)
  const { user, system } = process.cpuUsage(cpu)
  return { result, seconds: (user + system) / 1e6, growth: (peak - rss) / MB }
}
const code = (result: ReadResult) => (result.ok ? null : result.rejection.code)

const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
/** A file of one page with these objects behind the first three. */
const onePage = (page: string, ...objects: readonly (string | Uint8Array)[]) =>
  assemble(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${page} >>`, ...objects])
const flate = (raw: Uint8Array, filter: string) => stream(raw, false, `/Filter ${filter}`)
const repeated = (text: string, megabytes: number) => Buffer.alloc(megabytes * MB, text)

describe('hostile PDF files', () => {
  test.each<[string, () => Uint8Array, string | null]>([
    ['30 million operators', () => pdf([repeated('q Q ', 60).toString('latin1')], { compressed: true }), 'too-large'],
    ['200 MB behind Flate', () => onePage('/Contents 4 0 R', flate(deflateSync(new Uint8Array(200 * MB)), '/FlateDecode')), 'too-large'],
    ['300 MB behind Flate behind Flate', () => onePage('/Contents 4 0 R', flate(deflateSync(deflateSync(new Uint8Array(300 * MB))), '[/FlateDecode /FlateDecode]')), 'too-large'],
    ['one stream ten thousand times', () => onePage(`/Contents [${'4 0 R '.repeat(10_000)}]`, stream('q Q\n'.repeat(5_000))), 'too-large'],
    ['pages within themselves', () => assemble(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>']), 'damaged-file'],
    ['a drawing within itself', () => onePage('/Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >>', stream('/X Do'), stream('/X Do /X Do', false, '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>')), 'empty-file'],
    ['a billion pages by its word', () => assemble(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 1000000000 >>']), 'empty-file'],
    ['more pages than allowed', () => pdf(Array.from({ length: LIMITS.pdfPages + 1 }, () => '')), 'too-large'],
    ['a million open brackets', () => onePage('/Contents 4 0 R', stream('['.repeat(1_000_000))), 'empty-file'],
    ['dictionaries 100,000 deep', () => onePage(`/Contents 4 0 R /X ${'<< /X '.repeat(100_000)}1${' >>'.repeat(100_000)}`, stream('')), 'damaged-file'],
    ['a picture of 30,000 by 30,000', () => onePage('/Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >>', stream('600 0 0 800 0 0 cm /X Do'), flate(deflateSync(new Uint8Array(9 * MB)), '/FlateDecode /Type /XObject /Subtype /Image /Width 30000 /Height 30000 /BitsPerComponent 8 /ColorSpace /DeviceGray')), 'scan'],
    ['a table of a million squares', () => pdf([Array.from({ length: 1000 }, (_, i) => `${i / 2} 0 m ${i / 2} 800 l 0 ${i / 2} m 500 ${i / 2} l S`).join('\n') + words('表')]), null],
    ['numbers that are none', () => pdf([`${'9'.repeat(400)} 0 0 1 0 0 cm - . -- 1e99 Tz ${words('表')}`]), null],
    ['no pages', () => assemble(['<< /Type /Catalog >>']), 'damaged-file'],
    ['nothing on its page', () => pdf(['']), 'empty-file'],
    ['an end alone', () => Buffer.from('%PDF-1.7\nstartxref\n9\n%%EOF'), 'damaged-file'],
    ['a script that runs when it is opened', () => assemble(['<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(1){}) >> >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>', stream('BT /F 12 Tf 60 700 Td (report) Tj ET'), FONT]), null],
  ])('%s: read or refused within 5 s and 500 MB', async (_, file, expected) => {
    const { result, seconds, growth } = await measured(file())
    expect(code(result)).toBe(expected)
    expect(seconds).toBeLessThan(5)
    expect(growth).toBeLessThan(500)
    if (!result.ok) expect(result.rejection.message).toMatch(/请/)
  })

  test('a file that was cut is damaged, wherever it was cut, also behind the end of an older version', async () => {
    for (const part of [0.1, 0.5, 0.9, 0.99]) expect(code(await readPdf(GOOD.slice(0, GOOD.length * part)))).toBe('damaged-file')
    const update = Buffer.concat([GOOD, Buffer.from('6 0 obj\n<< /Length 9 >>\nstream\n')])
    expect(rejectionOf(await readPdf(update)).code).toBe('damaged-file')
  })

  test('a stream with one changed byte is damaged, not another number', async () => {
    const bytes = Buffer.from(pdf([words('规章 123')], { compressed: true }))
    const at = bytes.lastIndexOf('stream\n', bytes.lastIndexOf('endstream') - 3) + 30
    bytes.writeUInt8((bytes[at] ?? 0) ^ 4, at)
    expect(code(await readPdf(bytes))).toBe('damaged-file')
  })
})

describe('damage', () => {
  test.each(PDF_DIALECTS.filter(({ compressed }) => compressed))('$name: with any bytes changed it is read as filed, or refused', async (dialect) => {
    await fc.assert(
      fc.asyncProperty(mutants(writePdf(SPECIMEN, dialect)), async (mutant) => {
        const result = await readPdf(mutant)
        const parsed = result.ok ? parse(result.document) : result
        if (parsed.ok) expect(invented(parsed.report, SPECIMEN)).toEqual([])
        else expect(parsed.rejection.message).toMatch(/请/)
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  })
})
