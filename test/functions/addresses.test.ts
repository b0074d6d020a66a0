import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { accessFor } from '../../functions/api/access.ts'
import { entriesOf, resumeMail } from '../../functions/api/entries.ts'
import { listAgencies } from '../../functions/api/register.ts'
import type { Role } from '../../lib/access/index.ts'
import { importAgencies } from '../../lib/register/import.ts'
import { recordBounce, recordSoftBounce, resumeAddress } from '../../lib/store/address.ts'
import { findAgency } from '../../lib/store/agency.ts'
import { authorized, CLAIM_VARIABLES, claimsOf } from './caller.ts'
import { startLine } from './line.ts'

/** Bounces and complaints show in the register, to whoever may see the entry. */

const CLAIMS = { role: CLAIM_VARIABLES.ROLE_CLAIM, agency: CLAIM_VARIABLES.AGENCY_CLAIM }
const AT = '2025-01-20T01:00:00.000Z'
const BOUNCED = { kind: 'bounced', reason: '550 5.1.1 no such user', at: AT } as const
const SHOWN = { address: 'a@yunqiao.example', why: 'bounced', reason: '550 5.1.1 no such user', since: AT }

let line: Awaited<ReturnType<typeof startLine>>
beforeAll(async () => {
  line = await startLine()
})
beforeEach(() => resumeAddress(line.store, 'a@yunqiao.example'))
afterAll(() => line.stop())

const seen = async (role: Role, agency?: string) => {
  const access = accessFor({ requestContext: authorized(claimsOf(role, agency)) } as unknown as Parameters<typeof accessFor>[0], 'agency.read', CLAIMS)
  const { agencies } = await listAgencies(line.store, access, { limit: 100, ...(role === 'operator' && { supervisor: 'xinghu' }) })
  return agencies.find(({ id }) => id === 'yunqiao')?.undeliverable
}
const yunqiao = async () => {
  const found = await findAgency(line.store, 'yunqiao')
  if (found === null) throw new Error('no agency')
  return found
}

test('an address that is given up stands in the entry, for everybody who may read it', async () => {
  expect(await seen('supervisor', 'xinghu')).toEqual([])
  await recordBounce(line.store, 'A@Yunqiao.Example', BOUNCED)
  for (const [role, agency] of [['supervisor', 'xinghu'], ['agency', 'yunqiao'], ['operator', undefined]] as const) expect(await seen(role, agency)).toEqual([SHOWN])
})

test('what could not be delivered for the time being does not count', async () => {
  await recordSoftBounce(line.store, 'a@yunqiao.example', 'event-1')
  expect(await seen('supervisor', 'xinghu')).toEqual([])
})

test('whoever can tell takes it up again; when it comes back once more, it is given up once more', async () => {
  await recordBounce(line.store, 'a@yunqiao.example', BOUNCED)
  expect((await resumeMail(line.store, await yunqiao(), 'A@yunqiao.example')).undeliverable).toEqual([])
  expect((await resumeMail(line.store, await yunqiao(), 'a@yunqiao.example')).undeliverable).toEqual([])
  const complained = { kind: 'complained', reason: 'abuse', at: '2025-01-21T01:00:00.000Z' } as const
  expect(await recordBounce(line.store, 'a@yunqiao.example', complained)).toBe(true)
  expect(await seen('agency', 'yunqiao')).toEqual([{ ...SHOWN, why: 'complained', reason: 'abuse', since: complained.at }])
})

test('nobody takes up an address that is not in the entry', async () => {
  await expect(resumeMail(line.store, await yunqiao(), 'office@xinghu.example')).rejects.toMatchObject({ status: 409 })
})

test('another address in the register settles it', async () => {
  await recordBounce(line.store, 'a@yunqiao.example', BOUNCED)
  const change = (emails: string) => importAgencies(line.store, Buffer.from(`id,name,level,supervisor,emails\nyunqiao,星湖县云桥镇人民政府,township,xinghu,${emails}\n`), { by: 'test', now: new Date() })
  await change('new@yunqiao.example')
  expect(await entriesOf(line.store, [await yunqiao()])).toMatchObject([{ emails: ['new@yunqiao.example'], undeliverable: [] }])
  await change('a@yunqiao.example;new@yunqiao.example')
  expect(await entriesOf(line.store, [await yunqiao()], { consistent: true })).toMatchObject([{ undeliverable: [SHOWN] }])
})
