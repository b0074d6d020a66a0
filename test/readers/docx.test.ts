import { describe, expect, test } from 'vitest'
import { readDocx } from '../../lib/readers/docx/index.ts'
import { bytesOf, documents, filedNumbers } from './support/filed-numbers.ts'

describe('documents beside the project', () => {
  const readable = documents('docx').filter((file) => file.protected === undefined)
  test.each(readable)('$file: every number is right', ({ file, expected }) => {
    const result = readDocx(bytesOf(file))
    if (!result.ok) throw new Error(result.rejection.message)
    expect(filedNumbers(result.document)).toEqual({ ...expected, requests: Object.values(expected?.requests ?? {}) })
  })
})
