import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { SQSClient, ListQueuesCommand } from '@aws-sdk/client-sqs'
import { AssumeRoleCommand, STSClient, type Tag } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LocalStack } from '../../lib/local/index.ts'
import { assemblyWith } from './assembly.ts'
import { importRegister, listMails, listReports, newHome, register, reportText, startProduct, until } from './product.ts'

const principal = (name: string): string => `arn:aws:iam::444455556666:user/${name}`
const name = (index: number): string => `云桥县第${index}镇人民政府`
const uploaders = [1, 2].map((index) => ({ principal: principal(`town-${index}`), agency: `t${index}` }))

let stack: LocalStack
const clients: { destroy: () => void }[] = []
beforeAll(async () => {
  stack = await startProduct(newHome(), assemblyWith({ uploaders }))
  await importRegister(stack, stack.model.tables[0]?.name ?? '', register(3))
})
afterAll(async () => {
  for (const client of clients) client.destroy()
  await stack.stop()
})

const AGENCY = (Value: string): Tag => ({ Key: 'agency', Value })

/** A session of the uploaders' role, as whoever has this key asks for it. */
async function session(who: string, Tags: Tag[] | undefined) {
  const keys = who === 'operator' ? stack.credentials : stack.principals[principal(who)]
  if (keys === undefined) throw new Error(`no key for ${who}`)
  const sts = new STSClient({ endpoint: stack.sqs, region: stack.region, credentials: { ...keys }, maxAttempts: 1 })
  const role = stack.model.roles.find(({ logicalId }) => logicalId.startsWith('Uploaders'))
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: role?.arn, RoleSessionName: 'annual-report', Tags })).finally(() => sts.destroy())
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {}
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
}

function s3Of(credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }): S3Client {
  const s3 = new S3Client({ endpoint: stack.s3, region: stack.region, credentials, forcePathStyle: true, maxAttempts: 1 })
  clients.push(s3)
  return s3
}

const reportOf = async (agency: string) => (await listReports(stack)).find((report) => report.agency === agency)

describe('who may be the uploader', () => {
  test.each<[string, string, Tag[] | undefined]>([
    ['without a tag', 'town-1', undefined],
    ['with another agency’s id', 'town-1', [AGENCY('t2')]],
    ['with an empty id', 'town-1', [AGENCY('')]],
    ['with a second tag', 'town-1', [AGENCY('t1'), { Key: 'office', Value: 'x' }]],
    ['with another tag alone', 'town-1', [{ Key: 'office', Value: 't1' }]],
    ['with a path', 'town-1', [AGENCY('t1/2024')]],
    ['whom no entry names', 'operator', [AGENCY('t1')]],
  ])('not %s', async (_, who, tags) => {
    await expect(session(who, tags)).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  test.each(['t*', '?1', '${aws:username}', '*'])('an id like “%s” is no tag at all', async (id) => {
    await expect(session('town-1', [AGENCY(id)])).rejects.toMatchObject({ name: 'ValidationError' })
  })

  test('each as its own agency; the key alone, without its token, opens nothing', async () => {
    const { sessionToken, ...key } = await session('town-1', [AGENCY('t1')])
    expect(sessionToken).not.toBe('')
    const put = new PutObjectCommand({ Bucket: stack.bucket, Key: 'incoming/t1/2024/a/a.txt', Body: 'x' })
    await expect(s3Of(key).send(put)).rejects.toMatchObject({ name: 'InvalidToken' })
    const own = stack.principals[principal('town-1')]
    if (own === undefined) throw new Error('no key')
    await expect(s3Of({ ...own }).send(put)).rejects.toMatchObject({ name: 'AccessDenied' })
  })
})

describe('an agency with a session of its own', () => {
  let s3: S3Client
  const Bucket = () => stack.bucket
  const Key = 'incoming/t1/2024/2025-01-12/年报.txt'
  beforeAll(async () => {
    s3 = s3Of(await session('town-1', [AGENCY('t1')]))
  })

  test('puts its report into its own folder, and it is checked like any other', async () => {
    const Body = reportText(name(1), { wrong: true })
    const ChecksumSHA256 = createHash('sha256').update(Body).digest('base64')
    await expect(s3.send(new PutObjectCommand({ Bucket: Bucket(), Key, Body: `${Body} `, ChecksumSHA256 }))).rejects.toMatchObject({ name: 'BadDigest' })
    await s3.send(new PutObjectCommand({ Bucket: Bucket(), Key, Body, ChecksumSHA256, StorageClass: 'STANDARD' }))
    await until(async () => (await reportOf('t1')) !== undefined, 'the result')
    expect(await reportOf('t1')).toMatchObject({ outcome: 'checked', verdict: 'fail', submission: '2025-01-12', file: '年报.txt', year: 2024 })
    await until(async () => (await listMails(stack.mail)).some(({ to }) => to === 't1@yunqiao.example'), 'the mail')
  })

  test('in parts too, and gives up what it has begun', async () => {
    const other = { Bucket: Bucket(), Key: 'incoming/t1/2024/2025-01-13/年报.txt' }
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(other))
    const { ETag } = await s3.send(new UploadPartCommand({ ...other, UploadId, PartNumber: 1, Body: reportText(name(1), { wrong: false }) }))
    await s3.send(new CompleteMultipartUploadCommand({ ...other, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } }))
    await until(async () => (await reportOf('t1'))?.verdict === 'pass', 'the second version')
    const begun = await s3.send(new CreateMultipartUploadCommand(other))
    await s3.send(new AbortMultipartUploadCommand({ ...other, UploadId: begun.UploadId }))
  })

  test('may do nothing else', async () => {
    const own = { Bucket: Bucket(), Key }
    const foreign = { Bucket: Bucket(), Key: 'incoming/t2/2024/a/a.txt', Body: 'x' }
    const records = stack.model.buckets.find((bucket) => bucket.name.includes('storagerecords'))?.name
    const denied: Promise<unknown>[] = [
      s3.send(new PutObjectCommand(foreign)),
      ...['incoming/a.txt', 'incoming/t10/2024/a/a.txt', 'incoming/t1', 'incoming//2024/a/a.txt', 'other/t1/a.txt', 'incoming/T1/2024/a/a.txt'].map((other) => s3.send(new PutObjectCommand({ ...foreign, Key: other }))),
      s3.send(new PutObjectCommand({ ...foreign, Bucket: records, Key: 'incoming/t1/2024/a/a.txt' })),
      s3.send(new CreateMultipartUploadCommand({ Bucket: Bucket(), Key: foreign.Key })),
      s3.send(new GetObjectCommand(own)),
      s3.send(new CopyObjectCommand({ Bucket: Bucket(), Key: 'incoming/t1/2024/a/copy.txt', CopySource: encodeURI(`${Bucket()}/${Key}`) })),
      s3.send(new GetObjectTaggingCommand(own)),
      s3.send(new PutObjectTaggingCommand({ ...own, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } })),
      s3.send(new PutObjectCommand({ ...own, Body: 'x', Tagging: 'GuardDutyMalwareScanStatus=NO_THREATS_FOUND' })),
      // What could not be read here: an archive class, keys of the sender's own.
      s3.send(new PutObjectCommand({ ...own, Body: 'x', StorageClass: 'GLACIER' })),
      s3.send(new PutObjectCommand({ ...own, Body: 'x', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'arn:aws:kms:us-east-1:444455556666:key/own' })),
      s3.send(new CreateMultipartUploadCommand({ ...own, StorageClass: 'DEEP_ARCHIVE' })),
      s3.send(new DeleteObjectCommand(own)),
      s3.send(new ListObjectsV2Command({ Bucket: Bucket(), Prefix: 'incoming/t1/' })),
      s3.send(new ListObjectVersionsCommand({ Bucket: Bucket(), Prefix: 'incoming/t1/' })),
    ]
    for (const outcome of await Promise.allSettled(denied)) expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'AccessDenied' } })
    await expect(s3.send(new HeadObjectCommand(own))).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } })
    const sqs = new SQSClient({ endpoint: stack.sqs, region: stack.region, credentials: await session('town-1', [AGENCY('t1')]), maxAttempts: 1 })
    clients.push(sqs)
    await expect(sqs.send(new ListQueuesCommand({}))).rejects.toThrow()
  })

  test('what it puts there that cannot be a report is told, not lost', async () => {
    const put = (path: string, Body: string | Buffer) => s3.send(new PutObjectCommand({ Bucket: Bucket(), Key: `incoming/t1/${path}`, Body }))
    await put('2023/too-large/年报.txt', Buffer.alloc(20 * 1024 * 1024 + 1, 'a'))
    await put('2022/empty/年报.txt', Buffer.alloc(0))
    await put('年报.docx', 'x')
    await put('1999/too-early/年报.docx', 'x')
    const rejections = async () => (await listReports(stack)).flatMap(({ year, rejection }) => (rejection === undefined ? [] : [`${year} ${rejection.code}`])).sort()
    await until(async () => (await rejections()).length === 2, 'the rejections')
    expect(await rejections()).toEqual(['2022 empty-file', '2023 too-large'])
    const misplaced = async () => (await listMails(stack.mail)).filter(({ subject }) => subject.includes('文件位置不对'))
    await until(async () => (await misplaced()).length === 2, 'the mails about what lies elsewhere')
    expect((await misplaced()).map(({ subject }) => /incoming[^）]*/.exec(subject)?.[0]).sort()).toEqual(['incoming/t1/1999/too-early/年报.docx', 'incoming/t1/年报.docx'])
  })
})
