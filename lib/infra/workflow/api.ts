import { CfnOutput, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { ApiEnvironment } from '../../../functions/api/environment.ts'
import { DOCUMENTS, INCOMING, RECORDS, RESULTS } from '../../store/object-keys.ts'
import { AUDIT } from '../../store/audit.ts'
import { UPPER } from '../../store/result.ts'
import { GongkaiFunction } from '../function.ts'
import { PublicApi } from '../http-api.ts'
import { identityOf } from '../identity.ts'
import { keepAudit, onItems, onObjects, onPartitions, toMissObjects, toQuery } from '../permissions.ts'
import { type Site, TIMEOUTS } from './site.ts'

/** The HTTP API, who may sign in to it, and the function behind it. */
export function addApi(scope: Construct, { storage, queues, ...site }: Site): PublicApi {
  const identity = identityOf(scope, site.settings)
  const { lambda } = new GongkaiFunction<typeof ApiEnvironment>(scope, 'ApiFunction', {
    ...site,
    name: 'api',
    bundle: 'api',
    timeout: TIMEOUTS.api,
    memorySize: 1024,
    environment: {
      TABLE_NAME: storage.table.tableName,
      UPLOADS_BUCKET: storage.uploads.bucketName,
      RECORDS_BUCKET: storage.records.bucketName,
      TALLY_QUEUE_URL: queues.tally.queue.queueUrl,
      RECHECK_QUEUE_URL: queues.recheck.queue.queueUrl,
      DEAD_LETTERS: Stack.of(scope).toJsonString(Object.fromEntries(Object.entries(queues).map(([name, { deadLetters, queue }]) => [name, { from: deadLetters.queueUrl, to: queue.queueUrl }]))),
      MALWARE_SCAN: site.settings.malwareScan ? 'on' : 'off',
      ROLE_CLAIM: identity.claims.role,
      AGENCY_CLAIM: identity.claims.agency,
    },
    may: [
      // A presigned POST or GET has the rights of who signed it.
      onObjects(storage.uploads, INCOMING, ['PutObject', 'GetObjectVersion']),
      ...(site.settings.malwareScan ? [onObjects(storage.uploads, INCOMING, ['GetObjectVersionTagging']), toMissObjects(storage.uploads)] : []),
      onObjects(storage.records, DOCUMENTS, ['GetObject']),
      toMissObjects(storage.records),
      onObjects(storage.records, RECORDS, ['GetObject']),
      onObjects(storage.records, RESULTS, ['GetObject']),
      onItems(storage.table, ['BatchGetItem', 'GetItem', 'Query']),
      toQuery(storage.table, ['byAgency', ...Object.values(UPPER).flat(), 'bySubmission']),
      // Changes of the register, and what they leave to be counted again.
      onPartitions(storage.table, ['BatchWriteItem'], ['AGENCY#*', 'BELOW#*', 'RECOUNT']),
      onPartitions(storage.table, ['PutItem'], [`${AUDIT}*`, 'CORRECTION#*', 'CORRECTING']),
      onPartitions(storage.table, ['UpdateItem'], ['CORRECTION#*', 'ADDRESS#*']),
      // Among them those for counting and judging again.
      ...Object.values(queues).flatMap((each) => each.mayBeRedriven()),
    ],
  })
  if (lambda.role !== undefined) keepAudit(storage.table, lambda.role)
  // What `gongkai login` has to be told.
  new CfnOutput(scope, 'Issuer', { value: identity.issuer })
  new CfnOutput(scope, 'ClientId', { value: identity.audience[0] ?? '' })
  return new PublicApi(scope, 'Api', { handler: lambda, identity, allowedOrigins: site.settings.allowedOrigins })
}
