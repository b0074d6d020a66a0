import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { figuresOf, findingsOn, Statement } from './support/statements.ts'

const OWN = 'test/corpus/statements.json'
/** Written and labelled before the rules were looked at. */
const BLIND = 'test/corpus/blind.json'
/** Labelled statements that are not part of the project and may be absent. */
const SHARED = '../shared/cases/narrative.json'

describe.each([OWN, BLIND, SHARED].filter((file) => existsSync(file)))('%s', (file) => {
  const statements = z.array(Statement).parse(JSON.parse(readFileSync(file, 'utf8')))
  const judged = statements.map((statement) => ({ ...statement, findings: findingsOn(statement) }))
  const told = (expected: Statement['expect'], flagged: boolean) =>
    judged
      .filter(({ expect: label, findings }) => label === expected && findings.length > 0 === flagged)
      .map(({ id, kind, text, findings }) => [id, kind, text, ...findings.map(({ rule, message }) => `${rule}: ${message}`)].join(' '))

  test('at least 95 % of what must be found is found', () => {
    const { found, mustFlag } = figuresOf(statements)
    expect(found / mustFlag, told('must_flag', false).join('\n')).toBeGreaterThanOrEqual(0.95)
  })

  test('nothing is found that must not be', () => {
    expect(told('must_not_flag', true)).toEqual([])
  })

  test('ids are unique', () => {
    expect(new Set(statements.map(({ id }) => id)).size).toBe(statements.length)
  })
})
