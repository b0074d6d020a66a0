import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { bundleFunctions } from '../../lib/infra/bundle.ts'
import { REGION } from '../../lib/local/template/template.ts'
import { PDF_DIALECTS, writePdf } from '../readers/support/write-pdf.ts'
import { RECORDS_BUCKET, startAws, UPLOADS } from '../support/aws.ts'
import { SPECIMEN } from '../support/specimen.ts'

const Handler = z.object({ handler: z.function({ input: [z.unknown(), z.unknown()], output: z.promise(z.unknown()) }) })
const Sent = z.object({ content: z.object({ kind: z.literal('record'), record: z.object({ agency: z.string(), source: z.object({ format: z.string() }) }) }) })

let aws: Awaited<ReturnType<typeof startAws>>
/** The asset as it is deployed, where nothing of this project can be found from. */
const asset = mkdtempSync(join(tmpdir(), 'gongkai-asset-'))

beforeAll(async () => {
  aws = await startAws()
  cpSync(bundleFunctions().get('parse')?.folder ?? '', asset, { recursive: true })
})
afterAll(async () => {
  await aws.stop()
  rmSync(asset, { recursive: true, force: true })
})

test('the bundle of parse reads a PDF whose fonts are not embedded', async () => {
  const queue = await aws.queue('records')
  Object.assign(process.env, {
    TABLE_NAME: 'table',
    RECORDS_BUCKET,
    RECORDS_QUEUE_URL: queue,
    TIMEOUT_SECONDS: '60',
    MALWARE_SCAN: 'off',
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: aws.tableEndpoint,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  })
  const { handler } = Handler.parse(await import(pathToFileURL(join(asset, 'index.cjs')).href))
  for (const dialect of PDF_DIALECTS.slice(0, 2)) {
    const key = `incoming/yunqiao/2024/${dialect.borders}/report.pdf`
    const bytes = writePdf(SPECIMEN, dialect)
    const { VersionId, ETag } = await aws.s3.send(new PutObjectCommand({ Bucket: UPLOADS, Key: key, Body: bytes }))
    const s3 = { bucket: { name: UPLOADS }, object: { key, size: bytes.length, versionId: VersionId, eTag: ETag, sequencer: '01' } }
    const event = { Records: [{ eventVersion: '2.1', eventSource: 'aws:s3', eventName: 'ObjectCreated:Put', eventTime: '2025-01-12T01:00:00.000Z', s3 }] }
    const record = { messageId: dialect.borders, body: JSON.stringify(event), eventSource: 'aws:sqs', attributes: {}, messageAttributes: {} }
    const context = { functionName: 'parse', awsRequestId: dialect.borders, getRemainingTimeInMillis: () => 30_000 }
    expect(await handler({ Records: [record] }, context)).toEqual({ batchItemFailures: [] })
    const [message = ''] = await aws.received(queue)
    expect(Sent.parse(JSON.parse(message)).content.record).toMatchObject({ agency: SPECIMEN.agency, source: { format: 'pdf' } })
  }
})
