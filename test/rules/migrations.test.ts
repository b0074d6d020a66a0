import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { ruleHistory } from '../../lib/rules/docs.ts'
import { RULE_SET_VERSION, RULES } from '../../lib/rules/index.ts'
import { type Migration, MIGRATIONS, presentId } from '../../lib/rules/migrations.ts'

const HISTORY = z
  .record(z.string().regex(/^[a-z]+\/[a-z0-9-]+$/), z.string().regex(/^\d+\.\d+\.\d+$/))
  .parse(JSON.parse(readFileSync(new URL('../../docs/rule-history.json', import.meta.url), 'utf8')))
const live = new Set(RULES.map(({ id }) => id))
const numbers = (version: string): number => version.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0)

test('docs/rule-history.json knows every rule; otherwise run npm run docs', () => {
  expect(ruleHistory(HISTORY)).toEqual(HISTORY)
})

test('a rule that ever was is in the catalogue, or it is told what became of it', () => {
  const lost = Object.keys(HISTORY).filter((id) => {
    const present = presentId(id)
    return present !== null && !live.has(present)
  })
  expect(lost).toEqual([])
})

describe('the table', () => {
  test.each(MIGRATIONS)('$version: $rule $change', ({ rule, version, change, why }) => {
    expect(HISTORY).toHaveProperty([rule])
    expect(numbers(version)).toBeLessThanOrEqual(numbers(RULE_SET_VERSION))
    expect(why).toMatch(/。$/u)
    expect(live.has(rule)).toBe(change === 'changed')
  })

  test('is in the order of the versions', () => {
    const versions = MIGRATIONS.map(({ version }) => numbers(version))
    expect(versions).toEqual(versions.toSorted((a, b) => a - b))
  })
})

describe('the present id', () => {
  const why = '。'
  const table: readonly Migration[] = [
    { change: 'renamed', version: '2.0.0', rule: 'a/first', to: 'a/second', why },
    { change: 'changed', version: '2.0.0', rule: 'a/other', why },
    { change: 'renamed', version: '3.0.0', rule: 'a/second', to: 'a/third', why },
    { change: 'retired', version: '3.0.0', rule: 'a/gone', why },
  ]

  test.each([
    ['a/first', 'a/third'],
    ['a/second', 'a/third'],
    ['a/third', 'a/third'],
    ['a/other', 'a/other'],
    ['a/gone', null],
  ])('of %s is %s', (id, present) => {
    expect(presentId(id, table)).toBe(present)
  })
})
