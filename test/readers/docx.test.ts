import { describe, expect, test } from 'vitest'
import type { Document } from '../../lib/readers/document.ts'
import { readDocx } from '../../lib/readers/docx/index.ts'
import { bytesOf, documents, filedNumbers } from './support/filed-numbers.ts'

function document(bytes: Uint8Array): Document {
  const result = readDocx(bytes)
  if (!result.ok) throw new Error(result.rejection.message)
  return result.document
}

describe.runIf(documents('docx').length > 0)('documents beside the project', () => {
  test.each(documents('docx'))('$file: every number is right', ({ file, expected }) => {
    expect(filedNumbers(document(bytesOf(file)))).toEqual(expected)
  })
})
