import { z } from 'zod'
import { chinaTime, oneLine } from '../mail/index.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { findInstance, type Instance } from './instance.ts'
import { colours, print } from './terminal.ts'

const Mails = z.array(z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string(), at: z.iso.datetime() }))

/** `gongkai mail`: prints the mails that the running service sent, oldest first. */
export async function mail({ json = false }: { json?: boolean }): Promise<ExitCode> {
  const mails = await fetchMails(await findInstance())
  await print(json ? `${JSON.stringify(mails, null, 2)}\n` : mails.length === 0 ? '还没有邮件。\n' : mails.map(mailText).join(''))
  return EXIT.ok
}

/** All mails in the mailbox, oldest first. */
export async function fetchMails(instance: Instance): Promise<z.infer<typeof Mails>> {
  const response = await fetch(`${instance.mail}/mails`)
  return Mails.parse(await response.json()).reverse()
}

const mailText = ({ to, subject, text, at }: z.infer<typeof Mails>[number]): string => {
  const head = [
    colours('heading', oneLine(subject)),
    `${colours('quiet', '收件人：')}${oneLine(to)}`,
    `${colours('quiet', '时间：')}${chinaTime(at)}`,
  ]
  return `${head.join('\n')}\n\n${text.split('\n').map(indented).join('\n')}\n`
}

/** Two blanks further in than it was, and without control characters. */
const indented = (line: string): string => `  ${/^ */.exec(line)?.[0] ?? ''}${oneLine(line)}`.trimEnd()
