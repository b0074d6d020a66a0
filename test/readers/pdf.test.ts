import { describe, expect, test } from 'vitest'
import { readPdf } from '../../lib/readers/pdf/index.ts'
import { bytesOf, documents, filedNumbers } from './support/filed-numbers.ts'
import { documentOf, expectPlaces, rejectionOf } from './support/shape.ts'

describe('real PDF files', () => {
  test.each(documents('pdf').filter(({ scanned }) => !scanned))('$file: every number is right', async ({ file, expected }) => {
    const document = documentOf(await readPdf(bytesOf(file)))
    expectPlaces(document)
    expect(filedNumbers(document)).toEqual(expected)
  })

  test.each(documents('pdf').filter(({ scanned }) => scanned))('$file: a scan is told as one', async ({ file }) => {
    expect(rejectionOf(await readPdf(bytesOf(file))).code).toBe('scan')
  })
})
