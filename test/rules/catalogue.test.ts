import { describe, expect, test } from 'vitest'
import type { Example } from '../../lib/rules/define.ts'
import { chargeOf, ruleCatalogue, RULES } from '../../lib/rules/index.ts'
import { exampleText } from '../../lib/rules/specimen.ts'
import { runExample } from './support/example.ts'

/** Keys, undefined and NaN included; a clerk knows Word. */
const ENGLISH = /(?<![A-Za-z])(?!Word)[A-Za-z]{2,}/u

const numbered = (examples: readonly Example[]) => examples.map((example, index) => ({ example, index: index + 1 }))

test('the specimen has no finding, and nothing in it is left unjudged', async () => {
  expect(await runExample({})).toEqual({ findings: [], notEvaluated: [] })
})

test('ids are unique, and each rule has its title', () => {
  const catalogue = ruleCatalogue()
  expect(catalogue.length).toBeGreaterThanOrEqual(60)
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(RULES.length)
  expect(new Set(catalogue.map(({ title }) => title)).size).toBe(RULES.length)
  for (const { id, family } of catalogue) expect(id).toMatch(new RegExp(`^${family}/[a-z0-9]+(-[a-z0-9]+)*$`))
})

test('a rule that the catalogue lacks is charged to nothing', () => {
  expect(() => chargeOf('form/invented')).toThrow('form/invented')
})

describe.each(RULES)('$id', ({ id, title, why, fix, examples }) => {
  test('speaks to a clerk', () => {
    for (const words of [title, why, fix]) expect(words).not.toMatch(ENGLISH)
    for (const words of [why, fix]) expect(words).toMatch(/。$/u)
  })

  test.each(numbered(examples.fail))('finds its example $index', async ({ example }) => {
    const { findings } = await runExample(example)
    const own = findings.filter(({ rule }) => rule === id)
    expect(own, JSON.stringify(findings.map(({ rule, message }) => ({ rule, message })), null, 1)).not.toEqual([])
    for (const { message, fix: remedy, quote, place } of own) {
      expect(`${message}${remedy}`).not.toMatch(ENGLISH)
      expect(message).toMatch(/。$/u)
      expect(exampleText(example).slice(place.start, place.end)).toBe(quote)
      expect(quote).not.toBe('')
    }
  })

  test.each(numbered(examples.pass))('leaves its example $index alone', async ({ example }) => {
    const { findings } = await runExample(example)
    expect(findings.filter(({ rule }) => rule === id).map(({ message }) => message)).toEqual([])
  })
})
