import type { SQSEvent } from 'aws-lambda'
import { TallyMessage } from '../../lib/store/messages.ts'
import { openObjects } from '../../lib/store/objects.ts'
import { openStore } from '../../lib/store/table.ts'
import { logger, observed } from '../shared/observed.ts'
import { TallyEnvironment } from './environment.ts'
import { tally } from './tally.ts'

const environment = TallyEnvironment.parse(process.env)
const site = { store: openStore(environment.TABLE_NAME), s3: openObjects(process.env), bucket: environment.RECORDS_BUCKET }

/** A batch from the tally queue, counted as one; if anything fails, all of it comes again. */
export const handler = observed(async ({ Records }: SQSEvent) => {
  const messages = Records.map(({ body }) => TallyMessage.parse(JSON.parse(body)))
  await tally(site, messages)
  logger.info('tallied', { messages: messages.length })
})
