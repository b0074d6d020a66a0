import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { read } from '../../lib/readers/index.ts'
import { LIMITS } from '../../lib/readers/limits.ts'
import { encode, ENCODINGS } from '../support/encode.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { fixture } from './support/fixtures.ts'
import { compoundFile } from './support/write-doc.ts'
import { DOCX_DIALECTS, writeDocx } from './support/write-docx.ts'
import { MHT_DIALECTS, writeMht } from './support/write-mht.ts'
import { PDF_DIALECTS, writePdf } from './support/write-pdf.ts'
import { RTF_DIALECTS, writeRtf } from './support/write-rtf.ts'

const PAGE = layoutNamed('HTML as UEditor pastes it').write(SPECIMEN)
const bytes = (text: string) => new TextEncoder().encode(text)
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const zipped = (name: string) => Buffer.from(zipSync({ [name]: new Uint8Array() })).toString('latin1')
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'

async function rejection(file: Uint8Array) {
  const result = await read(file)
  if (result.ok) throw new Error(`read as ${result.document.format}`)
  return result.rejection
}

describe('read chooses by content', () => {
  test.each(ENCODINGS)('a page in $name, whatever charset it declares', async (encoding) => {
    for (const declared of ['utf-8', 'gb2312', 'big5']) {
      const result = await read(encode(PAGE.replace('charset="utf-8"', `charset="${declared}"`), encoding))
      expect(result).toMatchObject({ ok: true, document: { format: 'html', encoding: encoding.encoding } })
      expect(result.ok && result.document.text).toContain(SPECIMEN.title)
    }
  })

  test('a text inside <pre> and nothing else is a page', async () => {
    const result = await read(bytes('<pre>一、总体情况\n二、主动公开政府信息情况\n</pre>'))
    expect(result).toMatchObject({ ok: true, document: { format: 'html', blocks: [{ text: '一、总体情况' }, { text: '二、主动公开政府信息情况' }] } })
  })

  test('the name decides nothing, and a page called .doc is noted', async () => {
    const [plain, named] = await Promise.all([read(bytes(PAGE)), read(bytes(PAGE), { name: '年报.doc' })])
    expect(named).toMatchObject({ ok: true, document: { format: 'html', messages: [expect.stringContaining('已按网页读取')] } })
    expect(named.ok && named.document.blocks).toEqual(plain.ok && plain.document.blocks)
  })

  test.each([
    ['text', 'text of a PDF'],
    ['markdown', 'Markdown pipe tables'],
    ['text', 'tab rows, ruled header'],
  ])('%s: %s', async (format, layout) => {
    expect(await read(bytes(layoutNamed(layout).write(SPECIMEN)))).toMatchObject({ ok: true, document: { format } })
  })

  test('a stray tag in a text does not make a page of it', async () => {
    expect(await read(bytes(`格式>\n${layoutNamed('cell and pipe per line').write(SPECIMEN)}<br>`))).toMatchObject({ ok: true, document: { format: 'text' } })
  })
})

describe('what a file is called does not matter', () => {
  const [rtf] = RTF_DIALECTS
  const [mht] = MHT_DIALECTS
  const [docx] = DOCX_DIALECTS
  const [pdf] = PDF_DIALECTS
  if (!rtf || !mht || !docx || !pdf) throw new Error('no dialects')
  test.each([
    ['html', bytes(PAGE)],
    ['rtf', writeRtf(SPECIMEN, rtf)],
    ['mht', writeMht(PAGE, mht, ENCODINGS[0])],
    ['docx', writeDocx(SPECIMEN, docx)],
    ['doc', fixture('libreoffice.doc')],
    ['xls', fixture('libreoffice.xls')],
    ['pdf', writePdf(SPECIMEN, pdf)],
  ] as const)('%s', async (format, file) => {
    for (const name of ['年报.doc', '年报.docx', '年报.xls', '年报']) {
      const result = await read(file, { name })
      expect(result).toMatchObject({ ok: true, document: { format } })
      expect(result.ok && result.document.text).toContain(SPECIMEN.title)
    }
  })
})

describe('read refuses with a reason that says what to do', () => {
  test.each([
    ['OFD', zipped('OFD.xml')],
    ['演示文稿', zipped('ppt/presentation.xml')],
    ['压缩包', zipped('年报/word/document.xml')],
    ['图片', '\x89PNG\r\n\x1a\n'],
    ['图片', '\xff\xd8\xff\xe0..JFIF'],
    ['压缩包', 'Rar!\x1a\x07'],
  ])('%s', async (name, content) => {
    const { code, message } = await rejection(latin1(content))
    expect(code).toBe('unsupported-type')
    expect(message).toContain(name)
    expect(message).toMatch(/请.*(网页（\.html）|纯文本（\.txt）)/)
  })

  test.each([
    ['empty-file', new Uint8Array()],
    ['empty-file', bytes('\uFEFF \n\t\n')],
    ['too-large', new Uint8Array(LIMITS.upload + 1)],
    ['too-large', bytes(`<html>${' '.repeat(LIMITS.html)}x`)],
    ['too-large', bytes('字'.repeat(LIMITS.text / 3 + 1))],
    ['damaged-file', latin1(zipped('word/document.xml')).subarray(0, 60)],
    ['damaged-file', latin1(zipped('xl/workbook.xml')).subarray(0, 60)],
    ['damaged-file', latin1(`${OLE}....`)],
    ['damaged-file', latin1('\n%PDF-1.7\n')],
    ['password', compoundFile({ EncryptionInfo: Buffer.alloc(8), EncryptedPackage: Buffer.alloc(64) })],
    ['unknown-type', latin1('MZ\x90\x00\x03'.repeat(200))],
    ['unknown-type', latin1('\x01\x02\x03abc'.repeat(200))],
    ['damaged-html', bytes(`<html>${'<div>'.repeat(2_000)}`)],
  ])('%s', async (code, file) => {
    const rejected = await rejection(file)
    expect(rejected.code).toBe(code)
    expect(rejected.message).toMatch(/请/)
  })

  test('a size is told against its limit', async () => {
    expect((await rejection(new Uint8Array(LIMITS.upload + 1))).message).toContain('20 MB')
  })
})
