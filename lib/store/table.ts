import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

/** The one table, and the client to reach it with. */
export interface Store {
  readonly client: DynamoDBDocumentClient
  readonly table: string
}

/** A store on the endpoint, region and credentials of the environment. */
export const openStore = (table: string): Store => ({
  client: DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } }),
  table,
})

/**
 * The table's indexes, each with its partition key; the sort key of all is `order`. An item without the
 * attribute is not in the index. docs/data-model.md says which question each one answers.
 */
export const INDEXES = {
  all: 'allKey',
  byAgency: 'agencyKey',
  bySupervisor: 'supervisorKey',
  bySupervisorVerdict: 'supervisorVerdictKey',
  bySupervisor2: 'supervisor2Key',
  bySupervisor2Verdict: 'supervisor2VerdictKey',
  bySupervisor3: 'supervisor3Key',
  bySupervisor3Verdict: 'supervisor3VerdictKey',
  bySupervisor4: 'supervisor4Key',
  bySupervisor4Verdict: 'supervisor4VerdictKey',
  bySubmission: 'submissionKey',
} as const
export type IndexName = keyof typeof INDEXES

/** Items with this attribute, seconds since 1970, are deleted after that time. */
export const EXPIRES = 'expires'

/** Whether a write was refused by its own condition. */
export const isConditionFailure = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException'

/** Waits for a write; false if its own condition refused it. */
export async function unlessRefused(write: Promise<unknown>): Promise<boolean> {
  try {
    await write
    return true
  } catch (error) {
    if (!isConditionFailure(error)) throw error
    return false
  }
}
