import { NotifyEnvironment } from './environment.ts'
import { notifyHandler } from './notify-handler.ts'
import { openSes } from './ses.ts'

const environment = NotifyEnvironment.parse(process.env)

/** `notify` by Amazon SES. */
export const handler = notifyHandler(environment, openSes(environment))
