import { BadRequestException, SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import type { NotifyEnvironment } from './environment.ts'
import type { Transport } from './transport.ts'

/** Amazon SES, API version 2. */
export function openSes({ MAIL_FROM, OPERATOR_MAILBOX }: NotifyEnvironment): Transport {
  const ses = new SESv2Client({})
  return async ({ to, mail }) => {
    const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' })
    try {
      const { MessageId } = await ses.send(
        new SendEmailCommand({
          FromEmailAddress: MAIL_FROM,
          ReplyToAddresses: [OPERATOR_MAILBOX],
          Destination: { ToAddresses: [to] },
          Content: { Simple: { Subject: utf8(mail.subject), Body: { Html: utf8(mail.html), Text: utf8(mail.text) } } },
        }),
      )
      return { kind: 'accepted', messageId: MessageId ?? '' }
    } catch (error) {
      return error instanceof BadRequestException ? { kind: 'refused', reason: error.message } : { kind: 'failed', error }
    }
  }
}
