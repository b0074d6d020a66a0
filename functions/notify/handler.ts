import { SesNotifyEnvironment } from './environment.ts'
import { notifyHandler } from './notify-handler.ts'
import { openSes } from '../shared/post/ses.ts'

const environment = SesNotifyEnvironment.parse(process.env)

/** `notify` by Amazon SES. */
export const handler = notifyHandler(environment, openSes(environment))
