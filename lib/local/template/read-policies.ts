import { conditionKeys, type Policy, readPolicy } from '../iam/policy.ts'
import { PolicyError } from '../iam/errors.ts'
import type { ResourcePolicies } from '../guard/authorization.ts'
import type { RoleResource } from './model.ts'
import * as properties from './properties.ts'
import type { Reader, Resource } from './reader.ts'
import { PARTITION, TemplateError } from './template.ts'

/** Condition keys that the embedded services tell of a request. One that they do not tell would be judged as if it were not there. */
const TOLD = new RegExp(
  [
    'aws:(?:PrincipalArn|SecureTransport|SourceAccount|SourceArn|PrincipalTag/.+|RequestTag/.+|TagKeys)',
    's3:(?:prefix|delimiter|max-keys|x-amz-storage-class|x-amz-server-side-encryption-(?:aws-kms-key-id|customer-algorithm)|ExistingObjectTag/.+|RequestObjectTag/.+)',
    'dynamodb:LeadingKeys',
    'ses:FromAddress',
    // Of rules that services manage for themselves; nothing here makes rules.
    'events:ManagedBy',
  ]
    .map((key) => `^${key}$`)
    .join('|'),
  'i',
)

/** Policies that AWS keeps, as far as stacks here use them. */
const KEPT_BY_AWS: Readonly<Record<string, object>> = {
  [`arn:${PARTITION}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`]: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' }],
  },
}

/** Roles with the policies that are theirs, inline or attached. Throws TemplateError for one that cannot be judged here. */
export function readRoles(reader: Reader): RoleResource[] {
  const attached = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
    reader.read(type, properties.RolePolicy, ({ PolicyDocument, Roles }, resource) => ({
      arn: reader.ref(resource),
      roles: Roles,
      policy: read(PolicyDocument, resource),
    })),
  )
  return reader.read('AWS::IAM::Role', properties.Role, (role, resource) => {
    const managed = role.ManagedPolicyArns.map((arn) => {
      const kept = KEPT_BY_AWS[arn]
      const policy = kept === undefined ? attached.find((candidate) => candidate.arn === arn)?.policy : readPolicy(kept)
      if (policy === undefined) throw new TemplateError(`${resource.logicalId}: the managed policy ${arn} is not known here`)
      return policy
    })
    const own = attached.filter(({ roles }) => roles.includes(resource.name)).map(({ policy }) => policy)
    return {
      logicalId: resource.logicalId,
      name: resource.name,
      arn: reader.arn(resource),
      policies: [...role.Policies.map(({ PolicyDocument }) => read(PolicyDocument, resource)), ...managed, ...own],
      trust: read(role.AssumeRolePolicyDocument, resource),
    }
  })
}

/** The policies of buckets, queues and tables. */
export function readResourcePolicies(reader: Reader): ResourcePolicies {
  const found = [
    ...reader.read('AWS::S3::BucketPolicy', properties.BucketPolicy, ({ Bucket, PolicyDocument }, resource) => [
      { arn: `arn:${PARTITION}:s3:::${Bucket}`, policy: read(PolicyDocument, resource) },
    ]),
    ...reader.read('AWS::SQS::QueuePolicy', properties.QueuePolicy, ({ Queues, PolicyDocument }, resource) =>
      Queues.map((url) => ({ arn: reader.queueArn(url), policy: read(PolicyDocument, resource) })),
    ),
    ...reader.read('AWS::DynamoDB::Table', properties.Table, ({ ResourcePolicy }, resource) =>
      ResourcePolicy === undefined ? [] : [{ arn: reader.arn(resource), policy: read(ResourcePolicy.PolicyDocument, resource) }],
    ),
  ].flat()
  const arns = new Set(found.map(({ arn }) => arn))
  return new Map([...arns].map((arn) => [arn, found.filter((each) => each.arn === arn).map(({ policy }) => policy)]))
}

function read(document: unknown, { type, logicalId }: Resource): Policy {
  try {
    const policy = readPolicy(document)
    const unknown = conditionKeys(policy).find((key) => !TOLD.test(key))
    if (unknown !== undefined) throw new PolicyError(`the condition key ${unknown} is not known here`)
    return policy
  } catch (error) {
    if (error instanceof PolicyError) throw new TemplateError(`${type} ${logicalId}: ${error.message}`)
    throw error
  }
}
