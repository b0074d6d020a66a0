import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Authorization } from '../../lib/local/guard/authorization.ts'
import { Keyring } from '../../lib/local/guard/keyring.ts'
import { SignatureVerifier } from '../../lib/local/guard/signature.ts'
import { listenApp } from '../../lib/local/listen.ts'
import { createAwsServer } from '../../lib/local/storage/server.ts'
import { BucketStore } from '../../lib/local/storage/store.ts'
import { readAssumeRole } from '../../lib/local/sts/request.ts'
import { TokenService } from '../../lib/local/sts/service.ts'
import { REGION } from '../../lib/local/template/template.ts'

const own = { accessKeyId: 'AKIDTESTTESTTEST', secretAccessKey: 'test-secret' }
const anybody = { arn: 'arn:aws:iam::000000000000:root', policies: null, context: {} }

describe('what AssumeRole is asked for', () => {
  const asked = { Action: 'AssumeRole', Version: '2011-06-15', RoleArn: 'arn:aws:iam::111122223333:role/uploader', RoleSessionName: 'report' }
  const read = (more: Record<string, string>) => readAssumeRole(new URLSearchParams({ ...asked, ...more }))
  const tags = (...pairs: readonly (readonly [string, string])[]) =>
    Object.fromEntries(pairs.flatMap(([key, value], index) => [[`Tags.member.${index + 1}.Key`, key], [`Tags.member.${index + 1}.Value`, value]]))

  test('is read with its tags', () => {
    expect(read({ ...tags(['agency', 'lanyu'], ['office', '办公室']), DurationSeconds: '900' })).toMatchObject({ RoleSessionName: 'report', DurationSeconds: 900, tags: { agency: 'lanyu', office: '办公室' } })
  })

  test.each<[string, Record<string, string>]>([
    ['a session policy', { Policy: '{}' }],
    ['a managed session policy', { 'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/AdministratorAccess' }],
    ['a transitive tag', { 'TransitiveTagKeys.member.1': 'agency' }],
    ['an external id', { ExternalId: 'x' }],
    ['a session of a day', { DurationSeconds: '86400' }],
    ['a session name with a slash', { RoleSessionName: 'a/b' }],
    ['another action', { Action: 'GetFederationToken' }],
    ['a tag without a key', { 'Tags.member.1.Value': 'lanyu' }],
    ['a wildcard in a tag', tags(['agency', 'lanyu*'])],
    ['the same tag twice', tags(['agency', 'lanyu'], ['Agency', 'xinghu'])],
    ['51 tags', tags(...Array.from({ length: 51 }, (_, index) => [`k${index}`, 'x'] as const))],
  ])('%s is refused', (_, more) => {
    expect(() => read(more)).toThrow()
  })
})

describe('a lent key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-sts-'))
  const keyring = new Keyring(own)
  const store = new BucketStore(folder, () => undefined)
  const app = createAwsServer(store, new SignatureVerifier(keyring), new Authorization(), 'internal', new TokenService(keyring))
  let endpoint = ''
  beforeAll(async () => {
    store.open({ name: 'bucket', versioned: true, cors: [] })
    endpoint = `http://127.0.0.1:${await listenApp(app)}`
  })
  afterAll(async () => {
    await app.close()
    store.close()
    rmSync(folder, { recursive: true })
  })
  const list = async (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }): Promise<number | undefined> => {
    const s3 = new S3Client({ endpoint, region: REGION, credentials, forcePathStyle: true, maxAttempts: 1 })
    return s3.send(new ListObjectsV2Command({ Bucket: 'bucket' })).then(({ KeyCount }) => KeyCount).finally(() => s3.destroy())
  }
  const inAMinute = () => new Date(Date.now() + 60_000)

  test('is good with its token, until it is over', async () => {
    expect(await list(keyring.lend(anybody, inAMinute()))).toBe(0)
    await expect(list(keyring.lend(anybody, new Date(Date.now() - 1)))).rejects.toMatchObject({ name: 'ExpiredToken' })
  })

  test('is good with no other token; a lasting key has none', async () => {
    const { sessionToken } = keyring.lend(anybody, inAMinute())
    const other = keyring.lend(anybody, inAMinute())
    await expect(list({ ...other, sessionToken })).rejects.toMatchObject({ name: 'InvalidToken' })
    await expect(list({ ...own, sessionToken })).rejects.toMatchObject({ name: 'InvalidToken' })
    expect(await list(own)).toBe(0)
  })

  test('what else STS can do is refused as it refuses', async () => {
    const sts = new STSClient({ endpoint, region: REGION, credentials: own, maxAttempts: 1 })
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'ValidationError' })
    sts.destroy()
  })
})
