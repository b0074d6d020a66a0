import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb'
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, HttpMethods, type IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { RECHECKS } from '../store/recheck.ts'
import { EXPIRES, INDEXES } from '../store/table.ts'

/** Origins of pages served on the own machine; every other one is a setting. */
const OWN_MACHINE = ['http://127.0.0.1:*', 'http://localhost:*']

/** What must outlive everything else: the files as uploaded, the records read from them, the table. */
export class Storage extends Construct {
  readonly uploads: Bucket
  readonly records: Bucket
  readonly table: Table

  constructor(scope: Construct, id: string, props: { readonly allowedOrigins: readonly string[] }) {
    super(scope, id)
    const shared: BucketProps = {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      removalPolicy: RemovalPolicy.RETAIN,
    }
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...shared,
      lifecycleRules: [{ expiration: Duration.days(180) }],
      // The types of aws-cdk-lib are not written for exactOptionalPropertyTypes.
    }) as IBucket
    const logged: BucketProps = { ...shared, versioned: true, serverAccessLogsBucket: accessLogs }
    this.uploads = new Bucket(this, 'Uploads', {
      ...logged,
      serverAccessLogsPrefix: 'uploads/',
      cors: [
        {
          allowedMethods: [HttpMethods.POST],
          allowedOrigins: [...OWN_MACHINE, ...props.allowedOrigins],
          allowedHeaders: ['*'],
          exposedHeaders: ['ETag', 'x-amz-version-id'],
          maxAge: 3600,
        },
      ],
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
        // Overwritten or deleted files stay long enough to answer for a year's report.
        { noncurrentVersionExpiration: Duration.days(3 * 365) },
      ],
    })
    this.records = new Bucket(this, 'Records', {
      ...logged,
      serverAccessLogsPrefix: 'records/',
      lifecycleRules: [
        { noncurrentVersionExpiration: Duration.days(90) },
        // What a run told; what it stored stays.
        { prefix: RECHECKS, expiration: Duration.days(90) },
      ],
    })
    this.table = this.#createTable()
  }

  #createTable(): Table {
    const table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.AWS_MANAGED,
      deletionProtection: true,
      timeToLiveAttribute: EXPIRES,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    for (const [indexName, partition] of Object.entries(INDEXES))
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: partition, type: AttributeType.STRING },
        sortKey: { name: 'order', type: AttributeType.STRING },
      })
    return table
  }
}
