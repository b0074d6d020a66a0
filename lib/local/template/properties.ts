import { z } from 'zod'
import { Pattern } from '../bus.ts'

/**
 * The properties of every resource type that is run here. The objects are strict: a property that is neither
 * emulated nor listed as `without` stops the start, so that nothing which matters is dropped in silence.
 */

/** Properties that have no effect on this machine (encryption, tags, access policies); see docs/local.md. */
const without = <Name extends string>(...names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, z.unknown().optional()])) as Record<Name, z.ZodOptional<z.ZodUnknown>>

const text = z.string().min(1)
const number = z.coerce.number()
const flag = z.union([z.boolean(), z.stringbool()])

/** Read by lib/local/iam. */
const PolicyDocument = z.unknown()
const inline = { PolicyDocument, ...without('PolicyName') }

export const Role = z.strictObject({
  AssumeRolePolicyDocument: PolicyDocument,
  Policies: z.array(z.strictObject(inline)).default([]),
  ManagedPolicyArns: z.array(text).default([]),
  ...without('Description', 'MaxSessionDuration', 'RoleName', 'Tags'),
})

/** A policy of roles, inline or managed. */
export const RolePolicy = z.strictObject({
  ...inline,
  Roles: z.array(text).default([]),
  ...without('Description', 'ManagedPolicyName', 'Path'),
})

export const BucketPolicy = z.strictObject({ Bucket: text, PolicyDocument })

export const QueuePolicy = z.strictObject({ Queues: z.array(text), PolicyDocument })

const S3Filter = z.strictObject({
  S3Key: z.strictObject({
    Rules: z.array(z.strictObject({ Name: z.string().toLowerCase().pipe(z.enum(['prefix', 'suffix'])), Value: z.string() })),
  }),
})
const announced = { Event: text, Filter: S3Filter.optional() }

export const CorsRule = z.strictObject({
  AllowedMethods: z.array(text),
  AllowedOrigins: z.array(text),
  AllowedHeaders: z.array(text).default([]),
  ExposedHeaders: z.array(text).default([]),
  MaxAge: number.optional(),
  ...without('Id'),
})
export type CorsRule = z.infer<typeof CorsRule>

export const Bucket = z.strictObject({
  BucketName: text.optional(),
  VersioningConfiguration: z.strictObject({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
  CorsConfiguration: z.strictObject({ CorsRules: z.array(CorsRule) }).optional(),
  NotificationConfiguration: z
    .strictObject({
      QueueConfigurations: z.array(z.strictObject({ ...announced, Queue: text })).default([]),
      LambdaConfigurations: z.array(z.strictObject({ ...announced, Function: text })).default([]),
      /** S3's own events on the bus, which no rule here takes: they are for the malware scan. */
      EventBridgeConfiguration: z.strictObject({ EventBridgeEnabled: flag }).optional(),
    })
    .optional(),
  ...without(
    'AccessControl',
    'BucketEncryption',
    'LifecycleConfiguration',
    'LoggingConfiguration',
    'OwnershipControls',
    'PublicAccessBlockConfiguration',
    'Tags',
  ),
})

const customAnnounced = {
  Events: z.array(text),
  Filter: z.strictObject({ Key: z.strictObject({ FilterRules: S3Filter.shape.S3Key.shape.Rules }) }).optional(),
  ...without('Id'),
}

/** The custom resource that CDK's `addEventNotification` makes. */
export const BucketNotifications = z.strictObject({
  BucketName: text,
  NotificationConfiguration: z.strictObject({
    QueueConfigurations: z.array(z.strictObject({ ...customAnnounced, QueueArn: text })).default([]),
    LambdaFunctionConfigurations: z.array(z.strictObject({ ...customAnnounced, LambdaFunctionArn: text })).default([]),
  }),
  ...without('ServiceToken', 'Managed', 'SkipDestinationValidation'),
})

const RedrivePolicy = z.strictObject({ deadLetterTargetArn: text, maxReceiveCount: number })

export const Queue = z.strictObject({
  QueueName: text.optional(),
  VisibilityTimeout: number.optional(),
  DelaySeconds: number.optional(),
  ReceiveMessageWaitTimeSeconds: number.optional(),
  MaximumMessageSize: number.optional(),
  MessageRetentionPeriod: number.optional(),
  RedrivePolicy: RedrivePolicy.optional(),
  FifoQueue: flag.optional(),
  ContentBasedDeduplication: flag.optional(),
  ...without('KmsDataKeyReusePeriodSeconds', 'KmsMasterKeyId', 'RedriveAllowPolicy', 'SqsManagedSseEnabled', 'Tags'),
})
export type Queue = z.infer<typeof Queue>

const KeySchema = z.array(z.strictObject({ AttributeName: text, KeyType: z.enum(['HASH', 'RANGE']) }))
const Projection = z.strictObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).default('ALL'),
  NonKeyAttributes: z.array(text).optional(),
})
const Index = z.strictObject({
  IndexName: text,
  KeySchema,
  Projection,
  ...without('ProvisionedThroughput', 'OnDemandThroughput', 'ContributorInsightsSpecification', 'WarmThroughput'),
})

export const Table = z.strictObject({
  TableName: text.optional(),
  KeySchema,
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: text, AttributeType: z.enum(['S', 'N', 'B']) })),
  GlobalSecondaryIndexes: z.array(Index).optional(),
  LocalSecondaryIndexes: z.array(Index).optional(),
  ResourcePolicy: z.strictObject({ PolicyDocument }).optional(),
  ...without(
    'BillingMode',
    'ContributorInsightsSpecification',
    'DeletionProtectionEnabled',
    'OnDemandThroughput',
    'PointInTimeRecoverySpecification',
    'ProvisionedThroughput',
    'SSESpecification',
    'TableClass',
    'Tags',
    'TimeToLiveSpecification',
    'WarmThroughput',
  ),
})
export type Table = z.infer<typeof Table>

export const Function = z.strictObject({
  FunctionName: text.optional(),
  Runtime: text,
  Handler: text,
  Code: z.union([z.strictObject({ S3Bucket: text, S3Key: text }), z.strictObject({ ZipFile: text })]),
  Timeout: number.default(3),
  MemorySize: number.default(128),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).default({ Variables: {} }),
  ReservedConcurrentExecutions: number.optional(),
  DeadLetterConfig: z.strictObject({ TargetArn: text }).optional(),
  Role: text,
  LoggingConfig: z.strictObject({ LogGroup: text.optional(), ...without('ApplicationLogLevel', 'LogFormat', 'SystemLogLevel') }).default({}),
  ...without(
    'Architectures',
    'Description',
    'EphemeralStorage',
    'KmsKeyArn',
    'RecursiveLoop',
    'RuntimeManagementConfig',
    'Tags',
    'TracingConfig',
  ),
})

export const EventSourceMapping = z.strictObject({
  EventSourceArn: text,
  FunctionName: text,
  BatchSize: number.default(10),
  MaximumBatchingWindowInSeconds: number.default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: number.min(2) }).optional(),
  Enabled: flag.default(true),
  ...without('KmsKeyArn', 'MetricsConfig', 'Tags'),
})

export const EventInvokeConfig = z.strictObject({
  FunctionName: text,
  MaximumRetryAttempts: number.optional(),
  MaximumEventAgeInSeconds: number.optional(),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: text }).optional() }).optional(),
  Qualifier: z.literal('$LATEST'),
})

export const Rule = z.strictObject({
  ScheduleExpression: text.optional(),
  EventPattern: Pattern.optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z
    .array(z.strictObject({ Arn: text, Input: z.string().optional(), ...without('Id', 'RetryPolicy', 'DeadLetterConfig') }))
    .default([]),
  ...without('Name', 'Description', 'RoleArn', 'Tags'),
})

export const Schedule = z.strictObject({
  ScheduleExpression: text,
  ScheduleExpressionTimezone: z.enum(['UTC', 'Asia/Shanghai']).default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.strictObject({
    Arn: text,
    Input: z.string().optional(),
    ...without('RoleArn', 'RetryPolicy', 'DeadLetterConfig', 'SqsParameters'),
  }),
  ...without('Name', 'Description', 'FlexibleTimeWindow', 'GroupName', 'KmsKeyArn'),
})

/** What SES tells of mails, told to the default bus. */
export const MailEventDestination = z.strictObject({
  ConfigurationSetName: text,
  EventDestination: z.strictObject({
    Enabled: flag.default(true),
    EventBridgeDestination: z.strictObject({ EventBusArn: z.string().endsWith(':event-bus/default') }),
    MatchingEventTypes: z.array(text),
    ...without('Name'),
  }),
})

export const MalwareProtectionPlan = z.strictObject({
  Role: text,
  ProtectedResource: z.strictObject({ S3Bucket: z.strictObject({ BucketName: text, ObjectPrefixes: z.array(z.string()).default(['']) }) }),
  Actions: z.strictObject({ Tagging: z.strictObject({ Status: z.literal('ENABLED') }) }),
  ...without('Tags'),
})

export const Api = z.strictObject({
  Name: text,
  ProtocolType: z.literal('HTTP'),
  CorsConfiguration: z
    .strictObject({
      AllowOrigins: z.array(text).default([]),
      AllowMethods: z.array(text).default([]),
      AllowHeaders: z.array(text).default([]),
      ExposeHeaders: z.array(text).default([]),
      AllowCredentials: flag.default(false),
      MaxAge: number.optional(),
    })
    .optional(),
  ...without('Description', 'DisableExecuteApiEndpoint', 'Tags', 'IpAddressType'),
})
export type Cors = NonNullable<z.infer<typeof Api>['CorsConfiguration']>

export const Stage = z.strictObject({
  ApiId: text,
  StageName: z.literal('$default'),
  StageVariables: z.record(z.string(), z.string()).optional(),
  ...without('AutoDeploy', 'AccessLogSettings', 'AccessPolicyId', 'DefaultRouteSettings', 'Description', 'RouteSettings', 'Tags'),
})

export const Integration = z.strictObject({
  ApiId: text,
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: text,
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: number.default(30_000),
  ...without('Description', 'IntegrationMethod', 'CredentialsArn'),
})

export const Route = z.strictObject({
  ApiId: text,
  RouteKey: text,
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: text.optional(),
  ...without('OperationName'),
})

export const Authorizer = z.strictObject({
  ApiId: text,
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  JwtConfiguration: z.strictObject({ Issuer: z.url(), Audience: z.array(text).min(1) }),
  ...without('Name'),
})

/** How users come into being and prove who they are is for the operator on AWS; here there are sample users without passwords. */
export const UserPool = z.strictObject({
  AdminCreateUserConfig: z.looseObject({ AllowAdminCreateUserOnly: z.literal(true) }),
  Schema: z.array(z.looseObject({ Name: text })).default([]),
  ...without(
    'AccountRecoverySetting',
    'AutoVerifiedAttributes',
    'DeletionProtection',
    'EmailVerificationMessage',
    'EmailVerificationSubject',
    'EnabledMfas',
    'MfaConfiguration',
    'Policies',
    'SmsVerificationMessage',
    'UsernameConfiguration',
    'UserPoolName',
    'UserPoolTags',
    'UserPoolTier',
    'VerificationMessageTemplate',
  ),
})

const Unit = z.enum(['seconds', 'minutes', 'hours', 'days'])

export const UserPoolClient = z.strictObject({
  UserPoolId: text,
  AllowedOAuthFlows: z.tuple([z.literal('code')]),
  AllowedOAuthFlowsUserPoolClient: z.literal(true),
  AllowedOAuthScopes: z.tuple([z.literal('openid')]),
  CallbackURLs: z.array(z.url()).min(1),
  GenerateSecret: z.literal(false).default(false),
  ReadAttributes: z.array(text).default([]),
  TokenValidityUnits: z.strictObject({ IdToken: Unit, AccessToken: Unit, RefreshToken: Unit }),
  IdTokenValidity: number,
  AccessTokenValidity: number,
  RefreshTokenValidity: number,
  ...without(
    'ClientName',
    'EnableTokenRevocation',
    'ExplicitAuthFlows',
    'LogoutURLs',
    'PreventUserExistenceErrors',
    'SupportedIdentityProviders',
    'WriteAttributes',
  ),
})
