import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { LocalStack } from '../../local/index.ts'
import type { Store } from '../../store/table.ts'

/** The running stack, with clients for its table and buckets. */
export interface Opened {
  readonly api: string
  readonly signIn: NonNullable<LocalStack['signIn']>
  readonly bucket: string
  readonly store: Store
  readonly s3: S3Client
  readonly close: () => void
}

export function openStack({ api, bucket, s3: endpoint, dynamodb, region, credentials, model, signIn }: Omit<LocalStack, 'stop' | 'invoke'>): Opened {
  const [table] = model.tables
  if (table === undefined || signIn === null) throw new Error('the stack has no table, or nobody can sign in')
  const client = new DynamoDBClient({ endpoint: dynamodb, region, credentials })
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true })
  return {
    api,
    signIn,
    bucket,
    s3,
    store: {
      client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
      table: table.name,
    },
    close: () => {
      client.destroy()
      s3.destroy()
    },
  }
}
