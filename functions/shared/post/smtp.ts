import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import Mailer from 'nodemailer/lib/mailer'
import SmtpTransport from 'nodemailer/lib/smtp-transport'
import * as z from 'zod'
import type { PostEnvironment, SmtpEnvironment } from './environment.ts'
import { type Transport, unsubscribeHeaders } from './transport.ts'

const Credentials = z.object({ username: z.string(), password: z.string() })

/** What nodemailer adds to an error that a server's answer caused. */
const SmtpError = z.object({ command: z.string(), responseCode: z.int(), message: z.string() })

/** RFC 5321: no such mailbox, not here, no such name, a host that takes no mail. Others (full, too large, policy) say nothing of the address. */
const DEAD = [521, 550, 551, 553, 556]

/** Below the function's own limit, so that a server that hangs is a failed mail and not a timeout. */
const PATIENCE = 8000

/** SMTP with the configured server; the login is read with the first mail. */
export function openSmtp(environment: PostEnvironment & z.infer<typeof SmtpEnvironment>): Transport {
  let smtp: Mailer | undefined
  return async ({ to, mail, unsubscribe }) => {
    try {
      smtp ??= await connect(environment)
      const { MAIL_FROM, OPERATOR_MAILBOX } = environment
      const { messageId } = await smtp.sendMail({ from: MAIL_FROM, replyTo: OPERATOR_MAILBOX, to, ...mail, headers: unsubscribeHeaders(unsubscribe) })
      return { kind: 'accepted', messageId }
    } catch (error) {
      const answer = SmtpError.safeParse(error)
      // 5xx to RCPT TO is about the address; elsewhere it is about the connection, the login or the sender.
      return answer.data?.command === 'RCPT TO' && answer.data.responseCode >= 500
        ? { kind: 'refused', reason: answer.data.message, dead: DEAD.includes(answer.data.responseCode) }
        : { kind: 'failed', error }
    }
  }
}

/**
 * Port 465 is TLS from the start, any other must upgrade (STARTTLS); only a server that asks for no login may be
 * spoken to in the clear.
 */
async function connect({ SMTP_HOST, SMTP_PORT, SMTP_SECRET_ARN }: z.infer<typeof SmtpEnvironment>): Promise<Mailer> {
  const credentials = await readCredentials(SMTP_SECRET_ARN)
  return new Mailer(
    new SmtpTransport({
      host: SMTP_HOST,
      port: SMTP_PORT,
      secure: SMTP_PORT === 465,
      requireTLS: credentials !== null,
      connectionTimeout: PATIENCE,
      greetingTimeout: PATIENCE,
      socketTimeout: PATIENCE,
      ...(credentials !== null && { auth: { user: credentials.username, pass: credentials.password } }),
    }),
  )
}

async function readCredentials(secretArn: string): Promise<z.infer<typeof Credentials> | null> {
  if (secretArn === '') return null
  const { SecretString } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: secretArn }))
  return Credentials.parse(JSON.parse(SecretString ?? 'null'))
}
