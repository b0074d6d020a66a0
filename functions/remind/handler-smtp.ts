import { openSmtp } from '../shared/post/smtp.ts'
import { SmtpRemindEnvironment } from './environment.ts'
import { remindHandler } from './remind-handler.ts'

const environment = SmtpRemindEnvironment.parse(process.env)

/** `remind` by SMTP. */
export const handler = remindHandler(environment, openSmtp(environment))
