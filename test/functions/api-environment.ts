import { RECORDS_BUCKET, type startAws, UPLOADS } from '../support/aws.ts'
import { CLAIM_VARIABLES } from './caller.ts'

/** The whole environment of `api` in the embedded AWS. Of its queues only the one of mails has a dead-letter queue. */
export async function apiVariables(aws: Pick<Awaited<ReturnType<typeof startAws>>, 'credentials' | 'endpoint' | 'tableEndpoint' | 'queue'>, { malwareScan = false } = {}) {
  return {
    TABLE_NAME: 'table',
    UPLOADS_BUCKET: UPLOADS,
    RECORDS_BUCKET,
    MALWARE_SCAN: malwareScan ? 'on' : 'off',
    TALLY_QUEUE_URL: await aws.queue('tally'),
    RECHECK_QUEUE_URL: await aws.queue('recheck'),
    DEAD_LETTERS: JSON.stringify({ mail: { from: await aws.queue('dead-mail'), to: await aws.queue('mail') } }),
    ...CLAIM_VARIABLES,
    AWS_REGION: 'us-east-1',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: aws.tableEndpoint,
  }
}
