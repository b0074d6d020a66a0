import { describe, expect, test } from 'vitest'
import type { Document } from '../../lib/readers/document.ts'
import { readXlsx } from '../../lib/readers/xlsx/index.ts'
import { bytesOf, documents, filedNumbers } from './support/filed-numbers.ts'

function document(bytes: Uint8Array): Document {
  const result = readXlsx(bytes)
  if (!result.ok) throw new Error(result.rejection.message)
  return result.document
}

describe.runIf(documents('xlsx').length > 0)('workbooks beside the project', () => {
  test.each(documents('xlsx'))('$file: every number is right', ({ file, expected }) => {
    expect(filedNumbers(document(bytesOf(file)))).toEqual(expected)
  })
})
