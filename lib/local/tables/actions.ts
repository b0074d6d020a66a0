import { z } from 'zod'
import { Refusal } from '../guard/errors.ts'
import type { Call } from '../iam/decide.ts'
import { arn } from '../template/template.ts'

/**
 * Which permissions a request to DynamoDB needs, and whose items it touches.
 * Source: Service Authorization Reference, “Actions, resources, and condition keys for Amazon DynamoDB”; Amazon DynamoDB Developer
 * Guide, “Using IAM policy conditions for fine-grained access control”.
 */

/** The attribute that is the partition key of a table, or of one of its indexes; undefined where it is not known. */
export type PartitionKeyOf = (table: string, index: string | null) => string | undefined

/** Only one of its attributes matters: the others are not looked into. */
const Item = z.record(z.string(), z.unknown())
type Item = z.infer<typeof Item>

const Request = z.object({
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  Key: Item.optional(),
  Item: Item.optional(),
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: Item.default({}),
  RequestItems: z
    .record(
      z.string(),
      z.union([
        z.object({ Keys: z.array(Item) }).transform(({ Keys }) => Keys),
        z
          .array(z.object({ PutRequest: z.object({ Item }).optional(), DeleteRequest: z.object({ Key: Item }).optional() }))
          .transform((writes) => writes.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key ?? {})),
      ]),
    )
    .default({}),
})
type Request = z.infer<typeof Request>

/** Throws Refusal for a query that does not say in a known way which partition it reads. */
export function tableCalls(operation: string, body: unknown, partitionKeyOf: PartitionKeyOf): Call[] {
  const parsed = Request.safeParse(body)
  // What is wrong with it the emulator says better.
  const request = parsed.success ? parsed.data : Request.parse({})
  const batch = Object.entries(request.RequestItems)
  if (batch.length > 0) return batch.map(([table, items]) => onTable(operation, table, null, leading(items, partitionKeyOf(table, null))))
  const { TableName: table = '*', IndexName: index = null, Key, Item: item } = request
  const partitionKey = partitionKeyOf(table, index)
  if (operation === 'Query') return [onTable(operation, table, index, partitionKey === undefined ? [] : [queried(request, partitionKey)])]
  return [onTable(operation, table, index, leading([Key ?? item ?? {}], partitionKey))]
}

function onTable(operation: string, table: string, index: string | null, leadingKeys: readonly string[]): Call {
  const resource = arn('dynamodb', `table/${tableName(table)}${index === null ? '' : `/index/${index}`}`)
  return { action: `dynamodb:${operation}`, resource, context: { 'dynamodb:LeadingKeys': leadingKeys } }
}

/** A table may be named by its ARN. */
export const tableName = (reference: string): string => reference.split(':table/').at(-1) ?? reference

const leading = (items: readonly Item[], partitionKey: string | undefined): string[] =>
  partitionKey === undefined ? [] : [...new Set(items.flatMap((item) => textOf(item[partitionKey])))]

/** The text of a string, number or binary value. */
const textOf = (value: unknown): string[] => Object.values(Value.safeParse(value).data ?? {})
const Value = z.union([z.object({ S: z.string() }), z.object({ N: z.string() }), z.object({ B: z.string() })])

const EQUATION = /(#?\w+)\s*=\s*(:\w+)/g

function queried({ KeyConditionExpression = '', ExpressionAttributeNames, ExpressionAttributeValues }: Request, partitionKey: string): string {
  for (const [, name = '', value = ''] of KeyConditionExpression.matchAll(EQUATION)) {
    const [text] = textOf(ExpressionAttributeValues[value])
    if ((ExpressionAttributeNames[name] ?? name) === partitionKey && text !== undefined) return text
  }
  throw new Refusal('ValidationException', `The key condition does not say which ${partitionKey} is read: ${KeyConditionExpression}`, 400)
}
