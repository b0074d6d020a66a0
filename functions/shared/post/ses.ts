import { BadRequestException, SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import type * as z from 'zod'
import type { PostEnvironment, SesEnvironment } from './environment.ts'
import { type Transport, unsubscribeHeaders } from './transport.ts'

/** Amazon SES, API version 2. The tag `agency` comes back with a bounce. */
export function openSes({ MAIL_FROM, OPERATOR_MAILBOX, SES_CONFIGURATION_SET }: PostEnvironment & z.infer<typeof SesEnvironment>): Transport {
  const ses = new SESv2Client({})
  return async ({ to, mail, agency, unsubscribe }) => {
    const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' })
    const Headers = Object.entries(unsubscribeHeaders(unsubscribe)).map(([Name, Value]) => ({ Name, Value }))
    try {
      const { MessageId } = await ses.send(
        new SendEmailCommand({
          FromEmailAddress: MAIL_FROM,
          ReplyToAddresses: [OPERATOR_MAILBOX],
          Destination: { ToAddresses: [to] },
          ConfigurationSetName: SES_CONFIGURATION_SET,
          ...(agency !== undefined && { EmailTags: [{ Name: 'agency', Value: agency }] }),
          Content: { Simple: { Subject: utf8(mail.subject), Body: { Html: utf8(mail.html), Text: utf8(mail.text) }, ...(Headers.length > 0 && { Headers }) } },
        }),
      )
      return { kind: 'accepted', messageId: MessageId ?? '' }
    } catch (error) {
      return error instanceof BadRequestException ? { kind: 'refused', reason: error.message, dead: false } : { kind: 'failed', error }
    }
  }
}
