import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { schemaFiles } from '../../lib/check/schemas.ts'

const folder = new URL('../../docs/schema/', import.meta.url)

test('docs/schema holds the schemas of the contract; otherwise run npm run docs', () => {
  const published = new Map(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]))
  expect(published).toEqual(new Map([...schemaFiles()].toSorted(([a], [b]) => (a < b ? -1 : 1))))
})
