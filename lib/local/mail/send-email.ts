import { z } from 'zod'
import { Refusal } from '../guard/errors.ts'
import type { Mail } from './box.ts'
import type { Sending } from './simulator.ts'

const Data = z.object({ Data: z.string(), Charset: z.string().optional() })

/** SES v2 “SendEmail” with simple content; other kinds of content are refused. */
const Request = z.object({
  FromEmailAddress: z.string().min(1),
  Destination: z.object({
    ToAddresses: z.array(z.string()).default([]),
    CcAddresses: z.array(z.string()).default([]),
    BccAddresses: z.array(z.string()).default([]),
  }),
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  Content: z.object({
    Simple: z.object({
      Subject: Data,
      Body: z.object({ Text: Data.optional(), Html: Data.optional() }),
      Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
    }),
  }),
})

/** `name@host`, or `words <name@host>`; SES takes ASCII alone before and after the @. */
const ADDRESS = /^(?:[^<>\r\n]*<)?[!-;=?A-~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?>?$/
const MAXIMUM_RECIPIENTS = 50

/** The mail that a SendEmail request asks for, without id and time, and how it is sent. Throws Refusal (400), as SES would. */
export function parseSendEmail(body: unknown): { readonly mail: Omit<Mail, 'id' | 'at'>; readonly sending: Sending } {
  const parsed = Request.safeParse(body)
  if (!parsed.success) throw new Refusal('BadRequestException', z.prettifyError(parsed.error), 400)
  const { FromEmailAddress: from, Destination, Content, ConfigurationSetName = null, EmailTags } = parsed.data
  const { Subject, Body, Headers } = Content.Simple
  const recipients = [...Destination.ToAddresses, ...Destination.CcAddresses, ...Destination.BccAddresses]
  if (recipients.length === 0) throw new Refusal('BadRequestException', 'There is no recipient.', 400)
  if (recipients.length > MAXIMUM_RECIPIENTS) throw new Refusal('BadRequestException', 'Recipient count exceeds 50.', 400)
  for (const address of [from, ...recipients])
    if (!ADDRESS.test(address)) throw new Refusal('BadRequestException', `Not a mail address: ${address}`, 400)
  if (/[\r\n]/.test(Subject.Data)) throw new Refusal('BadRequestException', 'A subject is one line.', 400)
  if (Body.Text === undefined && Body.Html === undefined) throw new Refusal('BadRequestException', 'There is no body.', 400)
  return {
    mail: {
      from,
      to: recipients.join(', '),
      subject: Subject.Data,
      text: Body.Text?.Data ?? '',
      html: Body.Html?.Data ?? '',
      headers: Object.fromEntries(Headers.map(({ Name, Value }) => [Name, Value])),
    },
    sending: { configurationSet: ConfigurationSetName, tags: Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, Value])) },
  }
}
