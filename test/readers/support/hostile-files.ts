import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { encode, ENCODINGS } from '../../support/encode.ts'
import { SPECIMEN } from '../../support/specimen.ts'
import { layoutNamed } from '../../support/writers/index.ts'
import { compoundFile, writeDoc, writeDocReport } from './write-doc.ts'
import { docx } from './write-docx.ts'
import { WRITTEN_FORMATS } from './write-formats.ts'
import { assemble, pdf, stream } from './write-pdf.ts'
import { xlsx } from './write-xlsx.ts'

/** A file that must be answered with `code`; null where that is not known beforehand. */
export interface HostileFile {
  readonly name: string
  readonly code: string | null
  readonly bytes: () => Uint8Array
}

const MB = 1024 * 1024
const PAGE = layoutNamed('HTML as UEditor pastes it').write(SPECIMEN)
const written = (format: string): Uint8Array => {
  const found = WRITTEN_FORMATS.findLast((each) => each.format === format)
  if (!found) throw new Error(format)
  return found.write(SPECIMEN)
}
const WHOLE = ['docx', 'xlsx', 'doc', 'xls', 'rtf', 'pdf'].map((format) => ({ format, bytes: () => written(format) }))
const zipped = (content: Uint8Array): Uint8Array => zipSync({ '年报.txt': content })

/** Overwrites a number of the first entry, in its own head and in the directory. */
function patched(file: Uint8Array, inDirectory: number, value: number, width: 2 | 4): Uint8Array {
  const copy = Buffer.from(file)
  const entry = copy.indexOf('PK\x01\x02', 0, 'latin1')
  for (const at of [entry + inDirectory, inDirectory - 2]) {
    if (width === 2) copy.writeUInt16LE(value, at)
    else copy.writeUInt32LE(value, at)
  }
  return copy
}
const FLAGS = 8
const SIZE = 24

const record = (kind: number, body: Uint8Array): Buffer => Buffer.concat([Buffer.of(kind & 0xff, kind >> 8, body.length, 0), body])
const lockedXls = () =>
  compoundFile({ Workbook: Buffer.concat([record(0x809, Buffer.from('000605000000000000000000000000', 'hex')), record(0x2f, Buffer.alloc(54, 1)), record(0x0a, Buffer.alloc(0))]) })
const onePage = (page: string, ...objects: readonly (string | Uint8Array)[]) =>
  assemble(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${page} >>`, ...objects])
const lockedPdf = () =>
  assemble(
    ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>', `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >>`],
    `/Encrypt 3 0 R /ID [<${'00'.repeat(16)}><${'00'.repeat(16)}>]`,
  )
const LAUGHS = `<!DOCTYPE d [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, i) => `<!ENTITY ${String.fromCharCode(98 + i)} "${`&${String.fromCharCode(97 + i)};`.repeat(10)}">`).join('')}]>`
const OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
const body = (xml: string) => docx('', { 'word/document.xml': xml })
const bomb = (megabytes: number) => docx('', { 'word/document.xml': ' '.repeat(megabytes * MB) })

/** What issue and documents name, one by one. Every bound in `docs/formats.md` that a small file can break is among them. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  { name: 'a DOCX with a password', code: 'password', bytes: () => compoundFile({ EncryptionInfo: Buffer.alloc(8), EncryptedPackage: Buffer.alloc(64) }) },
  { name: 'a DOC with a password', code: 'password', bytes: () => writeDoc([{ text: '甲\r' }], { flags: 0x0100 }) },
  { name: 'an XLS with a password', code: 'password', bytes: lockedXls },
  { name: 'a PDF with a password', code: 'password', bytes: lockedPdf },
  { name: 'a ZIP with a password', code: 'password', bytes: () => patched(zipped(strToU8(PAGE)), FLAGS, 1, 2) },
  ...WHOLE.map(({ format, bytes }): HostileFile => ({ name: `half of a file: ${format}`, code: 'damaged-file', bytes: () => bytes().slice(0, bytes().length / 2) })),
  { name: 'half of a ZIP', code: 'damaged-archive', bytes: () => zipped(written('docx')).slice(0, 3_000) },
  { name: 'nothing', code: 'empty-file', bytes: () => new Uint8Array() },
  { name: 'blanks', code: 'empty-file', bytes: () => new Uint8Array(1_000).fill(0x20) },
  { name: 'an empty document', code: 'empty-file', bytes: () => docx('<w:p/>') },
  { name: 'an empty workbook', code: 'empty-file', bytes: () => xlsx([{ name: '表', rows: '' }]) },
  { name: 'an empty page of a PDF', code: 'empty-file', bytes: () => pdf(['']) },
  { name: 'an archive of nothing', code: 'empty-archive', bytes: () => zipSync({}) },
  { name: 'random bytes', code: 'unknown-type', bytes: () => randomBytes(50_000) },
  { name: 'random bytes behind the head of a PDF', code: 'damaged-file', bytes: () => Buffer.concat([strToU8('%PDF-1.7\n'), randomBytes(50_000)]) },
  { name: 'random bytes behind the head of a DOC', code: 'damaged-file', bytes: () => Buffer.concat([written('doc').subarray(0, 512), randomBytes(50_000)]) },
  { name: 'a bomb that says its size', code: 'too-large', bytes: () => bomb(90) },
  { name: 'a bomb that lies about its size', code: 'damaged-file', bytes: () => patched(zipSync({ 'word/document.xml': new Uint8Array(90 * MB), '_rels/.rels': strToU8('<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>') }), SIZE, 1_000, 4) },
  { name: 'an archive with a bomb in it', code: 'too-large', bytes: () => zipped(new Uint8Array(90 * MB)) },
  { name: 'an archive in an archive in an archive', code: 'nested-archive', bytes: () => zipSync({ 'a.zip': zipSync({ 'b.zip': zipped(strToU8('年报')) }) }) },
  { name: '60,000 entries in an archive', code: 'too-many-files', bytes: () => zipSync(Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`${i}.txt`, new Uint8Array()])), { level: 0 }) },
  { name: '60,000 entries in a DOCX', code: 'too-many-files', bytes: () => zipSync(Object.fromEntries([['word/document.xml', strToU8('<a/>')], ...Array.from({ length: 60_000 }, (_, i): [string, Uint8Array] => [`${i}`, new Uint8Array()])]), { level: 0 }) },
  { name: 'entities upon entities in a DOCX', code: 'damaged-file', bytes: () => body(`${LAUGHS}<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&u;</w:t></w:r></w:p></w:body></w:document>`) },
  { name: 'entities upon entities in an XLSX', code: 'damaged-file', bytes: () => xlsx([], { 'xl/workbook.xml': `${LAUGHS}<workbook>&u;</workbook>` }) },
  { name: 'an entity from outside in a DOCX', code: 'damaged-file', bytes: () => body(`${OUTSIDE}<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>`) },
  { name: '50,000 nested tables in a page', code: 'damaged-html', bytes: () => strToU8(`<html>${'<table><tr><td>'.repeat(50_000)}`) },
  { name: '50,000 nested tables in a DOCX', code: 'too-large', bytes: () => docx('<w:tbl><w:tr><w:tc>'.repeat(50_000)) },
  { name: '50,000 nested tables in an RTF', code: 'not-a-report', bytes: () => strToU8(`{\\rtf1 ${Array.from({ length: 50_000 }, (_, i) => `\\pard\\intbl\\itap${i + 1} 1\\nestcell`).join('')}\\par}`) },
  { name: '50,000 nested groups in an RTF', code: 'damaged-file', bytes: () => strToU8(`{\\rtf1 ${'{'.repeat(50_000)}1${'}'.repeat(50_000)}}`) },
  { name: 'spans of a billion in a page', code: 'not-a-report', bytes: () => strToU8(`<html><table>${'<tr><td colspan=1000000000 rowspan=1000000000>1<td>2'.repeat(2_000)}</table>`) },
  { name: 'spans of a billion in a DOCX', code: 'not-a-report', bytes: () => docx(`<w:tbl>${'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>'.repeat(2_000)}</w:tbl>`) },
  { name: 'one merged area over all of a sheet', code: 'not-a-report', bytes: () => xlsx([{ name: '表', rows: '<row r="1"><c r="A1"><v>1</v></c></row>', after: '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>' }]) },
  { name: 'a page above the limit', code: 'too-large', bytes: () => strToU8(`<html>${'年报'.repeat(2 * MB)}`) },
  { name: 'any file above the limit', code: 'too-large', bytes: () => new Uint8Array(20 * MB + 1) },
  { name: 'an MHT of 60,000 parts', code: 'damaged-file', bytes: () => strToU8(`MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n${'--b\r\nContent-Type: image/png\r\n\r\nx\r\n'.repeat(60_000)}--b--\r\n`) },
  { name: 'pages of a PDF within themselves', code: 'damaged-file', bytes: () => assemble(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>']) },
  { name: 'a drawing of a PDF within itself', code: 'empty-file', bytes: () => onePage('/Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >>', stream('/X Do'), stream('/X Do /X Do', false, '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>')) },
  { name: '30 million operators in a PDF', code: 'too-large', bytes: () => pdf([Buffer.alloc(60 * MB, 'q Q ').toString('latin1')], { compressed: true }) },
  { name: '120 MB behind Flate in a PDF', code: 'too-large', bytes: () => onePage('/Contents 4 0 R', stream(deflateSync(new Uint8Array(120 * MB)), false, '/Filter /FlateDecode')) },
  { name: '120 MB behind Flate behind Flate in a PDF', code: 'too-large', bytes: () => onePage('/Contents 4 0 R', stream(deflateSync(deflateSync(new Uint8Array(120 * MB))), false, '/Filter [/FlateDecode /FlateDecode]')) },
  { name: 'a page named as anything else', code: 'not-a-report', bytes: () => encode('<html><p>通知公告</p></html>', ENCODINGS[0]) },
  { name: 'a DOC whose text is not all there', code: 'damaged-file', bytes: () => writeDoc([{ text: '甲\r' }], { bodyLength: 900_000 }) },
]

/** What is read behind each of them. */
export const GOOD_FILE = (): Uint8Array => writeDocReport(SPECIMEN)
