import { isDeepStrictEqual } from 'node:util'
import { CreateTableCommand, DescribeTableCommand, type DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb'
import type { Table } from '../template/properties.ts'
import { TemplateError } from '../template/template.ts'
import { type PartitionKeyOf, tableName } from './actions.ts'

/**
 * Creates the table unless it is there from an earlier start.
 * Throws TemplateError if it is there with other keys or indexes than the template now has.
 */
export async function ensureTable(client: DynamoDBClient, name: string, table: Table): Promise<void> {
  const existing = await describe(client, name)
  if (existing === undefined) {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: table.KeySchema,
        AttributeDefinitions: table.AttributeDefinitions,
        GlobalSecondaryIndexes: table.GlobalSecondaryIndexes?.map(onlyKeys),
        LocalSecondaryIndexes: table.LocalSecondaryIndexes?.map(onlyKeys),
      }),
    )
    while ((await describe(client, name))?.TableStatus !== 'ACTIVE') await new Promise((resolve) => setTimeout(resolve, 5))
    return
  }
  if (!isDeepStrictEqual(shape(existing), shape(table)))
    throw new TemplateError(
      `表 ${name} 的键或索引已改变，本机旧数据无法沿用；请换一个 GONGKAI_HOME，或删除旧的状态目录后重新启动。\n` +
        `Keys or indexes of table ${name} have changed since it was created here: use another GONGKAI_HOME or delete the old one.`,
    )
}

type Index = NonNullable<Table['GlobalSecondaryIndexes']>[number]

const onlyKeys = ({ IndexName, KeySchema, Projection }: Index) => ({ IndexName, KeySchema, Projection })

async function describe(client: DynamoDBClient, name: string) {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}

/** What template and emulator both say of a table or an index. */
interface Keyed {
  readonly IndexName?: string | undefined
  readonly KeySchema?: readonly { readonly AttributeName?: string | undefined; readonly KeyType?: string | undefined }[] | undefined
  readonly Projection?: { readonly ProjectionType?: string | undefined; readonly NonKeyAttributes?: readonly string[] | undefined } | undefined
}
interface WithIndexes extends Keyed {
  readonly GlobalSecondaryIndexes?: readonly Keyed[] | undefined
  readonly LocalSecondaryIndexes?: readonly Keyed[] | undefined
}

const keys = (keyed: Keyed): string => (keyed.KeySchema ?? []).map((key) => `${key.KeyType} ${key.AttributeName}`).join(' ')
const index = (one: Keyed): string =>
  [one.IndexName, keys(one), one.Projection?.ProjectionType, ...(one.Projection?.NonKeyAttributes ?? [])].join(' ')

/** Keys and indexes as comparable lines. */
const shape = (table: WithIndexes) => ({
  keys: keys(table),
  global: (table.GlobalSecondaryIndexes ?? []).map(index).sort(),
  local: (table.LocalSecondaryIndexes ?? []).map(index).sort(),
})

/** Of these tables and their indexes, which attribute is the partition key. */
export function partitionKeys(tables: readonly { readonly name: string; readonly properties: Table }[]): PartitionKeyOf {
  return (tableReference, indexName) => {
    const table = tables.find(({ name }) => name === tableName(tableReference))?.properties
    const indexes = [...(table?.GlobalSecondaryIndexes ?? []), ...(table?.LocalSecondaryIndexes ?? [])]
    const keyed = indexName === null ? table : indexes.find(({ IndexName }) => IndexName === indexName)
    return keyed?.KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName
  }
}
