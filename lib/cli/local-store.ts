import { readFile } from 'node:fs/promises'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { z } from 'zod'
import type { Store } from '../store/table.ts'
import type { Instance } from './instance.ts'

/** Does something with the one table of the running instance. */
export async function withLocalStore<T>(instance: Instance, use: (store: Store) => Promise<T>): Promise<T> {
  const credentials = z
    .object({ accessKeyId: z.string(), secretAccessKey: z.string() })
    .parse(JSON.parse(await readFile(instance.credentials, 'utf8')))
  const client = new DynamoDBClient({ endpoint: instance.dynamodb, region: instance.region, credentials })
  try {
    const { TableNames } = await client.send(new ListTablesCommand({}))
    const [table] = TableNames ?? []
    if (table === undefined) throw new Error('the running instance has no table')
    return await use({ client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }), table })
  } finally {
    client.destroy()
  }
}
