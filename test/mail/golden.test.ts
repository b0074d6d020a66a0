import { expect, test } from 'vitest'
import { addressMail, agencyMail, digestMail, escalationMail, operatorMail, overdueBelowMail, overdueMail, receiptMail, reminderMail, supervisorMail, type Mail } from '../../lib/mail/index.ts'
import { digest, many, rejectedTown, town } from './duties.ts'
import { failing, passing, rejected, resubmission, uncheckable } from './results.ts'

const mails: Readonly<Record<string, Mail>> = {
  'agency-fail': agencyMail(failing, resubmission),
  'agency-uncheckable': agencyMail(uncheckable, resubmission),
  'agency-rejected': agencyMail(rejected, resubmission),
  'agency-receipt': receiptMail(passing),
  'supervisor-fail': supervisorMail(failing),
  'supervisor-rejected': supervisorMail(rejected),
  reminder: reminderMail({ recipient: town.name, year: 2025, day: '2026-01-28' }, town, '星湖县人民政府办公室', resubmission),
  'reminder-last-day': reminderMail({ recipient: town.name, year: 2025, day: '2026-01-31' }, rejectedTown, '星湖县人民政府办公室', { sentence: '' }),
  overdue: overdueMail({ recipient: town.name, year: 2025, day: '2026-02-03' }, rejectedTown, '星湖县人民政府办公室', resubmission),
  'overdue-below': overdueBelowMail({ recipient: '星湖县人民政府办公室', year: 2025, day: '2026-02-07' }, many),
  escalation: escalationMail({ recipient: '望北市人民政府办公室', year: 2025, day: '2026-02-07' }, '星湖县人民政府办公室', 7, [town, rejectedTown]),
  'digest-daily': digestMail(digest),
  address: addressMail('星湖县人民政府办公室', town.name, 'office@xinghu.example', false),
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

test('the HTML of a digest is as it was approved', async () => {
  await expect(digestMail(digest).html).toMatchFileSnapshot('golden/digest-daily.html')
})

test('names from the register are text in a digest, never markup', () => {
  const { html, subject } = digestMail({ ...digest, recipient: '<b>县</b>\n办', unfiled: [{ ...town, name: '<script>x</script>' }] })
  expect(html).not.toMatch(/<script|<b>/)
  expect(subject).not.toContain('\n')
})
