import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { figuresOf, findingsOn, Statement } from './support/statements.ts'

/** Labelled statements that are not part of the project and may be absent. */
const FILE = '../shared/cases/narrative.json'
const statements = existsSync(FILE) ? z.array(Statement).parse(JSON.parse(readFileSync(FILE, 'utf8'))) : []

describe.skipIf(statements.length === 0)('labelled statements', () => {
  const judged = statements.map((statement) => ({ ...statement, findings: findingsOn(statement) }))
  const told = (expected: Statement['expect'], flagged: boolean) =>
    judged.filter(({ expect: label, findings }) => label === expected && findings.length > 0 === flagged)
      .map(({ id, kind, findings }) => [id, kind, ...findings.map(({ rule, message }) => `${rule}: ${message}`)].join(' '))

  test('at least 95 % of what must be found is found', () => {
    const { found, mustFlag } = figuresOf(statements)
    expect(found / mustFlag, told('must_flag', false).join('\n')).toBeGreaterThanOrEqual(0.95)
  })

  test('nothing is found that must not be', () => {
    expect(told('must_not_flag', true)).toEqual([])
  })
})
