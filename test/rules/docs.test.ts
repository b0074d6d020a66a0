import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rulesMarkdown, titlesModule } from '../../lib/rules/docs.ts'

test('docs/rules.md is what the definitions say; otherwise run npm run docs', () => {
  expect(readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8')).toBe(rulesMarkdown())
})

test('lib/rules/titles.generated.ts is what the definitions say; otherwise run npm run docs', () => {
  expect(readFileSync(new URL('../../lib/rules/titles.generated.ts', import.meta.url), 'utf8')).toBe(titlesModule())
})
