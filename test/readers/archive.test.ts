import { deflateSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { isArchive, openArchive } from '../../lib/readers/archive/index.ts'
import { Refusal } from '../../lib/readers/refusal.ts'
import fc from '../support/property.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { processorTime } from '../support/processor-time.ts'
import { excel, word } from '../intake/support.ts'

const text = (words: string) => Buffer.from(words)
const MB = 1024 * 1024

/** What reading gives: the text, or the code of what is wrong with it. */
function contents(bytes: Uint8Array): Record<string, string> {
  const { members } = openArchive(bytes)
  return Object.fromEntries(members.map(({ path, read }) => [path, said(() => Buffer.from(read()).toString())]))
}

function said(work: () => string): string {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    expect(error.message).toMatch(/请.*[\u4e00-\u9fff]。$/)
    return error.rejection.code
  }
}
const refusal = (bytes: Uint8Array) => said(() => Object.keys(contents(bytes)).join())

/** A ZIP written by hand: names as bytes, and headers that may lie. */
interface RawEntry {
  readonly name: Uint8Array
  readonly data: Uint8Array
  readonly flags?: number
  readonly method?: number
  readonly size?: number
  readonly crc?: number
}

function rawZip(entries: readonly RawEntry[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, flags = 0, method = 0, size = data.length, crc = 0 } of entries) {
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(flags, 2)
    fields.writeUInt16LE(method, 4)
    fields.writeUInt32LE(crc, 10)
    fields.writeUInt32LE(data.length, 14)
    fields.writeUInt32LE(size, 18)
    fields.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([text('PK\x03\x04'), fields, name, data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([text('PK\x01\x02'), Buffer.from([20, 0]), fields, tail, name]))
    locals.push(local)
    offset += local.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, ...directory, end])
}

/** 云桥镇/年报.txt, 岚屿.txt and 联通.txt in GBK; the last two are letters of other alphabets if taken for UTF-8. */
const GBK: readonly (readonly [hex: string, name: string])[] = [
  ['d4c6c7c5d5f25c c4ea b1a8 2e747874', '云桥镇/年报.txt'],
  ['c1aa cda8 2e747874', '联通.txt'],
]

test('names are UTF-8 or GBK, folders end in a slash or a backslash, whatever the flag says', () => {
  const named = (name: Uint8Array, flags = 0) => openArchive(rawZip([{ name, data: text(''), flags }])).members[0]?.path
  for (const [hex, name] of GBK) expect(named(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toBe(name)
  expect(named(text('云桥镇\\年报.txt'))).toBe('云桥镇/年报.txt')
  expect(named(text('云桥镇/年报.txt'), 0x0800)).toBe('云桥镇/年报.txt')
  // 模 in GBK is a letter of another alphabet in UTF-8, by itself no less.
  expect(named(Buffer.from('c4a32e747874', 'hex'))).toBe('模.txt')
})

test('paths lead nowhere, and no two are the same', () => {
  expect(contents(rawZip(['../../etc/a.txt', '/etc/a.txt', 'C:\\etc\\a.txt', './etc//a.txt', '\u202Eetc/a.txt', '..'].map((name) => ({ name: text(name), data: text('') }))))).toEqual({
    'etc/a.txt': '',
    'etc/a (2).txt': '',
    'etc/a (3).txt': '',
    'etc/a (4).txt': '',
    'etc/a (5).txt': '',
    未命名文件: '',
  })
})

test('what systems and programs leave behind is listed, not read', () => {
  const files = ['__MACOSX/a/._年报.docx', 'a/.DS_Store', 'a/Thumbs.db', 'a/desktop.ini', 'a/~$年报.docx', 'a/.~lock.年报.docx#', 'a/年报.docx']
  const { members, skipped } = openArchive(zipSync(Object.fromEntries(files.map((path) => [path, text('x')]))))
  expect(members.map(({ path }) => path)).toEqual(['a/年报.docx'])
  expect(skipped.map(({ path }) => path)).toEqual(files.slice(0, -1).toSorted())
  for (const { reason } of skipped) expect(reason).toMatch(/[\u4e00-\u9fff]/)
})

test('Word and Excel files are no archives, wherever they lie', () => {
  expect([word(SPECIMEN), excel(SPECIMEN), zipSync({ 'a.txt': text('') })].map(isArchive)).toEqual([false, false, true])
  const inner = openArchive(zipSync({ 'word/document.docx': word(SPECIMEN), 'xl/workbook': excel(SPECIMEN) }))
  expect(inner.members.map(({ path }) => path)).toEqual(['word/document.docx', 'xl/workbook'])
})

test('an archive in an archive is opened once, told by its content; deeper it is refused by name', () => {
  const twice = zipSync({ 'deep.zip': zipSync({ 'c.txt': text('c') }), 'b.txt': text('b') })
  expect(contents(zipSync({ 'inner.dat': twice, 'a.txt': text('a'), 'empty.zip': zipSync({}), 'broken.zip': twice.subarray(0, 90) }))).toEqual({
    'a.txt': 'a',
    'inner.dat/b.txt': 'b',
    'inner.dat/deep.zip': 'nested-archive',
    'empty.zip': 'empty-archive',
    'broken.zip': 'damaged-archive',
  })
})

test('a password on one file is told of it, on all of the whole', () => {
  const locked = { name: text('a.docx'), data: text('xxxxxxxxxxxxyyyy'), flags: 1, method: 99 }
  expect(contents(rawZip([locked, { name: text('b.txt'), data: text('') }]))).toEqual({ 'a.docx': 'password', 'b.txt': '' })
  expect(refusal(rawZip([locked, { ...locked, name: text('b.docx') }]))).toBe('password')
})

test('a rare compression, a wrong checksum and a lying size are each told of their file', () => {
  const deflated = deflateSync(new Uint8Array(MB))
  expect(
    contents(
      rawZip([
        { name: text('lzma.docx'), data: text('x'), method: 14 },
        { name: text('crc.txt'), data: text('x'), crc: 1 },
        { name: text('small.txt'), data: deflated, method: 8, size: 10 },
        { name: text('large.txt'), data: text('\x03\x00'), method: 8, size: 19 * MB },
      ]),
    ),
  ).toEqual({ 'lzma.docx': 'unsupported-type', 'crc.txt': 'damaged-file', 'small.txt': 'damaged-file', 'large.txt': 'damaged-file' })
})

const cost = (work: () => unknown): number => {
  const start = processorTime()
  work()
  return processorTime() - start
}

test('60,000 entries are refused at once', () => {
  const bytes = rawZip(Array.from({ length: 60_000 }, (_, i) => ({ name: text(`${i}.txt`), data: text('') })))
  expect(cost(() => expect(refusal(bytes)).toBe('too-many-files'))).toBeLessThan(1000)
})

test('entries of archives in archives count together', () => {
  const inner = zipSync(Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`${i}.txt`, text('')])))
  const found = contents(zipSync({ 'a.zip': inner, 'b.zip': inner }))
  expect(found['b.zip']).toBe('too-many-files')
  expect(Object.keys(found)).toHaveLength(3001)
})

test('bombs: a file over 20 MB is not unpacked, files over 200 MB together are not opened', () => {
  const zeros = (name: string, size: number): RawEntry => ({ name: text(name), data: deflateSync(new Uint8Array(MB)), method: 8, size: size * MB })
  const bomb = rawZip([zeros('bomb.txt', 900), { name: text('a.txt'), data: text('') }])
  expect(cost(() => expect(contents(bomb)).toEqual({ 'bomb.txt': 'too-large', 'a.txt': '' }))).toBeLessThan(500)
  const bytes = rawZip(Array.from({ length: 11 }, (_, i) => zeros(`${i}.txt`, 19)))
  expect(cost(() => expect(refusal(bytes)).toBe('too-large'))).toBeLessThan(500)
})

test('damaged anywhere: refused or read as it was, never anything else', () => {
  const files = { 'a/年报.docx': word(SPECIMEN), 'b.zip': zipSync({ 'c.txt': text('年报') }) }
  const whole = zipSync(files)
  const right = new Set(openArchive(whole).members.map(({ read }) => Buffer.from(read()).toString('latin1')))
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, flip, cut) => {
      const bytes = Uint8Array.from(cut ? whole.subarray(0, at) : whole)
      if (!cut) bytes[at] = (bytes[at] ?? 0) ^ flip
      try {
        for (const { read } of openArchive(bytes).members) {
          const read1 = said(() => Buffer.from(read()).toString('latin1'))
          expect(right.has(read1) || /^[a-z-]+$/.test(read1)).toBe(true)
        }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
      }
    }),
    { numRuns: 150 },
  )
})
