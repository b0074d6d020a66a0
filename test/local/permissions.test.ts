import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BatchGetItemCommand, BatchWriteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import { CreateQueueCommand, GetQueueUrlCommand, ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Fixture, fixtureAssembly, startFixture } from './fixture/local.ts'

/** Clients with the access key of the function `Probe`, whose role is in fixture/stack.ts. */
interface Probe {
  readonly s3: S3Client
  readonly sqs: SQSClient
  readonly dynamodb: DynamoDBClient
  readonly ses: SESv2Client
}

let fixture: Fixture
let probe: Probe
let Bucket: string
let TableName: string

const asProbe = async ({ local }: Fixture): Promise<Probe> => {
  const Keys = z.object({ AWS_ACCESS_KEY_ID: z.string(), AWS_SECRET_ACCESS_KEY: z.string() })
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = Keys.parse(await local.invoke('Probe', { do: 'environment' }))
  const config = { region: local.region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 }
  return {
    s3: new S3Client({ ...config, endpoint: local.s3, forcePathStyle: true }),
    sqs: new SQSClient({ ...config, endpoint: local.sqs }),
    dynamodb: new DynamoDBClient({ ...config, endpoint: local.dynamodb }),
    ses: new SESv2Client({ ...config, endpoint: local.mail }),
  }
}

beforeAll(async () => {
  fixture = await startFixture()
  Bucket = fixture.name('Inbox')
  TableName = fixture.name('Items')
  probe = await asProbe(fixture)
  for (const Key of ['made/a.txt', 'other/a.txt']) await fixture.s3.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.from('a') }))
})
afterAll(() => fixture.stop())

/** `done`, or the name of the error and what it says was wanted. */
const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Error ? `${error.name}${/perform: (\S+)/.exec(error.message)?.[1]?.replace(/^/, ' ') ?? ''}` : 'no error'),
  )

const item = (pk: string) => ({ pk: { S: pk }, sk: { S: '1' }, kind: { S: 'probe' } })
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: '1' } })
const asked = (pk: string) => ({ KeyConditionExpression: '#pk = :pk AND begins_with(sk, :sk)', ExpressionAttributeNames: { '#pk': 'pk' }, ExpressionAttributeValues: { ':pk': { S: pk }, ':sk': { S: '' } } })
const ofKind = (kind: string) => ({ IndexName: 'byKind', KeyConditionExpression: 'kind = :kind', ExpressionAttributeValues: { ':kind': { S: kind } } })
const letter = (FromEmailAddress: string) => ({ FromEmailAddress, Destination: { ToAddresses: ['a@fixture.example'] }, Content: { Simple: { Subject: { Data: 'a' }, Body: { Text: { Data: 'a' } } } } })

describe('S3', () => {
  test.each<[string, string, () => Promise<unknown>]>([
    ['a put where it may', 'done', () => probe.s3.send(new PutObjectCommand({ Bucket, Key: 'made/b.txt', Body: 'b' }))],
    ['a put elsewhere', 'AccessDenied s3:PutObject', () => probe.s3.send(new PutObjectCommand({ Bucket, Key: 'other/b.txt', Body: 'b' }))],
    ['a put with tags', 'AccessDenied s3:PutObjectTagging', () => probe.s3.send(new PutObjectCommand({ Bucket, Key: 'made/c.txt', Body: 'c', Tagging: 'a=1' }))],
    ['tags alone', 'AccessDenied s3:PutObjectTagging', () => probe.s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'made/a.txt', Tagging: { TagSet: [] } }))],
    ['a get', 'done', () => probe.s3.send(new GetObjectCommand({ Bucket, Key: 'made/a.txt' }))],
    ['a head', 'done', () => probe.s3.send(new HeadObjectCommand({ Bucket, Key: 'made/a.txt' }))],
    ['a get of a version', 'AccessDenied s3:GetObjectVersion', () => probe.s3.send(new GetObjectCommand({ Bucket, Key: 'made/a.txt', VersionId: 'x' }))],
    ['a get of what is not there, without the right to list', 'AccessDenied s3:ListBucket', () => probe.s3.send(new GetObjectCommand({ Bucket, Key: 'made/none.txt' }))],
    ['a copy', 'done', () => probe.s3.send(new CopyObjectCommand({ Bucket, Key: 'made/d.txt', CopySource: `${Bucket}/made/a.txt` }))],
    ['a copy of what it may not read', 'AccessDenied s3:GetObject', () => probe.s3.send(new CopyObjectCommand({ Bucket, Key: 'made/d.txt', CopySource: `${Bucket}/other/a.txt` }))],
    ['a deletion', 'AccessDenied s3:DeleteObject', () => probe.s3.send(new DeleteObjectCommand({ Bucket, Key: 'made/a.txt' }))],
    ['a list', 'AccessDenied s3:ListBucket', () => probe.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'made/' }))],
    ['a list of versions where it may', 'done', () => probe.s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'made/' }))],
    ['a list of versions elsewhere', 'AccessDenied s3:ListBucketVersions', () => probe.s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'made' }))],
    ['a list of all versions', 'AccessDenied s3:ListBucketVersions', () => probe.s3.send(new ListObjectVersionsCommand({ Bucket }))],
  ])('%s: %s', async (_, expected, work) => {
    expect(await outcome(work())).toBe(expected)
  })

  test('what is presigned has the rights of who signed it, when it is used', async () => {
    const status = async (Key: string) => (await fetch(await getSignedUrl(probe.s3, new GetObjectCommand({ Bucket, Key })))).status
    expect([await status('made/a.txt'), await status('other/a.txt')]).toEqual([200, 403])
    const post = async (Key: string) => {
      const { url, fields } = await createPresignedPost(probe.s3, { Bucket, Key })
      const form = new FormData()
      for (const [field, value] of Object.entries(fields)) form.append(field, value)
      form.append('file', new Blob(['a']), 'a')
      const response = await fetch(url, { method: 'POST', body: form })
      return [response.status, /perform: (\S+)/.exec(await response.text())?.[1]]
    }
    expect(await post('made/posted.txt')).toEqual([204, undefined])
    expect(await post('other/posted.txt')).toEqual([403, 's3:PutObject'])
  })

  test('a header that speaks of another service changes nothing', async () => {
    const Key = 'other/disguised.txt'
    const url = await getSignedUrl(probe.s3, new PutObjectCommand({ Bucket, Key }))
    const headers = { 'x-amz-target': 'AmazonSQS.SendMessage', 'content-type': 'application/x-amz-json-1.0' }
    const response = await fetch(url, { method: 'PUT', headers, body: JSON.stringify({ QueueUrl: fixture.queueUrl('Log') }) })
    expect(response.status).toBe(403)
    expect(await outcome(fixture.s3.send(new HeadObjectCommand({ Bucket, Key })))).toBe('NotFound')
  })
})

describe('DynamoDB', () => {
  test.each<[string, string, () => Promise<unknown>]>([
    ['a put in its partitions', 'done', () => probe.dynamodb.send(new PutItemCommand({ TableName, Item: item('probe#1') }))],
    ['a put elsewhere', 'AccessDeniedException dynamodb:PutItem', () => probe.dynamodb.send(new PutItemCommand({ TableName, Item: item('other#1') }))],
    ['a put that the table itself denies', 'AccessDeniedException dynamodb:PutItem', () => probe.dynamodb.send(new PutItemCommand({ TableName, Item: item('kept#1') }))],
    ['a get', 'done', () => probe.dynamodb.send(new GetItemCommand({ TableName, Key: key('kept#1') }))],
    ['a batch of gets', 'done', () => probe.dynamodb.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key('probe#1'), key('kept#1')] } } }))],
    ['a batch of gets, one of them elsewhere', 'AccessDeniedException dynamodb:BatchGetItem', () => probe.dynamodb.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key('probe#1'), key('other#1')] } } }))],
    ['a batch of writes', 'done', () => probe.dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: item('probe#2') } }, { DeleteRequest: { Key: key('probe#3') } }] } }))],
    ['a batch of writes, one of them elsewhere', 'AccessDeniedException dynamodb:BatchWriteItem', () => probe.dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: item('probe#2') } }, { DeleteRequest: { Key: key('other#3') } }] } }))],
    ['a query of its partition', 'done', () => probe.dynamodb.send(new QueryCommand({ TableName, ...asked('probe#1') }))],
    ['a query of another', 'AccessDeniedException dynamodb:Query', () => probe.dynamodb.send(new QueryCommand({ TableName, ...asked('other#1') }))],
    ['a query of the index', 'done', () => probe.dynamodb.send(new QueryCommand({ TableName, ...ofKind('probe') }))],
    ['a query of another partition of the index', 'AccessDeniedException dynamodb:Query', () => probe.dynamodb.send(new QueryCommand({ TableName, ...ofKind('upload') }))],
    ['a scan', 'AccessDeniedException dynamodb:Scan', () => probe.dynamodb.send(new ScanCommand({ TableName }))],
    ['what the table denies everybody, administrators too', 'AccessDeniedException dynamodb:PutItem', () => fixture.dynamodb.send(new PutItemCommand({ TableName, Item: item('kept#1') }))],
    ['an administrator elsewhere', 'done', () => fixture.dynamodb.send(new PutItemCommand({ TableName, Item: item('other#1') }))],
  ])('%s: %s', async (_, expected, work) => {
    expect(await outcome(work())).toBe(expected)
  })
})

describe('SQS and SES', () => {
  const QueueUrl = (): string => fixture.queueUrl('Log')
  test.each<[string, string, () => Promise<unknown>]>([
    ['a message', 'done', () => probe.sqs.send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: 'a' }))],
    ['a batch of messages', 'done', () => probe.sqs.send(new SendMessageBatchCommand({ QueueUrl: QueueUrl(), Entries: [{ Id: 'a', MessageBody: 'a' }] }))],
    ['the address of a queue', 'done', () => probe.sqs.send(new GetQueueUrlCommand({ QueueName: fixture.name('Log') }))],
    ['a message to another queue', 'AccessDeniedException sqs:SendMessage', () => probe.sqs.send(new SendMessageCommand({ QueueUrl: fixture.queueUrl('work'), MessageBody: 'a' }))],
    ['receiving', 'AccessDeniedException sqs:ReceiveMessage', () => probe.sqs.send(new ReceiveMessageCommand({ QueueUrl: QueueUrl() }))],
    ['a new queue', 'AccessDeniedException sqs:CreateQueue', () => probe.sqs.send(new CreateQueueCommand({ QueueName: 'new' }))],
    ['a mail', 'done', () => probe.ses.send(new SendEmailCommand(letter('Probe <probe@fixture.example>')))],
    ['a mail from another address', 'AccessDeniedException ses:SendEmail', () => probe.ses.send(new SendEmailCommand(letter('other@fixture.example')))],
    ['a mail by way of a configuration set', 'AccessDeniedException ses:SendEmail', () => probe.ses.send(new SendEmailCommand({ ...letter('probe@fixture.example'), ConfigurationSetName: 'set' }))],
  ])('%s: %s', async (_, expected, work) => {
    expect(await outcome(work())).toBe(expected)
  })
})

test('the log of the function names function, action and resource', async () => {
  await expect(fixture.local.invoke('Probe', { do: 'put', key: 'other/c.txt' })).rejects.toThrow('s3:PutObject')
  const { name = '' } = fixture.local.model.functions.find(({ logicalId }) => logicalId.startsWith('Probe')) ?? {}
  const log = readFileSync(join(fixture.home, 'logs', `${name}.log`), 'utf8')
  expect(log).toMatch(new RegExp(`"message":"User: \\S+/${name} is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::${Bucket}/other/c.txt because no identity-based policy allows`))
})

test('a function that Lambda may not bring messages to stops the start', async () => {
  const assembly = join(mkdtempSync(join(tmpdir(), 'gongkai-mute-')), 'cdk.out')
  cpSync(await fixtureAssembly(), assembly, { recursive: true })
  const file = join(assembly, 'Fixture.template.json')
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"sqs:ReceiveMessage"', '"sqs:PurgeQueue"'))
  await expect(startFixture({ assembly })).rejects.toThrow(/is not authorized to perform: sqs:ReceiveMessage on resource: \S+ because/)
})
