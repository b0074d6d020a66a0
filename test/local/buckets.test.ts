import { createHash } from 'node:crypto'
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { QueryCommand } from '@aws-sdk/client-dynamodb'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import type { S3Event } from 'aws-lambda'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Fixture, startFixture } from './fixture/local.ts'

let fixture: Fixture
let Bucket: string

beforeAll(async () => {
  fixture = await startFixture()
  Bucket = fixture.name('Inbox')
  // The test event and the schedule's first invocation.
  await fixture.take('Log', 2)
})
afterAll(() => fixture.stop())

/** Everything that the function behind the bucket was told, as `event key`. */
async function told(count: number): Promise<string[]> {
  const messages = (await fixture.take('Log', count)) as S3Event[]
  // Once and only once: nothing must come after.
  expect(await fixture.take('Log', 1, 300)).toEqual([])
  return messages.flatMap(({ Records }) => Records.map(({ eventName, s3 }) => `${eventName} ${s3.object.key}`)).sort()
}

test('each way to create an object is announced once, under its own name', async () => {
  const { s3 } = fixture
  await s3.send(new PutObjectCommand({ Bucket, Key: 'in/年报 1+1.txt', Body: 'put' }))
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'in/copy.txt', CopySource: encodeURI(`${Bucket}/in/年报 1+1.txt`) }))
  const { url, fields } = await createPresignedPost(s3, { Bucket, Key: 'in/post.txt' })
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new Blob(['posted']), '名称.txt')
  const posted = await fetch(url, { method: 'POST', body: form })
  expect(posted.status).toBe(204)
  expect(posted.headers.get('x-amz-version-id')).toMatch(/^[0-9a-f]{32}$/)
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'in/parts.txt' }))
  const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key: 'in/parts.txt', UploadId, PartNumber: 1, Body: 'one part' }))
  await s3.send(
    new CompleteMultipartUploadCommand({ Bucket, Key: 'in/parts.txt', UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } }),
  )
  expect(await told(4)).toEqual([
    'ObjectCreated:CompleteMultipartUpload in/parts.txt',
    'ObjectCreated:Copy in/copy.txt',
    'ObjectCreated:Post in/post.txt',
    'ObjectCreated:Put in/%E5%B9%B4%E6%8A%A5+1%2B1.txt',
  ])
  const stored = await s3.send(new GetObjectCommand({ Bucket, Key: 'in/post.txt' }))
  expect(await stored.Body?.transformToString()).toBe('posted')
})

test('what the filter leaves out is not announced', async () => {
  await fixture.s3.send(new PutObjectCommand({ Bucket, Key: 'out/a.txt', Body: 'x' }))
  await fixture.s3.send(new PutObjectCommand({ Bucket, Key: 'in/a.html', Body: 'x' }))
  expect(await told(0)).toEqual([])
})

test('an event has the shape of S3: version, ETag, size, a sequencer that grows', async () => {
  const Key = 'in/shape.txt'
  const first = await fixture.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'older' }))
  const second = await fixture.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'newer one' }))
  const records = ((await fixture.take('Log', 2)) as S3Event[]).flatMap((event) => event.Records)
  const byVersion = new Map(records.map((record) => [record.s3.object.versionId, record]))
  expect(byVersion.get(first.VersionId)).toMatchObject({
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: 'us-east-1',
    s3: { bucket: { name: Bucket, arn: `arn:aws:s3:::${Bucket}` }, object: { key: Key, size: 5, eTag: first.ETag?.replaceAll('"', '') } },
  })
  const sequencers = [first, second].map(({ VersionId }) => byVersion.get(VersionId)?.s3.object.sequencer ?? '')
  expect(sequencers).toEqual(sequencers.toSorted())
  expect(new Set(sequencers).size).toBe(2)

  const old = await fixture.s3.send(new GetObjectCommand({ Bucket, Key, VersionId: first.VersionId }))
  expect(await old.Body?.transformToString()).toBe('older')
  expect((await fixture.s3.send(new GetObjectCommand({ Bucket, Key }))).VersionId).toBe(second.VersionId)
})

test('a deleted object leaves its versions behind a delete marker', async () => {
  const Key = 'versions/a'
  for (const Body of ['1', '2', '3']) await fixture.s3.send(new PutObjectCommand({ Bucket, Key, Body }))
  await fixture.s3.send(new DeleteObjectCommand({ Bucket, Key }))
  await expect(fixture.s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NotFound' })
  await expect(fixture.s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' })
  const sizes: (number | undefined)[] = []
  let markers = 0
  let page: { NextKeyMarker?: string | undefined; NextVersionIdMarker?: string | undefined } | undefined
  do {
    const listed = await fixture.s3.send(
      new ListObjectVersionsCommand({
        Bucket,
        Prefix: 'versions/',
        MaxKeys: 3,
        ...(page !== undefined && { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }),
      }),
    )
    sizes.push(...(listed.Versions ?? []).map((version) => version.Size))
    markers += listed.DeleteMarkers?.length ?? 0
    page = listed.IsTruncated === true ? listed : undefined
  } while (page !== undefined)
  expect([sizes, markers]).toEqual([[1, 1, 1], 1])
})

test('Chinese keys are listed completely, page by page, with common prefixes', async () => {
  const keys = ['甲', '乙', '丙', 'a', 'é', '\u{20000}', '！'].map((name) => `list/${name}/report.txt`)
  await Promise.all(keys.map((Key) => fixture.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))))
  const listed: (string | undefined)[] = []
  let ContinuationToken: string | undefined
  do {
    const page = await fixture.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/', MaxKeys: 2, ContinuationToken }))
    listed.push(...(page.Contents ?? []).map(({ Key }) => Key))
    ContinuationToken = page.NextContinuationToken
  } while (ContinuationToken !== undefined)
  expect(listed).toEqual(keys.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right))))
  const folders = await fixture.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/', Delimiter: '/' }))
  expect(folders.CommonPrefixes).toHaveLength(keys.length)
})

test('If-None-Match: * writes only what is not there', async () => {
  const put = () => fixture.s3.send(new PutObjectCommand({ Bucket, Key: 'once', Body: 'x', IfNoneMatch: '*' }))
  await put()
  await expect(put()).rejects.toMatchObject({ name: 'PreconditionFailed' })
})

test('tags belong to one version, leave its bytes alone, and outlive the process', async () => {
  const Key = 'tagged/年报.txt'
  const { VersionId } = await fixture.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'first', Tagging: 'a=1&b=%E4%B8%80' }))
  await fixture.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'second' }))
  const tagsOf = async (version?: string) => (await fixture.s3.send(new GetObjectTaggingCommand({ Bucket, Key, VersionId: version }))).TagSet
  expect(await tagsOf(VersionId)).toEqual([{ Key: 'a', Value: '1' }, { Key: 'b', Value: '一' }])
  expect(await tagsOf()).toEqual([])

  const TagSet = [{ Key: 'Verdict', Value: 'clean + tested' }]
  await fixture.s3.send(new PutObjectTaggingCommand({ Bucket, Key, VersionId, Tagging: { TagSet } }))
  expect(await tagsOf(VersionId)).toEqual(TagSet)
  const read = await fixture.s3.send(new GetObjectCommand({ Bucket, Key, VersionId }))
  expect([await read.Body?.transformToString(), read.TagCount]).toEqual(['first', 1])

  await fixture.s3.send(new PutObjectCommand({ Bucket, Key: 'tagged/source', Body: 'x', Tagging: 'Verdict=clean%20%2B%20tested' }))
  await fixture.s3.send(new CopyObjectCommand({ Bucket, Key: 'tagged/copy', CopySource: `${Bucket}/tagged/source` }))
  expect((await fixture.s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged/copy' }))).TagSet).toEqual(TagSet)
  await fixture.s3.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'tagged/copy' }))
  expect((await fixture.s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged/copy' }))).TagSet).toEqual([])

  const tag = (Tagging: { TagSet: { Key: string; Value: string }[] }) => fixture.s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging }))
  await expect(tag({ TagSet: [{ Key: 'a', Value: '1' }, { Key: 'a', Value: '2' }] })).rejects.toMatchObject({ name: 'InvalidTag' })
  await expect(tag({ TagSet: Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: '' })) })).rejects.toMatchObject({ name: 'BadRequest' })
  await expect(fixture.s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged/absent' }))).rejects.toMatchObject({ name: 'NoSuchKey' })

  await fixture.stop()
  fixture = await startFixture({ home: fixture.home })
  expect((await fixture.s3.send(new GetObjectTaggingCommand({ Bucket, Key, VersionId }))).TagSet).toEqual(TagSet)
  expect(await (await fixture.s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()).toBe('second')
  await fixture.take('Log', 2)
})

test('the client’s checksum is held to', async () => {
  const put = (Body: string, sums: object) => fixture.s3.send(new PutObjectCommand({ Bucket, Key: 'summed', Body, ...sums }))
  const ChecksumSHA256 = createHash('sha256').update('these bytes').digest('base64')
  const ChecksumSHA1 = createHash('sha1').update('these bytes').digest('base64')
  for (const sums of [{ ChecksumSHA256 }, { ChecksumSHA1 }, { ChecksumCRC32: 'AAAAAA==' }]) await expect(put('others', sums)).rejects.toMatchObject({ name: 'BadDigest' })
  for (const sums of [{ ChecksumSHA256 }, { ChecksumSHA1 }, {}]) await put('these bytes', sums)
  const { ContentLength } = await fixture.s3.send(new HeadObjectCommand({ Bucket, Key: 'summed' }))
  expect(ContentLength).toBe(11)
})

test('20 MB in one piece', async () => {
  const Body = Buffer.alloc(20 * 1024 * 1024, '报')
  await fixture.s3.send(new PutObjectCommand({ Bucket, Key: 'large', Body }))
  const { ContentLength } = await fixture.s3.send(new HeadObjectCommand({ Bucket, Key: 'large' }))
  expect(ContentLength).toBe(Body.length)
})

test('a function can write to the table and be found through its index', async () => {
  const Key = 'in/indexed.txt'
  await fixture.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))
  await fixture.take('Log', 1)
  const find = () =>
    fixture.dynamodb.send(
      new QueryCommand({
        TableName: fixture.name('Items'),
        IndexName: 'byKind',
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': { S: 'upload' } },
      }),
    )
  await expect.poll(async () => (await find()).Items?.map(({ pk }) => pk?.S)).toContain(Key)
})

test('an object can invoke a function directly; what fails for good goes to its dead-letter queue', async () => {
  await fixture.stop()
  fixture = await startFixture({ retryDelays: [10] })
  await fixture.take('Log', 2)
  await fixture.s3.send(new PutObjectCommand({ Bucket: fixture.name('Plain'), Key: 'direct.txt', Body: 'x' }))
  const attempts = (await fixture.take('Log', 2)) as { listened: S3Event }[]
  expect(attempts.map(({ listened }) => listened.Records[0]?.s3.object.key)).toEqual(['direct.txt', 'direct.txt'])
  expect(attempts[0]?.listened.Records[0]?.s3.object.versionId).toBeUndefined()
  expect(await fixture.take('dead', 1)).toEqual([attempts[0]?.listened])
})
