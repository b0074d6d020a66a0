import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JudgedCall } from '../../lib/local/guard/authorization.ts'
import { type LocalStack, startLocal } from '../../lib/local/index.ts'
import { Everything } from './everything.ts'
import { shortName, unused } from './permission-use.ts'
import { newHome, productAssembly, registerOf, until } from './product.ts'

/** What is allowed though nothing here uses it, and why. */
const EXCEPTIONS: readonly { readonly permission: RegExp; readonly because: string }[] = [
  { permission: /^(?:Notify|Remind) ses:SendEmail \S+identity\/gongkai\.example$/, because: 'SES judges by whichever of address and domain is verified; here every address is' },
]

let stack: LocalStack
const calls: JudgedCall[] = []
const unusedOf = (fn: LocalStack['model']['functions'][number]): string[] => unused(fn, calls).filter((line) => !EXCEPTIONS.some(({ permission }) => permission.test(line)))

beforeAll(async () => {
  stack = await startLocal({ home: newHome(), port: 0, mailPort: 0, identityPort: 0, users: registerOf, assembly: await productAssembly(), onCall: (call) => calls.push(call) })
  const everything = new Everything(stack)
  try {
    await everything.run()
    await until(() => Promise.resolve(stack.model.functions.every((fn) => unusedOf(fn).length === 0)), 'all permissions used').catch(() => undefined)
  } finally {
    everything.close()
  }
})
afterAll(() => stack.stop())

test('nothing that a function asks of AWS is refused', () => {
  expect([...new Set(calls.flatMap(({ refusal }) => refusal ?? []))]).toEqual([])
})

test('nothing that a function is allowed is never used', () => {
  expect(stack.model.functions.flatMap(unusedOf)).toEqual([])
})

test('every function is recorded', () => {
  const callers = new Set(calls.map(({ by }) => by))
  for (const fn of stack.model.functions) expect([...callers].some((by) => by.endsWith(`/${fn.name}`)), shortName(fn)).toBe(true)
})
