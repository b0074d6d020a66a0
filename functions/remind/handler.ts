import { openSes } from '../shared/post/ses.ts'
import { SesRemindEnvironment } from './environment.ts'
import { remindHandler } from './remind-handler.ts'

const environment = SesRemindEnvironment.parse(process.env)

/** `remind` by Amazon SES. */
export const handler = remindHandler(environment, openSes(environment))
