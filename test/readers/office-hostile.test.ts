import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { ReadResult } from '../../lib/readers/document.ts'
import { readDocx } from '../../lib/readers/docx/index.ts'
import { LIMITS } from '../../lib/readers/limits.ts'
import { readXlsx } from '../../lib/readers/xlsx/index.ts'
import { Zip } from '../../lib/readers/zip/index.ts'
import { invented } from '../support/compare.ts'
import fc from '../support/property.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { mutants } from './support/fuzz.ts'
import { reportOf } from './support/report-of.ts'
import { rejectionOf } from './support/shape.ts'
import { docx, DOCX_DIALECTS, writeDocx } from './support/write-docx.ts'
import { xlsx, XLSX_DIALECTS } from './support/write-xlsx.ts'

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 60)
/** Processor time, not that of the clock: the machine may be busy. */
const seconds = (task: () => unknown) => {
  const before = process.cpuUsage()
  task()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}
const code = (result: ReadResult) => rejectionOf(result).code

const SMALL = { 'a.txt': strToU8('公开') }
/** Overwrites a number in the directory, at an offset from its first entry. */
function patched(bytes: Uint8Array, at: number, value: number, width: 2 | 4 = 4): Uint8Array {
  const copy = Buffer.from(bytes)
  const entry = copy.indexOf('PK\x01\x02', 0, 'latin1')
  if (width === 2) copy.writeUInt16LE(value, entry + at)
  else copy.writeUInt32LE(value, entry + at)
  return copy
}
const unpackFirst = (bytes: Uint8Array) => {
  const zip = new Zip(bytes)
  const [entry] = zip.entries
  if (!entry) throw new Error('no entry')
  return zip.unpack(entry)
}
const many = (count: number) => zipSync(Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}`, new Uint8Array()])), { level: 0 })

describe('ZIP containers', () => {
  test('whole entries come out whole, whatever they are called', () => {
    for (const name of ['年报.docx', '../../etc/passwd', '/a', 'a\\b']) {
      const bytes = zipSync(Object.fromEntries([[name, strToU8('公开'.repeat(50))]]))
      expect(Buffer.from(unpackFirst(bytes)).toString()).toBe('公开'.repeat(50))
    }
  })

  test('names in GBK are read, other bytes in front and a comment behind do not matter', () => {
    const name = Buffer.from([0xc4, 0xea, 0xb1, 0xa8])
    const bytes = Buffer.from(zipSync({ abcd: strToU8('x') }))
    for (let at = bytes.indexOf('abcd'); at >= 0; at = bytes.indexOf('abcd')) name.copy(bytes, at)
    expect(new Zip(bytes).entries[0]?.name).toBe('年报')
    expect(unpackFirst(Buffer.concat([Buffer.from('MZ program'), bytes]))).toHaveLength(1)
  })

  test.each([
    ['a declared size above the limit', patched(zipSync(SMALL), 24, LIMITS.zipEntry + 1), 'too-large'],
    ['a size declared too small', patched(zipSync({ a: new Uint8Array(30 * 1024 * 1024) }), 24, 1000), 'damaged-file'],
    ['a size declared too large', patched(zipSync(SMALL), 24, 100), 'damaged-file'],
    ['a wrong checksum', patched(zipSync(SMALL), 16, 1), 'damaged-file'],
    ['a password', patched(zipSync(SMALL), 8, 1, 2), 'password'],
    ['an unknown method', patched(zipSync(SMALL), 10, 14, 2), 'unsupported-type'],
    ['content beyond the end', patched(zipSync(SMALL), 20, 1e6), 'damaged-file'],
    ['an entry beyond the end', patched(zipSync(SMALL), 42, 1e6), 'damaged-file'],
    ['a directory cut off', zipSync(SMALL).subarray(0, -30), 'damaged-file'],
    ['more entries than allowed', many(LIMITS.zipEntries + 1), 'too-large'],
  ])('%s is refused at once', (_, bytes, expected) => {
    let rejected = ''
    expect(seconds(() => (rejected = code(refused(() => unpackFirst(bytes)))))).toBeLessThan(2)
    expect(rejected).toBe(expected)
  })

  test('all entries together have a limit', () => {
    const zeros = new Uint8Array(36 * 1024 * 1024)
    const zip = new Zip(zipSync({ a: zeros, b: zeros, c: zeros }, { level: 1 }))
    expect(code(refused(() => zip.entries.map((entry) => zip.unpack(entry))))).toBe('too-large')
  })
})

function refused(task: () => unknown): ReadResult {
  try {
    task()
  } catch (error) {
    if (error instanceof Error && 'rejection' in error) return { ok: false, rejection: error.rejection as { code: string; message: string } }
    throw error
  }
  throw new Error('not refused')
}

const ENTITIES = '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
const p = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
const document = (xml: string) => docx('', { 'word/document.xml': xml })
const cell = (at: string, value: string) => `<c r="${at}"><v>${value}</v></c>`
const sheet = (rows: string, after = '') => xlsx([{ name: '__proto__', rows, after }])

describe('hostile documents', () => {
  test.each([
    ['50,000 nested tables', docx('<w:tbl><w:tr><w:tc>'.repeat(50_000)), 'too-large'],
    ['150 nested tables', docx(`${'<w:tbl><w:tr><w:tc>'.repeat(150)}${p('甲')}${'</w:tc></w:tr></w:tbl>'.repeat(150)}`), null],
    ['a million elements', docx('<w:p/>'.repeat(1_000_000)), 'too-large'],
    ['20 MB of text', docx(p('公'.repeat(7_000_000))), null],
    ['more text than allowed', docx(p('a'.repeat(LIMITS.text + 1))), 'too-large'],
    ['two thousand attributes', docx(`<w:p ${Array.from({ length: 2_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`), 'too-large'],
    ['200,000 wide cells', docx(`<w:tbl><w:tr>${'<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc>'.repeat(100_000)}</w:tr>${'<w:tr><w:tc/></w:tr>'.repeat(1000)}</w:tbl>${p('甲')}`), null],
    ['entities', document(`${ENTITIES}<w:document>${p('&a;&b;')}</w:document>`), 'damaged-file'],
    ['an unknown entity', document(`<w:document>${p('&a;')}</w:document>`), 'damaged-file'],
    ['XML cut off', document('<w:document><w:body>'), 'damaged-file'],
    ['no XML', document('%PDF'), 'damaged-file'],
    ['nothing in it', docx('<w:p/>'), 'empty-file'],
    ['styles upon styles upon themselves', docx(`<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>`, { 'word/styles.xml': '<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>' }), null],
    ['numbers without end', docx('<w:p><w:pPr><w:numPr><w:ilvl w:val="99"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>', { 'word/numbering.xml': '<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="99999999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%2%9"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>' }), null],
  ])('%s: read or refused within seconds', (_, bytes, expected) => {
    let result: ReadResult | undefined
    expect(seconds(() => (result = readDocx(bytes)))).toBeLessThan(5)
    expect(result && (result.ok ? null : result.rejection.code)).toBe(expected)
  })

  test('a part that is referred to but not there, or there twice', () => {
    const bytes = zipSync({ '_rels/.rels': strToU8('<Relationships xmlns=""><Relationship Id="a" Type="x/officeDocument" Target="/word/document.xml"/></Relationships>') })
    expect(code(readDocx(bytes))).toBe('damaged-file')
    const twice = docx(p('甲'), { 'Word/Document.xml': '<w:document/>' })
    expect(code(readDocx(twice))).toBe('damaged-file')
  })
})

describe('hostile workbooks', () => {
  test.each([
    ['one merged area over everything', sheet(`<row r="1">${cell('A1', '1')}</row>`, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), null],
    ['a far cell', sheet(`<row r="1">${cell('A1', '1')}</row><row r="1048576">${cell('XFD1048576', '2')}</row>`), null],
    ['a cell beyond the sheet', sheet(`<row r="1">${cell('ZZZ1', '1')}</row>`), 'damaged-file'],
    ['two cells at one square', sheet(`<row r="1">${cell('A1', '1')}${cell('A1', '2')}</row>`), 'damaged-file'],
    ['a text that is not there', sheet('<row r="1"><c r="A1" t="s"><v>5</v></c></row>'), 'damaged-file'],
    ['20,000 merged areas across 16,384 columns', sheet(`<row r="1">${cell('A1', '1')}${cell('XFD1', '1')}</row>${Array.from({ length: 20_000 }, (_, i) => `<row r="${i + 2}">${cell(`A${i + 2}`, '1')}</row>`).join('')}`, `<mergeCells>${Array.from({ length: 20_000 }, (_, i) => `<mergeCell ref="A${i + 2}:XFD1048576"/>`).join('')}</mergeCells>`), null],
    ['one text in thousands of cells', xlsx([{ name: '表', rows: Array.from({ length: 2_000 }, (_, r) => `<row r="${r + 1}"><c t="s"><v>0</v></c></row>`).join('') }], { 'xl/sharedStrings.xml': `<sst><si><t>${'公'.repeat(1_000_000)}</t></si></sst>` }), 'too-large'],
    ['a table of 1,000 by 1,000', sheet(Array.from({ length: 1000 }, (_, r) => `<row r="${r + 1}">${'<c><v>1</v></c>'.repeat(1000)}</row>`).join('')), 'too-large'],
    ['entities', xlsx([], { 'xl/workbook.xml': `${ENTITIES}<workbook>&a;</workbook>` }), 'damaged-file'],
    ['nothing in it', sheet(''), 'empty-file'],
    ['a binary workbook', zipSync({ '_rels/.rels': strToU8('<Relationships xmlns=""><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>'), 'xl/workbook.bin': new Uint8Array(9) }), 'unsupported-type'],
  ])('%s: read or refused within seconds', (_, bytes, expected) => {
    let result: ReadResult | undefined
    expect(seconds(() => (result = readXlsx(bytes)))).toBeLessThan(5)
    expect(result && (result.ok ? null : result.rejection.code)).toBe(expected)
  })
})

const FILES = [
  ...DOCX_DIALECTS.map((dialect) => ({ name: dialect.name, read: readDocx, bytes: writeDocx(SPECIMEN, dialect) })),
  ...XLSX_DIALECTS.map(({ name, write }) => ({ name, read: readXlsx, bytes: write(SPECIMEN) })),
]

describe('damage', () => {
  test.each(FILES)('$name: with any bytes changed it is read as filed, or refused', ({ read, bytes }) => {
    fc.assert(
      fc.property(mutants(bytes), (mutant) => {
        const result = read(mutant)
        if (result.ok) expect(invented(reportOf(result.document), SPECIMEN)).toEqual([])
        else expect(result.rejection.message).toMatch(/请/)
      }),
      { numRuns: RUNS },
    )
  })

  test('with any of its XML changed nothing crashes', () => {
    const body = strToU8(`<w:document xmlns:w="w"><w:body><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>${p('规章')}</w:tc></w:tr></w:tbl><w:sdt><w:sdtContent>${p('3')}</w:sdtContent></w:sdt></w:body></w:document>`)
    fc.assert(fc.property(mutants(body), (mutant) => void readDocx(document(Buffer.from(mutant).toString('utf8')))), { numRuns: RUNS })
    const rows = strToU8(`<row r="1"><c r="A1" t="inlineStr"><is><t>规章</t></is></c>${cell('B1', '3')}</row><row r="2" hidden="1">${cell('A2', '45658')}</row>`)
    fc.assert(fc.property(mutants(rows), (mutant) => void readXlsx(sheet(Buffer.from(mutant).toString('utf8')))), { numRuns: RUNS })
  })
})
