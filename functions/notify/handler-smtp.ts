import { SmtpNotifyEnvironment } from './environment.ts'
import { notifyHandler } from './notify-handler.ts'
import { openSmtp } from '../shared/post/smtp.ts'

const environment = SmtpNotifyEnvironment.parse(process.env)

/** `notify` by SMTP, for regions without SES. A bundle of its own: each deployment carries the one that it uses. */
export const handler = notifyHandler(environment, openSmtp(environment))
