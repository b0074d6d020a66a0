import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROUTES } from '../../functions/api/routes.ts'
import { accessMarkdown } from '../../lib/access/docs.ts'
import { type Action, allows, type Principal, ROLES, scopeOf } from '../../lib/access/index.ts'
import { POLICY } from '../../lib/access/policy.ts'

const town: Principal = { subject: 'u1', role: 'agency', agency: 'town' }
const county: Principal = { subject: 'u2', role: 'supervisor', agency: 'county' }
const operator: Principal = { subject: 'u3', role: 'operator', agency: null }

const objects = {
  town: { agency: 'town', ancestors: ['county', 'city'] },
  county: { agency: 'county', ancestors: ['city'] },
  city: { agency: 'city', ancestors: [] },
  elsewhere: { agency: 'elsewhere', ancestors: ['county2', 'city'] },
}
const reach = (principal: Principal, action: Action) =>
  Object.entries(objects).flatMap(([name, object]) => (allows(principal, action, object) ? [name] : []))

describe('who reaches what', () => {
  test.each([
    ['an agency its own report', town, 'report.read', ['town']],
    ['a supervisor its own and all below, none above or beside', county, 'report.read', ['town', 'county']],
    ['the top everything under it', { ...county, agency: 'city' }, 'report.read', ['town', 'county', 'city', 'elsewhere']],
    ['an operator no report', operator, 'report.read', []],
    ['an operator the whole register', operator, 'agency.read', ['town', 'county', 'city', 'elsewhere']],
    ['an agency no import', town, 'register.import', []],
    ['only whoever filed objects', county, 'correction.request', ['county']],
  ] as const)('%s', (_name, principal, action, expected) => {
    expect(reach(principal, action)).toEqual(expected)
  })

  test('who acts for no agency reaches none, whatever the role', () => {
    for (const role of ['agency', 'supervisor'] as const)
      for (const action of Object.keys(POLICY) as Action[]) expect(['none', 'all']).toContain(scopeOf({ role, agency: null }, action))
    expect(reach({ ...county, agency: null }, 'report.read')).toEqual([])
  })

  test('operators reach no content of reports', () => {
    for (const action of Object.keys(POLICY) as Action[])
      if (/^(report|submission|upload|rollup|correction)\./.test(action)) expect(scopeOf(operator, action)).toBe('none')
  })

  test('every action is somebody’s', () => {
    for (const action of Object.keys(POLICY) as Action[])
      expect(ROLES.some((role) => scopeOf({ role, agency: 'any' }, action) !== 'none')).toBe(true)
  })
})

test('docs/access.md is what the policy says', () => {
  expect(readFileSync(join(import.meta.dirname, '../../docs/access.md'), 'utf8')).toBe(accessMarkdown(ROUTES))
})
