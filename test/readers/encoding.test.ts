import { describe, expect, test } from 'vitest'
import { decode } from '../../lib/readers/encoding.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { encode, ENCODINGS } from '../support/encode.ts'
import { layoutNamed } from '../support/writers/index.ts'

const TEXT = layoutNamed('row per line, pipes').write(SPECIMEN)

describe('decode', () => {
  test.each(ENCODINGS)('$name is told by its bytes', ({ name, encoding, mark }) => {
    expect(decode(encode(TEXT, { name, encoding, mark }))).toEqual({ text: TEXT, encoding, damaged: 0 })
  })

  test('characters beyond GB2312 are read', () => {
    const bytes = Uint8Array.of(0x88, 0x90, 0xd5, 0xf2) // 垚镇
    expect(decode(bytes)?.text).toBe('垚镇')
  })

  test('a damaged character is marked, the rest is read', () => {
    const bytes = encode(TEXT, ENCODINGS[0])
    bytes[bytes.indexOf(0xe6)] = 0xff
    const decoded = decode(bytes)
    expect(decoded?.encoding).toBe('utf-8')
    expect(decoded?.damaged).toBeGreaterThan(0)
    expect(decoded?.text.slice(200)).toContain(TEXT.slice(400))
  })

  test('bytes that are no text in any encoding are refused', () => {
    expect(decode(Uint8Array.from({ length: 4000 }, (_, i) => 0x80 + ((i * 37) % 128)))).toBeNull()
  })
})
