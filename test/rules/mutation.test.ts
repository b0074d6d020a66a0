import { expect, test } from 'vitest'
import type { Report } from '../../lib/report/index.ts'
import type { Example, Outcome, Rule, RuleContext } from '../../lib/rules/define.ts'
import { RULES } from '../../lib/rules/index.ts'
import { judgeRules } from '../../lib/rules/run.ts'
import { exampleContext, exampleRecord } from './support/example.ts'

/**
 * Whether the catalogue's own examples notice when a rule is damaged: they are what stands between a rule and its silent
 * loss, so each damage to each rule must make one of its examples fail.
 */

interface Case {
  readonly finds: boolean
  readonly report: Report
  readonly context: RuleContext
}

const casesOf = async ({ examples }: Rule): Promise<Case[]> =>
  Promise.all([
    ...examples.fail.map((example) => caseOf(example, true)),
    ...examples.pass.map((example) => caseOf(example, false)),
  ])
const caseOf = async (example: Example, finds: boolean): Promise<Case> => ({ finds, report: await exampleRecord(example), context: await exampleContext(example) })

const cases = new Map(await Promise.all(RULES.map(async (rule) => [rule.id, await casesOf(rule)] as const)))

/** The first example that goes otherwise than it should by these rules; undefined if none does. */
const noticed = ({ id }: Rule, rules: readonly Rule[]): Case | undefined =>
  cases.get(id)?.find(({ finds, report, context }) => {
    const told = judgeRules(rules, report, context).findings.some(({ rule }) => rule === id)
    return told !== finds
  })

const always = (outcome: (report: Report) => Outcome) => (rule: Rule): Rule => ({ ...rule, check: outcome })

/** What can happen to a rule. */
const DAMAGES: Readonly<Record<string, (rule: Rule) => readonly Rule[]>> = {
  'taken out': () => [],
  'always passing': (rule) => [always(() => ({ kind: 'pass' }))(rule)],
  'never evaluable': (rule) => [always(() => ({ kind: 'notEvaluable', reason: '读不出来' }))(rule)],
  'never applicable': (rule) => [{ ...rule, appliesTo: () => false }],
  'always failing': (rule) => [{ ...always(() => ({ kind: 'fail', faults: [{ message: '有问题。', place: { start: 0, end: 1 } }] }))(rule), appliesTo: () => true }],
  'finding the opposite': (rule) => [{ ...rule, check: (...given) => inverted(rule.check(...given)) }],
}

const inverted = (outcome: Outcome): Outcome =>
  outcome.kind === 'fail' ? { kind: 'pass' } : { kind: 'fail', faults: [{ message: '有问题。', place: { start: 0, end: 1 } }] }

test('undamaged, every rule does what its examples say', () => {
  expect(RULES.filter((rule) => noticed(rule, [rule]) !== undefined).map(({ id }) => id)).toEqual([])
})

test.each(Object.entries(DAMAGES))('a rule %s is noticed, whichever it is', (_, damage) => {
  expect(RULES.filter((rule) => noticed(rule, damage(rule)) === undefined).map(({ id }) => id)).toEqual([])
})
