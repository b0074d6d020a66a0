import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AwsSolutionsChecks } from 'cdk-nag'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { ApiEnvironment } from '../../functions/api/environment.ts'
import { FeedbackEnvironment } from '../../functions/feedback/environment.ts'
import { SesNotifyEnvironment, SmtpNotifyEnvironment } from '../../functions/notify/environment.ts'
import { ParseEnvironment } from '../../functions/parse/environment.ts'
import { ReconcileEnvironment } from '../../functions/reconcile/environment.ts'
import { SesRemindEnvironment, SmtpRemindEnvironment } from '../../functions/remind/environment.ts'
import { UnsubscribeEnvironment } from '../../functions/unsubscribe/environment.ts'
import { ValidateEnvironment } from '../../functions/validate/environment.ts'
import { bundleFunctions } from '../../lib/infra/bundle.ts'
import { readSettings } from '../../lib/infra/settings.ts'
import { bundles, synthesize } from './template.ts'

const { app, stack, one, ofType } = synthesize()

test('cdk-nag has nothing to say that is not answered with a reason', () => {
  const { success, violations } = new AwsSolutionsChecks(app).validateScope(stack)
  expect(violations).toEqual([])
  expect(success).toBe(true)
})

describe('environments', () => {
  const smtp = synthesize({ mailTransport: { kind: 'smtp', host: 'smtp.example' } })
  test.each([
    ['Parse', ParseEnvironment, one],
    ['Validate', ValidateEnvironment, one],
    ['Notify', SesNotifyEnvironment, one],
    ['Notify', SmtpNotifyEnvironment, smtp.one],
    ['Remind', SesRemindEnvironment, one],
    ['Remind', SmtpRemindEnvironment, smtp.one],
    ['Feedback', FeedbackEnvironment, one],
    ['Unsubscribe', UnsubscribeEnvironment, one],
    ['Reconcile', ReconcileEnvironment, one],
    ['Api', ApiEnvironment, one],
  ])('%s is given exactly what it asks for', (fn, contract, find) => {
    const { Properties } = find('AWS::Lambda::Function', `${fn}Function`)
    const { Variables } = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) }).parse(Properties).Environment
    const own = Object.keys(Variables).filter((name) => !name.startsWith('POWERTOOLS_'))
    expect(own.sort()).toEqual(Object.keys(contract.shape).sort())
  })
})

describe('bundles', () => {
  /** Of `api`, what reads registers and writes workbooks is evaluated only when it is asked for. */
  const LARGER: Readonly<Record<string, number>> = { api: 1_600_000 }
  test.each([...bundles].filter(([name]) => name !== 'parse').map(([name, { bytes }]) => [name, bytes] as const))('%s is below 1 MB, or its own limit', (name, bytes) => {
    expect(bytes).toBeLessThan(LARGER[name] ?? 1_000_000)
  })

  test('the same code is the same file', () => {
    expect(bundleFunctions()).toEqual(bundles)
    for (const [, { folder }] of bundles) expect(existsSync(join(folder, 'index.cjs'))).toBe(true)
  })
})

test('every alarm leads to its section of the runbook', () => {
  const runbook = readFileSync(join(import.meta.dirname, '../../docs/operator-runbook.md'), 'utf8')
  const alarms = ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => z.object({ AlarmName: z.string(), AlarmActions: z.array(z.unknown()).min(1) }).parse(Properties))
  expect(alarms).toHaveLength(24)
  for (const { AlarmName } of alarms) expect(runbook).toContain(`### ${AlarmName.replace('Gongkai-', '')}\n`)
})

test('settings: defaults, JSON from the command line, and no misspelt name', () => {
  expect(readSettings(undefined).receipts).toBe(false)
  expect(readSettings('{"receipts":true}').receipts).toBe(true)
  expect(() => readSettings({ reciepts: true })).toThrow()
})
