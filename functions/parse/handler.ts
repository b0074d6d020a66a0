import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'

export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  Promise.resolve({ batchItemFailures: event.Records.map((record) => ({ itemIdentifier: record.messageId })) })
