import { describe, expect, test } from 'vitest'
import { readDoc } from '../../lib/readers/doc/index.ts'
import { bytesOf, documents, filedNumbers } from './support/filed-numbers.ts'
import { documentOf, expectPlaces } from './support/shape.ts'

describe('documents beside the project', () => {
  const files = documents('doc').filter(({ file }) => !file.includes('html-inside'))
  test.each(files)('$file: every number is right', ({ file, expected }) => {
    const document = documentOf(readDoc(bytesOf(file)))
    expect(filedNumbers(document)).toEqual(expected)
    expectPlaces(document)
  })
})
