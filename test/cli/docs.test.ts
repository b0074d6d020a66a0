import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { gongkai } from './gongkai.ts'

const DOCS = readFileSync(resolve(import.meta.dirname, '../../docs/cli.md'), 'utf8')

/** Examples that need no running service: they must print what the page shows. */
const examples = [...DOCS.matchAll(/^```console\n\$ gongkai ((?:--help|check).*)\n([^]*?)\n```$/gm)].map(([, args = '', shown = '']) => ({ args, shown }))

test.for(examples)('docs/cli.md shows what `gongkai $args` prints', async ({ args, shown }) => {
  const { stdout } = await gongkai(args.split(' '))
  expect(stdout.trimEnd()).toBe(shown)
})

test('the page has examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(2)
})
