import { Match } from 'aws-cdk-lib/assertions'
import * as z from 'zod'
import { describe, expect, test } from 'vitest'
import { describeApi, ROUTES } from '../../functions/api/routes.ts'
import { INDEXES } from '../../lib/store/table.ts'
import { short, synthesize } from './template.ts'

const { template, ofType, one, allowed } = synthesize()

describe('buckets', () => {
  const buckets = ofType('AWS::S3::Bucket')

  test('none is public, all are encrypted and kept when the stack goes', () => {
    expect(buckets).toHaveLength(3)
    for (const [id] of buckets) {
      template.hasResource('AWS::S3::Bucket', {
        Properties: {
          BucketEncryption: Match.anyValue(),
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        },
        DeletionPolicy: 'Retain',
      })
      template.hasResourceProperties('AWS::S3::BucketPolicy', {
        Bucket: { Ref: id },
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ]),
        },
      })
    }
  })

  test('uploads are versioned and announced to the uploads queue, without a function of CDK’s own', () => {
    const uploads = one('AWS::S3::Bucket', 'StorageUploads')
    expect(uploads.Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      NotificationConfiguration: {
        QueueConfigurations: [
          {
            Event: 's3:ObjectCreated:*',
            Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'incoming/' }] } },
            Queue: { 'Fn::GetAtt': [expect.stringContaining('UploadsQueue'), 'Arn'] },
          },
        ],
      },
    })
    expect(uploads.DependsOn).toEqual([one('AWS::SQS::QueuePolicy', 'UploadsQueuePolicy').id])
    expect(ofType('AWS::Lambda::Function')).toHaveLength(10)
  })

  test('S3 may announce for this account only', () => {
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'sqs:SendMessage',
            Principal: { Service: 's3.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    })
  })

  test('pages of this machine may upload; others only when named', () => {
    const origins = (settings: unknown) =>
      JSON.stringify(synthesize(settings).one('AWS::S3::Bucket', 'StorageUploads').Properties['CorsConfiguration'])
    expect(origins({})).not.toContain('https://')
    expect(origins({ allowedOrigins: ['https://console.example'] })).toContain('https://console.example')
  })
})

describe('queues', () => {
  const Queue = z.object({
    VisibilityTimeout: z.number().optional(),
    MessageRetentionPeriod: z.number(),
    SqsManagedSseEnabled: z.literal(true),
    RedrivePolicy: z.object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.number() }).optional(),
  })
  const Mapping = z.object({
    FunctionName: z.object({ Ref: z.string() }),
    FunctionResponseTypes: z.tuple([z.literal('ReportBatchItemFailures')]),
    ScalingConfig: z.object({ MaximumConcurrency: z.number() }),
  })

  test.each(['Uploads', 'Records', 'Mail', 'Recheck'])('%s: a dead-letter queue that keeps longer, five tries, room for slow batches', (name) => {
    const queue = Queue.parse(one('AWS::SQS::Queue', `${name}Queue`).Properties)
    const dead = one('AWS::SQS::Queue', `${name}QueueDeadLetters`)
    expect(queue.RedrivePolicy).toEqual({ deadLetterTargetArn: { 'Fn::GetAtt': [dead.id, 'Arn'] }, maxReceiveCount: 5 })
    expect(Queue.parse(dead.Properties).MessageRetentionPeriod).toBeGreaterThan(queue.MessageRetentionPeriod)

    const [, mapping] =
      ofType('AWS::Lambda::EventSourceMapping').find(([, { Properties }]) => short(Properties['EventSourceArn']).startsWith(`${name}Queue`)) ?? []
    const { FunctionName } = Mapping.parse(mapping?.Properties)
    const timeout = z.number().parse(one('AWS::Lambda::Function', short(FunctionName)).Properties['Timeout'])
    expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * timeout)
  })

  test('each of the fourteen refuses what does not come by TLS', () => {
    const policies = ofType('AWS::SQS::QueuePolicy').filter(([, { Properties }]) => JSON.stringify(Properties).includes('aws:SecureTransport'))
    expect(policies).toHaveLength(14)
  })
})

describe('table', () => {
  test('on demand, recoverable, protected, with the indexes of the store', () => {
    const { Properties } = one('AWS::DynamoDB::Table', 'StorageTable')
    expect(Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      GlobalSecondaryIndexes: Object.entries(INDEXES).map(([IndexName, partition]) => ({
        IndexName,
        KeySchema: [
          { AttributeName: partition, KeyType: 'HASH' },
          { AttributeName: 'order', KeyType: 'RANGE' },
        ],
      })),
    })
  })
})

const QUEUES = ['Feedback', 'Mail', 'Recheck', 'Records', 'Reminders', 'Tally', 'Uploads']

describe('functions', () => {
  test('all run on Node 24 and ARM, log for three months, with a role of their own', () => {
    const roles = ofType('AWS::Lambda::Function').map(([, { Properties }]) => {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        LoggingConfig: expect.objectContaining({ LogGroup: expect.anything() as unknown }) as unknown,
      })
      return short(Properties['Role'])
    })
    expect(new Set(roles).size).toBe(10)
    for (const [, { Properties }] of ofType('AWS::Logs::LogGroup')) expect(Properties['RetentionInDays']).toBeGreaterThanOrEqual(90)
    expect(JSON.stringify(ofType('AWS::IAM::Role'))).not.toContain('ManagedPolicyArns')
  })

  test('a reconciler runs every 15 minutes', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(15 minutes)',
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [one('AWS::Lambda::Function', 'ReconcileFunction').id, 'Arn'] } })],
    })
  })

  test('reminders go out every morning at nine in China, and say of which day they are', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(0 9 * * ? *)',
      ScheduleExpressionTimezone: 'Asia/Shanghai',
      Target: Match.objectLike({ Input: '{"time":"<aws.scheduler.scheduled-time>"}' }),
    })
  })

  test.each([
    [
      'Unsubscribe',
      [
        'dynamodb:GetItem StorageTable.Arn',
        'dynamodb:UpdateItem StorageTable.Arn',
        'logs:CreateLogStream UnsubscribeLog.Arn',
        'logs:PutLogEvents UnsubscribeLog.Arn',
      ],
    ],
    [
      'Parse',
      [
        'dynamodb:GetItem StorageTable.Arn',
        'dynamodb:Query StorageTable.Arn',
        'logs:CreateLogStream ParseLog.Arn',
        'logs:PutLogEvents ParseLog.Arn',
        's3:GetObject StorageUploads.Arn/incoming/*',
        's3:GetObjectVersion StorageUploads.Arn/incoming/*',
        's3:ListBucket StorageUploads.Arn',
        's3:PutObject StorageRecords.Arn/archives/*',
        's3:PutObject StorageRecords.Arn/documents/*',
        's3:PutObject StorageRecords.Arn/records/*',
        's3:PutObject StorageUploads.Arn/incoming/*',
        'sqs:DeleteMessage UploadsQueue.Arn',
        'sqs:GetQueueAttributes UploadsQueue.Arn',
        'sqs:ReceiveMessage UploadsQueue.Arn',
        'sqs:SendMessage RecordsQueue.Arn',
      ],
    ],
    [
      'Api',
      [
        'dynamodb:BatchGetItem StorageTable.Arn',
        'dynamodb:BatchWriteItem StorageTable.Arn',
        'dynamodb:GetItem StorageTable.Arn',
        'dynamodb:PutItem StorageTable.Arn',
        'dynamodb:Query StorageTable.Arn',
        'dynamodb:Query StorageTable.Arn/index/byAgency',
        'dynamodb:Query StorageTable.Arn/index/bySubmission',
        'dynamodb:Query StorageTable.Arn/index/bySupervisor',
        ...['2', '2Verdict', '3', '3Verdict', '4', '4Verdict', 'Verdict'].map((list) => `dynamodb:Query StorageTable.Arn/index/bySupervisor${list}`),
        'dynamodb:UpdateItem StorageTable.Arn',
        'logs:CreateLogStream ApiFunctionLog.Arn',
        'logs:PutLogEvents ApiFunctionLog.Arn',
        's3:GetObject StorageRecords.Arn/documents/*',
        's3:GetObject StorageRecords.Arn/records/*',
        's3:GetObject StorageRecords.Arn/results/*',
        's3:GetObjectVersion StorageUploads.Arn/incoming/*',
        's3:ListBucket StorageRecords.Arn',
        's3:PutObject StorageUploads.Arn/incoming/*',
        // Redriving.
        ...['DeleteMessage', 'ReceiveMessage'].flatMap((action) => QUEUES.map((queue) => `sqs:${action} ${queue}QueueDeadLetters.Arn`)),
        ...QUEUES.map((queue) => `sqs:SendMessage ${queue}Queue.Arn`),
      ],
    ],
    [
      'Notify',
      [
        'dynamodb:BatchGetItem StorageTable.Arn',
        'dynamodb:DeleteItem StorageTable.Arn',
        'dynamodb:GetItem StorageTable.Arn',
        'dynamodb:PutItem StorageTable.Arn',
        'dynamodb:Query StorageTable.Arn',
        'logs:CreateLogStream NotifyLog.Arn',
        'logs:PutLogEvents NotifyLog.Arn',
        's3:GetObject StorageRecords.Arn/results/*',
        'ses:SendEmail arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:configuration-set/PostMails',
        'ses:SendEmail arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:identity/gongkai.example',
        'ses:SendEmail arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:identity/no-reply@gongkai.example',
        'sqs:ChangeMessageVisibility MailQueue.Arn',
        'sqs:DeleteMessage MailQueue.Arn',
        'sqs:GetQueueAttributes MailQueue.Arn',
        'sqs:ReceiveMessage MailQueue.Arn',
      ],
    ],
    [
      'Recheck',
      [
        'dynamodb:BatchGetItem StorageTable.Arn',
        'dynamodb:DeleteItem StorageTable.Arn',
        'dynamodb:GetItem StorageTable.Arn',
        'dynamodb:PutItem StorageTable.Arn',
        'dynamodb:Query StorageTable.Arn',
        'dynamodb:Query StorageTable.Arn/index/all',
        'dynamodb:Query StorageTable.Arn/index/byAgency',
        'dynamodb:Query StorageTable.Arn/index/bySupervisor',
        'dynamodb:UpdateItem StorageTable.Arn',
        'logs:CreateLogStream RecheckLog.Arn',
        'logs:PutLogEvents RecheckLog.Arn',
        's3:GetObject StorageRecords.Arn/rechecks/*',
        's3:GetObject StorageRecords.Arn/records/*',
        's3:GetObject StorageRecords.Arn/results/*',
        's3:ListBucket StorageRecords.Arn',
        's3:PutObject StorageRecords.Arn/rechecks/*',
        's3:PutObject StorageRecords.Arn/results/*',
        'sqs:DeleteMessage RecheckQueue.Arn',
        'sqs:GetQueueAttributes RecheckQueue.Arn',
        'sqs:ReceiveMessage RecheckQueue.Arn',
        'sqs:SendMessage MailQueue.Arn',
        'sqs:SendMessage RecheckQueue.Arn',
        'sqs:SendMessage TallyQueue.Arn',
      ],
    ],
  ])('%s may do this and nothing else', (fn, expected) => {
    expect(allowed(fn === 'Api' ? 'ApiFunction' : fn)).toEqual(expected)
  })

  test('nobody changes or deletes what is in the audit, and only the API adds to it', () => {
    const audit = { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['AUDIT#*'] } }
    const { ResourcePolicy } = one('AWS::DynamoDB::Table', 'StorageTable').Properties
    expect(ResourcePolicy).toMatchObject({
      PolicyDocument: {
        Statement: [
          { Effect: 'Deny', Principal: { AWS: '*' }, Action: expect.arrayContaining(['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem']) as unknown, Condition: audit },
          { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'dynamodb:PutItem', Condition: { ...audit, ArnNotEquals: { 'aws:PrincipalArn': { 'Fn::GetAtt': [expect.stringContaining('ApiFunctionRole'), 'Arn'] } } } },
        ],
      },
    })
  })

  test('parse reads of the table only who is in the register', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: Match.stringLikeRegexp('^Parse'),
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: 'dynamodb:GetItem', Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['AGENCY#*'] } } }),
          Match.objectLike({ Action: 'dynamodb:Query', Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['BELOW#*'] } } }),
        ]),
      },
    })
  })

  test('nobody may act on everything, and only notify and remind may send mail', () => {
    for (const fn of ['Parse', 'Validate', 'Notify', 'Reconcile', 'Recheck', 'Remind', 'Feedback', 'Unsubscribe', 'ApiFunction'])
      for (const permission of allowed(fn)) {
        expect(permission).not.toMatch(/^\S*\*| \*$/)
        if (permission.startsWith('ses:')) expect(['Notify', 'Remind']).toContain(fn)
      }
    for (const fn of ['Notify', 'Remind'])
      expect(allowed(fn).filter((permission) => permission.startsWith('ses:'))).toEqual([
        'ses:SendEmail arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:configuration-set/PostMails',
        'ses:SendEmail arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:identity/gongkai.example',
        'ses:SendEmail arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:identity/no-reply@gongkai.example',
      ])
  })
})

describe('API', () => {
  test('every route with an action asks for a token of the user pool', () => {
    const routes = ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => [Properties['RouteKey'], Properties['AuthorizationType']])
    const pages = ['GET /unsubscribe', 'POST /unsubscribe'].map((page) => [page, 'NONE'])
    expect(routes).toEqual([...ROUTES.map(({ method, path, action }) => [`${method} ${path}`, action === null ? 'NONE' : 'JWT']), ...pages])
  })

  test('throttled as the description says, and logged', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      AccessLogSettings: Match.objectLike({ DestinationArn: Match.anyValue() }),
      DefaultRouteSettings: { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 },
    })
    expect(JSON.stringify(describeApi())).toContain('(50 a second, 100 at once)')
  })

  test('pages of configured origins may call it, no others, and may read every header that is described', () => {
    const corsOf = (settings: unknown) => synthesize(settings).ofType('AWS::ApiGatewayV2::Api').map(([, { Properties }]) => Properties['CorsConfiguration'])
    expect(corsOf({})).toEqual([undefined])
    const Cors = z.tuple([z.object({ AllowOrigins: z.array(z.string()), ExposeHeaders: z.array(z.string()), AllowCredentials: z.boolean().optional() })])
    const [cors] = Cors.parse(corsOf({ allowedOrigins: ['https://console.example'] }))
    expect(cors).toMatchObject({ AllowOrigins: ['https://console.example'] })
    expect(cors.AllowCredentials ?? false).toBe(false)
    expect(cors.ExposeHeaders.sort()).toEqual(['content-disposition', 'etag', 'link', 'location', 'x-request-id'])
  })
})

describe('in China', () => {
  const china = synthesize(
    {
      mailTransport: { kind: 'smtp', host: 'smtp.example', secretArn: 'arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:smtp' },
      identity: { issuer: 'https://sso.example.gov.cn', audience: ['gongkai'] },
    },
    'cn-north-1',
  )

  test('nothing names the other partition', () => {
    expect(JSON.stringify(china.resources)).not.toMatch(/arn:aws:/)
  })

  test('mail goes by SMTP, and notify may read its login instead of sending by SES', () => {
    const permissions = china.allowed('Notify')
    expect(permissions.filter((permission) => permission.startsWith('ses:'))).toEqual([])
    expect(permissions).toContain('secretsmanager:GetSecretValue arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:smtp')
  })
})
