import { describe, expect, test } from 'vitest'
import { readHtml } from '../../lib/readers/html/index.ts'
import { readMht } from '../../lib/readers/mht/index.ts'
import { ENCODINGS } from '../support/encode.ts'
import fc from '../support/property.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { mutants } from './support/fuzz.ts'
import { documentOf, expectPlaces, paragraphsOf, rejectionOf } from './support/shape.ts'
import { MHT_DIALECTS, writeMht } from './support/write-mht.ts'

const PAGE = layoutNamed('HTML as Word pastes it').write(SPECIMEN)
const [UTF8] = ENCODINGS
const mht = (source: string) => readMht(Buffer.from(source, 'utf8'))
const multipart = (...parts: readonly string[]) =>
  `MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n${parts.map((part) => `--x\n${part}\n`).join('')}--x--\n`

describe('web pages saved as one file', () => {
  test.each(MHT_DIALECTS)('$name: the page as it is', (dialect) => {
    for (const encoding of ENCODINGS) {
      if (dialect.transfer === '8bit' && encoding.encoding.startsWith('utf-16')) continue
      const { blocks, text } = documentOf(readMht(writeMht(PAGE, dialect, encoding)))
      const page = documentOf(readHtml(PAGE, encoding.encoding))
      expect({ blocks, text }).toEqual({ blocks: page.blocks, text: page.text })
    }
  })

  test('the format is told', () => {
    const [dialect] = MHT_DIALECTS
    if (!dialect) throw new Error('no dialect')
    expect(documentOf(readMht(writeMht(PAGE, dialect, UTF8)))).toMatchObject({ format: 'mht', encoding: 'utf-8' })
  })

  test('a page in two forms, one part inside another', () => {
    const inner = 'Content-Type: multipart/alternative; boundary=y\n\n--y\nContent-Type: text/plain\n\n甲\n--y\nContent-Type: text/html\n\n<p>乙</p>\n--y--'
    expect(paragraphsOf(documentOf(mht(multipart(inner))))).toEqual(['乙'])
  })

  test('the sheets of a workbook, without the row of their names', () => {
    const page = (location: string, html: string) => `Content-Type: text/html\nContent-Location: file:///C:/${location}\n\n<html><body>${html}</body></html>`
    const file = multipart(page('book.htm', '<frameset></frameset>'), page('book/sheet001.htm', '<p>甲</p>'), page('book/tabstrip.htm', '<p>丙</p>'), page('book/sheet002.htm', '<p>乙</p>'))
    expect(paragraphsOf(documentOf(mht(file)))).toEqual(['甲', '乙'])
  })

  test('pictures that were cut off lose nothing of the page', () => {
    const file = multipart('Content-Type: text/html\n\n<p>甲</p>', 'Content-Type: image/png\n\nAAAA')
    expect(paragraphsOf(documentOf(mht(file.slice(0, -10))))).toEqual(['甲'])
  })
})

describe('bad files', () => {
  const nested = (depth: number): string => (depth === 0 ? 'Content-Type: text/html\n\n<p>甲</p>' : multipart(nested(depth - 1)))
  test.each([
    ['damaged-file', 'the page cut off', multipart('Content-Type: text/html\n\n<p>甲</p>').slice(0, -8)],
    ['damaged-file', 'no part at all', 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n'],
    ['damaged-file', 'nested beyond reason', nested(9)],
    ['damaged-file', 'parts without end', multipart(...Array<string>(20_000).fill('a'))],
    ['unsupported-type', 'no page in it', multipart('Content-Type: image/png\n\nAAAA')],
    ['damaged-html', 'a page nested beyond reason', multipart(`Content-Type: text/html\n\n${'<div>'.repeat(5_000)}`)],
  ])('%s: %s', (code, _, source) => {
    const rejection = rejectionOf(mht(source))
    expect(rejection.code).toBe(code)
    expect(rejection.message).toMatch(/请/)
  })

  test('flipped, cut and spliced bytes: an answer, always', () => {
    for (const dialect of MHT_DIALECTS)
      fc.assert(
        fc.property(mutants(writeMht(PAGE, dialect, UTF8)), (file) => {
          const result = readMht(file)
          if (result.ok) expectPlaces(result.document)
        }),
        { numRuns: 15 },
      )
  })
})
