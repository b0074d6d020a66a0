import { describe, expect, test } from 'vitest'
import { resolveStack } from '../../lib/local/template/stack.ts'
import { Template } from '../../lib/local/template/template.ts'

const ENDPOINTS = { sqs: 'http://127.0.0.1:1', api: 'http://127.0.0.1:2', issuer: 'http://127.0.0.1:3' }
const VERSION = '2012-10-17'
const TRUST = { Version: VERSION, Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' } }
const ROLE = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST } }
const FUNCTION = { Role: { 'Fn::GetAtt': ['Acts', 'Arn'] }, Runtime: 'nodejs24.x', Handler: 'index.handler', Code: { ZipFile: 'exports.handler = () => null' } }

/** With a role `Acts` for its functions. */
const resolve = ({ Resources, ...template }: { readonly Resources: object }) =>
  resolveStack(Template.parse({ ...template, Resources: { Acts: ROLE, ...Resources } }), 'Desk', ENDPOINTS)

/** The variables of a function, resolved within `rest` of a template. */
function variables(given: Record<string, unknown>, rest: { Resources?: object } & Record<string, unknown> = {}): unknown {
  const lambda = { Type: 'AWS::Lambda::Function', Properties: { ...FUNCTION, Environment: { Variables: given } } }
  return resolve({ ...rest, Resources: { ...rest.Resources, F: lambda } }).functions[0]?.variables
}

describe('intrinsic functions', () => {
  test('names, ARNs and URLs are those of this machine', () => {
    const Resources = {
      B: { Type: 'AWS::S3::Bucket' },
      Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Sub': '${AWS::StackName}-mine' } } },
      T: { Type: 'AWS::DynamoDB::Table', Properties: { KeySchema: [], AttributeDefinitions: [] } },
    }
    expect(
      variables({ b: { Ref: 'B' }, arn: { 'Fn::GetAtt': ['B', 'Arn'] }, q: { Ref: 'Q' }, name: { 'Fn::GetAtt': 'Q.QueueName' }, t: { Ref: 'T' } }, { Resources }),
    ).toEqual({ b: 'desk-b', arn: 'arn:aws:s3:::desk-b', q: 'http://127.0.0.1:1/000000000000/Desk-mine', name: 'Desk-mine', t: 'Desk-T' })
  })

  test('Join, Split, Select, Sub with own variables, FindInMap, Base64', () => {
    const rest = { Mappings: { M: { a: { b: 'mapped' } } }, Parameters: { P: { Type: 'String', Default: 'given' } } }
    expect(
      variables(
        {
          join: { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, { Ref: 'P' }]] },
          select: { 'Fn::Select': ['1', { 'Fn::Split': ['|', 'x|y|z'] }] },
          sub: { 'Fn::Sub': ['${own} ${AWS::AccountId} ${!kept}', { own: { Ref: 'P' } }] },
          map: { 'Fn::FindInMap': ['M', 'a', 'b'] },
          base64: { 'Fn::Base64': '公开' },
        },
        rest,
      ),
    ).toEqual({
      join: 'a-us-east-1-given',
      select: 'y',
      sub: 'given 000000000000 ${kept}',
      map: 'mapped',
      base64: Buffer.from('公开').toString('base64'),
    })
  })

  test('conditions choose values, drop properties and drop resources', () => {
    const rest = {
      Conditions: {
        InChina: { 'Fn::Equals': [{ Ref: 'AWS::Partition' }, 'aws-cn'] },
        Abroad: { 'Fn::Not': [{ Condition: 'InChina' }] },
        Both: { 'Fn::And': [{ Condition: 'InChina' }, { Condition: 'Abroad' }] },
        Either: { 'Fn::Or': [{ Condition: 'InChina' }, { Condition: 'Abroad' }] },
      },
      Resources: {
        Absent: { Type: 'AWS::S3::Bucket', Condition: 'Both' },
        Present: { Type: 'AWS::S3::Bucket', Condition: 'Either', Properties: { BucketName: { 'Fn::If': ['Both', 'never', { Ref: 'AWS::NoValue' }] } } },
      },
    }
    const lambda = { Type: 'AWS::Lambda::Function', Properties: { ...FUNCTION, Environment: { Variables: { mail: { 'Fn::If': ['Abroad', 'ses', 'smtp'] } } } } }
    const model = resolve({ ...rest, Resources: { ...rest.Resources, F: lambda } })
    expect(model.functions[0]?.variables).toEqual({ mail: 'ses' })
    expect(model.buckets.map((bucket) => bucket.name)).toEqual(['desk-present'])
  })

  test('what cannot be told is an error that names its place', () => {
    expect(() => variables({ v: { 'Fn::ImportValue': 'other' } })).toThrow('F.Properties.Environment.Variables.v: Fn::ImportValue is not supported')
    expect(() => variables({ v: { Ref: 'Nothing' } })).toThrow('there is no resource or parameter Nothing')
    expect(() => variables({ v: { 'Fn::GetAtt': ['Q', 'Colour'] } }, { Resources: { Q: { Type: 'AWS::SQS::Queue' } } })).toThrow('Q has no attribute Colour')
    expect(() => variables({ v: { Ref: 'P' } }, { Parameters: { P: { Type: 'String' } } })).toThrow('parameter P has no default')
  })
})

describe('resources', () => {
  test('a type that is neither run nor ignored stops the start', () => {
    expect(() => resolve({ Resources: { C: { Type: 'AWS::ECS::Cluster' }, L: { Type: 'AWS::Logs::LogGroup' } } })).toThrow(
      'AWS::ECS::Cluster C: this type is not run on this machine',
    )
  })

  test('a property that is neither emulated nor listed as without effect stops the start', () => {
    const replicated = { Type: 'AWS::S3::Bucket', Properties: { ReplicationConfiguration: {} } }
    expect(() => resolve({ Resources: { B: replicated } })).toThrow(/AWS::S3::Bucket B.*ReplicationConfiguration/s)
    const image = { Type: 'AWS::Lambda::Function', Properties: { ...FUNCTION, Layers: ['x'] } }
    expect(() => resolve({ Resources: { F: image } })).toThrow(/AWS::Lambda::Function F.*Layers/s)
    const filtered = { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: 'a', FunctionName: 'b', FilterCriteria: {} } }
    expect(() => resolve({ Resources: { M: filtered } })).toThrow(/EventSourceMapping M.*FilterCriteria/s)
  })

  test('numbers may be strings, defaults are those of AWS', () => {
    const Resources = {
      Q: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: '90' } },
      F: { Type: 'AWS::Lambda::Function', Properties: FUNCTION },
      M: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: { 'Fn::GetAtt': ['Q', 'Arn'] }, FunctionName: { Ref: 'F' } } },
    }
    const model = resolve({ Resources })
    expect(model.queues[0]?.properties.VisibilityTimeout).toBe(90)
    expect(model.functions[0]).toMatchObject({ timeoutSeconds: 3, memoryMegabytes: 128, reservedConcurrency: null, retries: { attempts: 2 } })
    expect(model.mappings).toEqual([
      expect.objectContaining({ batchSize: 10, windowSeconds: 0, partialFailures: false, functionArn: model.functions[0]?.arn }),
    ])
  })

  test('functions for other runtimes are refused, unless a custom resource done here needs them', () => {
    const python = { Type: 'AWS::Lambda::Function', Properties: { ...FUNCTION, Runtime: 'python3.13' } }
    expect(() => resolve({ Resources: { P: python } })).toThrow('functions for python3.13 are not run')
    const notifications = {
      Type: 'Custom::S3BucketNotifications',
      Properties: { ServiceToken: { 'Fn::GetAtt': ['P', 'Arn'] }, BucketName: 'b', NotificationConfiguration: {} },
    }
    expect(resolve({ Resources: { P: python, N: notifications } }).functions).toEqual([])
  })
})

describe('what roles may', () => {
  const policy = (Action: string, Resource: unknown = '*', Condition = {}) => ({ Version: VERSION, Statement: [{ Effect: 'Allow', Action, Resource, Condition }] })
  const F = { Type: 'AWS::Lambda::Function', Properties: FUNCTION }

  test('stands in the role, in policies that name it, and in managed ones that it names', () => {
    const { functions } = resolve({
      Resources: {
        F,
        B: { Type: 'AWS::S3::Bucket' },
        Acts: { ...ROLE, Properties: { ...ROLE.Properties, Policies: [{ PolicyName: 'own', PolicyDocument: policy('s3:GetObject', { 'Fn::GetAtt': ['B', 'Arn'] }) }], ManagedPolicyArns: [{ Ref: 'M' }] } },
        P: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'attached', PolicyDocument: policy('sqs:SendMessage'), Roles: [{ Ref: 'Acts' }] } },
        Other: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'other', PolicyDocument: policy('s3:PutObject'), Roles: ['another'] } },
        M: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy('ses:SendEmail') } },
      },
    })
    expect(functions[0]?.role.arn).toBe('arn:aws:iam::000000000000:role/Desk-Acts')
    const documents = functions[0]?.role.policies.flat().map(({ document }) => [document.Action, document.Resource])
    expect(documents).toEqual([
      [['s3:GetObject'], ['arn:aws:s3:::desk-b']],
      [['ses:SendEmail'], ['*']],
      [['sqs:SendMessage'], ['*']],
    ])
  })

  test('buckets, queues and tables have policies of their own', () => {
    const own = { Version: VERSION, Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' } }
    const { resourcePolicies } = resolve({
      Resources: {
        B: { Type: 'AWS::S3::Bucket' },
        Q: { Type: 'AWS::SQS::Queue' },
        T: { Type: 'AWS::DynamoDB::Table', Properties: { KeySchema: [], AttributeDefinitions: [], ResourcePolicy: { PolicyDocument: own } } },
        BP: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'B' }, PolicyDocument: own } },
        QP: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Q' }], PolicyDocument: own } },
      },
    })
    expect([...resourcePolicies.keys()]).toEqual(['arn:aws:s3:::desk-b', 'arn:aws:sqs:us-east-1:000000000000:Desk-Q', 'arn:aws:dynamodb:us-east-1:000000000000:table/Desk-T'])
  })

  test.each<[string, object, string]>([
    ['a role that is not in the template', { F: { ...F, Properties: { ...FUNCTION, Role: 'arn:aws:iam::1:role/x' } } }, 'there is no role arn:aws:iam::1:role/x'],
    ['a managed policy that is not known', { Acts: { ...ROLE, Properties: { ...ROLE.Properties, ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } } }, 'AdministratorAccess is not known'],
    ['a permissions boundary', { Acts: { ...ROLE, Properties: { ...ROLE.Properties, PermissionsBoundary: 'x' } } }, 'PermissionsBoundary'],
    ['a condition key that no service here tells', { P: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: policy('s3:GetObject', '*', { StringEquals: { 'aws:SourceIp': 'x' } }) } } }, 'aws:SourceIp'],
    ['a condition operator that is not judged', { P: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: policy('s3:GetObject', '*', { DateLessThan: { 's3:prefix': 'x' } }) } } }, 'DateLessThan'],
  ])('%s stops the start', (_, Resources, named) => {
    expect(() => resolve({ Resources })).toThrow(named)
  })
})

describe('who may call', () => {
  const integration = { Type: 'AWS::ApiGatewayV2::Integration', Properties: { ApiId: 'A', IntegrationType: 'AWS_PROXY', IntegrationUri: { Ref: 'F' }, PayloadFormatVersion: '2.0' } }
  const authorizer = {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      ApiId: 'A',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: { 'Fn::GetAtt': ['P', 'ProviderURL'] }, Audience: [{ Ref: 'C' }] },
    },
  }
  const route = (properties: object) => ({
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: { ApiId: 'A', RouteKey: 'GET /a', Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'I' }]] }, ...properties },
  })
  const pool = { Type: 'AWS::Cognito::UserPool', Properties: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } }
  const client = {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: {
      UserPoolId: 'P',
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['openid'],
      CallbackURLs: ['http://localhost:7113/callback'],
      ReadAttributes: ['custom:role'],
      TokenValidityUnits: { IdToken: 'minutes', AccessToken: 'hours', RefreshToken: 'days' },
      IdTokenValidity: 5,
      AccessTokenValidity: 1,
      RefreshTokenValidity: 2,
    },
  }
  const api = { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'a', ProtocolType: 'HTTP' } }
  const stack = (properties: object, more: object = {}) =>
    resolve({ Resources: { F: { Type: 'AWS::Lambda::Function', Properties: FUNCTION }, A: api, I: integration, Z: authorizer, P: pool, C: client, R: route(properties), ...more } })

  test('the issuer and the client are those of this machine', () => {
    const { api: found, userPool } = stack({ AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Z' } })
    expect(found?.routes[0]?.authorizer).toEqual({ issuer: ENDPOINTS.issuer, audience: ['Desk-C'] })
    expect(userPool?.client).toMatchObject({ id: 'Desk-C', seconds: { id: 300, access: 3600, refresh: 172_800 } })
  })

  test('a route that names no authorizer asks for none; one that names what is not there stops the start', () => {
    expect(stack({}).api?.routes[0]?.authorizer).toBeNull()
    expect(() => stack({ AuthorizationType: 'JWT' })).toThrow('R: its authorizer is not in the template')
    expect(() => stack({ AuthorizationType: 'AWS_IAM' })).toThrow(/Route R.*AuthorizationType/s)
  })

  test('a pool in which people sign up, or a second one, stops the start', () => {
    expect(() => stack({}, { P: { Type: 'AWS::Cognito::UserPool' } })).toThrow(/UserPool P.*AdminCreateUserConfig/s)
    expect(() => stack({}, { P2: pool })).toThrow('only one user pool')
  })
})
