import { expect, test } from 'vitest'
import { agencyMail, operatorMail, receiptMail, supervisorMail, type Mail } from '../../lib/mail/index.ts'
import { failing, passing, rejected, resubmission, uncheckable } from './results.ts'

const mails: Readonly<Record<string, Mail>> = {
  'agency-fail': agencyMail(failing, resubmission),
  'agency-uncheckable': agencyMail(uncheckable, resubmission),
  'agency-rejected': agencyMail(rejected, resubmission),
  'agency-receipt': receiptMail(passing),
  'supervisor-fail': supervisorMail(failing),
  'supervisor-rejected': supervisorMail(rejected),
  operator: operatorMail({
    kind: 'unknown-agency',
    agency: 'yunxl',
    year: 2025,
    file: '报告.txt',
    submittedAt: '2026-01-20T02:05:00Z',
  }),
}

test.for(Object.entries(mails))('the text of %s reads as it was approved', async ([name, mail]) => {
  await expect(`${mail.subject}\n\n${mail.text}`).toMatchFileSnapshot(`golden/${name}.txt`)
})

test('the HTML of a failing report is as it was approved', async () => {
  await expect(agencyMail(failing, resubmission).html).toMatchFileSnapshot('golden/agency-fail.html')
})
