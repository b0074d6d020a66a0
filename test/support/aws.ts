import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { Authorization } from '../../lib/local/guard/authorization.ts'
import { Keyring } from '../../lib/local/guard/keyring.ts'
import { SignatureVerifier } from '../../lib/local/guard/signature.ts'
import { listenApp, listenServer } from '../../lib/local/listen.ts'
import { Mailbox } from '../../lib/local/mail/box.ts'
import { createMailServer } from '../../lib/local/mail/server.ts'
import { createAwsServer } from '../../lib/local/storage/server.ts'
import { BucketStore } from '../../lib/local/storage/store.ts'
import { createTableServer } from '../../lib/local/tables/server.ts'
import { REGION } from '../../lib/local/template/template.ts'
import { INDEXES, type Store } from '../../lib/store/table.ts'

export const UPLOADS = 'uploads-bucket'
export const RECORDS_BUCKET = 'records-bucket'

const credentials = { accessKeyId: 'AKIDTESTTESTTEST', secretAccessKey: 'test-secret' }

/** A table as the stack has it, on the embedded DynamoDB. */
export async function startTable(): Promise<{ readonly store: Store; readonly endpoint: string; readonly stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-table-'))
  const server = createTableServer(join(folder, 'tables'), new SignatureVerifier(new Keyring(credentials)), new Authorization())
  const endpoint = `http://127.0.0.1:${await listenServer(server)}`
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials })
  const names = ['pk', 'sk', 'order', ...Object.values(INDEXES)]
  const key = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ]
  await client.send(
    new CreateTableCommand({
      TableName: 'table',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: key('pk', 'sk'),
      GlobalSecondaryIndexes: Object.entries(INDEXES).map(([IndexName, partition]) => ({
        IndexName,
        KeySchema: key(partition, 'order'),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  )
  return {
    endpoint,
    store: {
      client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
      table: 'table',
    },
    async stop() {
      client.destroy()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Everything that the functions reach, each the real part with a real client in front of it. */
export async function startAws() {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-aws-'))
  const verifier = new SignatureVerifier(new Keyring(credentials))
  const authorization = new Authorization()
  const buckets = new BucketStore(join(folder, 'objects'), () => undefined)
  for (const name of [UPLOADS, RECORDS_BUCKET]) buckets.open({ name, versioned: true, cors: [] })
  const aws = createAwsServer(buckets, verifier, authorization, 'internal')
  const mailbox = await Mailbox.open(join(folder, 'mails.jsonl'))
  const mail = createMailServer(mailbox, verifier, authorization, () => undefined)
  const endpoint = `http://127.0.0.1:${await listenApp(aws)}`
  const mailEndpoint = `http://127.0.0.1:${await listenApp(mail)}`
  const { store, endpoint: tableEndpoint, stop: stopTable } = await startTable()
  const s3 = new S3Client({ endpoint, region: REGION, credentials, forcePathStyle: true })
  const sqs = new SQSClient({ endpoint, region: REGION, credentials })
  return {
    credentials,
    endpoint,
    tableEndpoint,
    mailEndpoint,
    mailbox,
    store,
    s3,
    sqs,
    /** A new queue; gives its URL. */
    async queue(name: string): Promise<string> {
      await sqs.send(new CreateQueueCommand({ QueueName: name }))
      return `${endpoint}/000000000000/${name}`
    },
    /** Takes what is on a queue. */
    async received(url: string): Promise<string[]> {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }))
      return Messages.map(({ Body = '' }) => Body)
    },
    async stop() {
      await stopTable()
      await mail.close()
      await mailbox.close()
      await aws.close()
      buckets.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
