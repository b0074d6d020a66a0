import { Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { AnyPrincipal, Effect, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3'
import { AUDIT } from '../store/audit.ts'
import type { IndexName } from '../store/table.ts'

/** What a function may do. A wildcard comes with the reason why it is as narrow as it can be. */
export interface Permission {
  readonly statement: PolicyStatement
  readonly wildcard?: { readonly id: string; readonly reason: string }
}

type ObjectAction = 'GetObject' | 'GetObjectVersion' | 'GetObjectVersionTagging' | 'PutObject'
type ItemAction = 'GetItem' | 'BatchGetItem' | 'BatchWriteItem' | 'PutItem' | 'UpdateItem' | 'Query'

/** `actions` on `resources`, named in full. */
export const to = (actions: readonly string[], resources: readonly string[]): Permission => ({
  statement: new PolicyStatement({ actions: [...actions], resources: [...resources] }),
})

/** To act on the objects under `prefix`, on nothing else in the bucket. */
export function onObjects(bucket: Bucket, prefix: string, actions: readonly ObjectAction[]): Permission {
  const resource = bucket.node.defaultChild
  if (!(resource instanceof CfnBucket)) throw new TypeError('a Bucket without a CfnBucket')
  return {
    ...to(
      actions.map((action) => `s3:${action}`),
      [bucket.arnForObjects(`${prefix}*`)],
    ),
    wildcard: {
      id: `AwsSolutions-IAM5[Resource::<${Stack.of(bucket).getLogicalId(resource)}.Arn>/${prefix}*]`,
      reason: `The names of the objects under ${prefix} are not known beforehand.`,
    },
  }
}

/** To be told that an object is gone: without it S3 answers "access denied" for what does not exist. */
export const toMissObjects = (bucket: Bucket): Permission => to(['s3:ListBucket'], [bucket.bucketArn])

/** To list what lies under `prefix`, with all versions. */
export const toListVersions = (bucket: Bucket, prefix: string): Permission => ({
  statement: new PolicyStatement({
    actions: ['s3:ListBucketVersions'],
    resources: [bucket.bucketArn],
    conditions: { StringEquals: { 's3:prefix': prefix } },
  }),
})

/** To list the versions of one object under `prefix`, which needs no right to read it. */
export const toFindVersions = (bucket: Bucket, prefix: string): Permission => ({
  statement: new PolicyStatement({
    actions: ['s3:ListBucketVersions'],
    resources: [bucket.bucketArn],
    conditions: { StringLike: { 's3:prefix': `${prefix}*` } },
  }),
})

/** To act on items of the table itself. */
export const onItems = (table: Table, actions: readonly ItemAction[]): Permission =>
  to(
    actions.map((action) => `dynamodb:${action}`),
    [table.tableArn],
  )

/** To read who is in the register, and who is below whom; nothing else in the table. */
export const toReadRegister = (table: Table): Permission[] => [onPartitions(table, ['GetItem'], ['AGENCY#*']), onPartitions(table, ['Query'], ['BELOW#*'])]

/** To delete items of one partition; nothing else in the table. */
export const toStrike = (table: Table, partition: string): Permission => onPartitions(table, ['DeleteItem'], [partition])

/** To act on items whose partition key is like one of these. */
export const onPartitions = (table: Table, actions: readonly (ItemAction | 'DeleteItem')[], partitions: readonly string[]): Permission => ({
  statement: new PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [table.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...partitions] } },
  }),
})

/**
 * Makes the audit append-only by the table's own policy, which goes before whatever a role may: nobody changes or deletes
 * what is in it, and nobody but `writer` adds to it. IAM cannot ask for a condition on a write; that the writer replaces
 * nothing is its own condition.
 */
export function keepAudit(table: Table, writer: IRole): void {
  const deny = (sid: string, actions: readonly string[], conditions: Record<string, Record<string, string | string[]>> = {}): void => {
    table.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: ['*'],
        conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': [`${AUDIT}*`] }, ...conditions },
      }),
    )
  }
  deny('AuditStays', ['UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'])
  deny('AuditHasOneWriter', ['PutItem'], { ArnNotEquals: { 'aws:PrincipalArn': writer.roleArn } })
}

/** To read through these indexes. */
export const toQuery = (table: Table, indexes: readonly IndexName[]): Permission =>
  to(
    ['dynamodb:Query'],
    indexes.map((index) => `${table.tableArn}/index/${index}`),
  )
