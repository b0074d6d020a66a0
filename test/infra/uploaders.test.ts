import { AwsSolutionsChecks } from 'cdk-nag'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { readSettings } from '../../lib/infra/settings.ts'
import { short, synthesize } from './template.ts'

const principal = (name: string): string => `arn:aws:iam::111122223333:role/${name}`

const Role = z.object({
  AssumeRolePolicyDocument: z.object({ Statement: z.array(z.looseObject({ Principal: z.object({ AWS: z.string() }) })) }),
  Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(z.object({ Effect: z.string(), Action: z.array(z.string()), Resource: z.unknown(), Condition: z.unknown() })) }) })),
})
const roles = (stack: ReturnType<typeof synthesize>) => stack.ofType('AWS::IAM::Role').filter(([id]) => id.startsWith('Uploaders')).map(([, { Properties }]) => Role.parse(Properties))

test('nobody entered, no role', () => {
  expect(roles(synthesize())).toEqual([])
})

describe('two agencies', () => {
  const stack = synthesize({ uploaders: [{ principal: principal('edu'), agency: 'lanyu-edu' }, { principal: principal('office'), agency: 'lanyu' }] })
  const [role, ...others] = roles(stack)

  test('cdk-nag has nothing to say that is not answered with a reason', () => {
    expect(new AwsSolutionsChecks(stack.app).validateScope(stack.stack).violations).toEqual([])
  })

  test('each principal takes the one role on with the tag of its own agency, and no other tag', () => {
    expect(others).toEqual([])
    const trust = (name: string, agency: string) => ({
      Effect: 'Allow',
      Principal: { AWS: principal(name) },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringEquals: { 'aws:RequestTag/agency': agency }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['agency'] } },
    })
    expect(role?.AssumeRolePolicyDocument.Statement).toEqual([trust('edu', 'lanyu-edu'), trust('office', 'lanyu')])
  })

  test('it may write below the folder that the tag names, and nothing else', () => {
    const statements = role?.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement) ?? []
    expect(statements.map(({ Effect, Action, Resource }) => [Effect, Action, short(Resource)])).toEqual([
      ['Allow', ['s3:PutObject', 's3:AbortMultipartUpload'], 'StorageUploads.Arn/incoming/${aws:PrincipalTag/agency}/*'],
    ])
    expect(statements[0]?.Condition).toEqual({
      Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'true', 's3:x-amz-server-side-encryption-customer-algorithm': 'true' },
      StringEqualsIfExists: { 's3:x-amz-storage-class': 'STANDARD' },
    })
  })
})

test('where a trust policy is full, the next role begins; who stands before keeps theirs', () => {
  const uploaders = Array.from({ length: 20 }, (_, index) => ({ principal: principal(`agency-${index}-uploads-its-reports`), agency: `agency-${index}` }))
  const stack = synthesize({ uploaders })
  const all = roles(stack)
  expect(all.length).toBeGreaterThan(1)
  for (const { AssumeRolePolicyDocument } of all) expect(JSON.stringify({ Version: '2012-10-17', ...AssumeRolePolicyDocument }).length).toBeLessThanOrEqual(2048)
  expect(all.flatMap(({ AssumeRolePolicyDocument }) => AssumeRolePolicyDocument.Statement.map(({ Principal }) => Principal.AWS))).toEqual(uploaders.map((each) => each.principal))
  expect(roles(synthesize({ uploaders: uploaders.slice(0, 19) }))[0]).toEqual(all[0])
  const outputs = Object.keys(z.record(z.string(), z.unknown()).parse(stack.template.toJSON()['Outputs'])).filter((name) => name.startsWith('UploaderRoleArn'))
  expect(outputs).toHaveLength(all.length)
})

test.each([
  ['everybody', { principal: '*', agency: 'lanyu' }],
  ['a whole account', { principal: 'arn:aws:iam::111122223333:root', agency: 'lanyu' }],
  ['roles by a wildcard', { principal: principal('*'), agency: 'lanyu' }],
  ['an id with a wildcard', { principal: principal('edu'), agency: 'lanyu*' }],
  ['an id that leads elsewhere', { principal: principal('edu'), agency: 'lanyu/../xinghu' }],
  ['an id with a variable', { principal: principal('edu'), agency: '${aws:username}' }],
  ['no id', { principal: principal('edu'), agency: '' }],
])('%s is refused', (_, uploader) => {
  expect(() => readSettings({ uploaders: [uploader] })).toThrow()
})
