import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimMail, settleMail } from '../../lib/store/mail-ledger.ts'
import { startTable } from '../support/aws.ts'

let table: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  table = await startTable()
})
afterAll(() => table.stop())

const id = 'a'.repeat(32)
const now = new Date('2026-01-12T01:00:00.000Z')
const LEASE = 35_000
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds)

test('of many at once one gets the claim', async () => {
  const key = { id, recipient: 'one@yunqiao.example' }
  const claims = await Promise.all(Array.from({ length: 8 }, () => claimMail(table.store, key, now, LEASE)))
  expect(claims.toSorted()).toEqual([...Array<string>(7).fill('busy'), 'claimed'])
})

test('a claim can be taken over when its lease has ended, not before', async () => {
  const key = { id, recipient: 'lease@yunqiao.example' }
  await claimMail(table.store, key, now, LEASE)
  expect(await claimMail(table.store, key, later(LEASE), LEASE)).toBe('busy')
  expect(await claimMail(table.store, key, later(LEASE + 1), LEASE)).toBe('claimed')
})

test('what is settled stays settled, for ever', async () => {
  const sent = { id, recipient: 'sent@yunqiao.example' }
  const refused = { id, recipient: 'refused@yunqiao.example' }
  await settleMail(table.store, sent, { state: 'sent', messageId: '1', at: now.toISOString() })
  await settleMail(table.store, refused, { state: 'refused', reason: 'no such user', at: now.toISOString() })
  expect(await claimMail(table.store, sent, later(1e12), LEASE)).toBe('sent')
  expect(await claimMail(table.store, refused, later(1e12), LEASE)).toBe('refused')
})

test('recipients and versions do not touch one another', async () => {
  const key = { id, recipient: 'two@yunqiao.example' }
  expect(await claimMail(table.store, key, now, LEASE)).toBe('claimed')
  expect(await claimMail(table.store, { ...key, id: 'b'.repeat(32) }, now, LEASE)).toBe('claimed')
})
