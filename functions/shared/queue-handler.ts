import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import type { SQSEvent, SQSRecord } from 'aws-lambda'
import { logger, observed } from './observed.ts'

const processor = new BatchProcessor(EventType.SQS)

/**
 * A function that works off a queue, all messages of a batch at once. A message whose work throws comes again,
 * the others do not.
 */
export const queueHandler = (work: (message: SQSRecord) => Promise<void>) =>
  observed((event: SQSEvent, context) =>
    processPartialResponse(
      event,
      async (message: SQSRecord) => {
        try {
          await work(message)
        } catch (error) {
          logger.error('message failed', { messageId: message.messageId, error })
          throw error
        }
      },
      processor,
      // A batch of failures is reported like any other; the errors alarm is for functions that break down.
      { context, throwOnFullBatchFailure: false },
    ),
  )
