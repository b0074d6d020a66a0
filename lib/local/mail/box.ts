import { open } from 'node:fs/promises'
import { readFileSync, existsSync, truncateSync } from 'node:fs'
import { z } from 'zod'

/** A mail as the mailbox shows it. */
export const Mail = z.object({
  id: z.string(),
  from: z.string(),
  /** All recipients, separated by `, `. */
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** What the sender added, `List-Unsubscribe` and the like. */
  headers: z.record(z.string(), z.string()).default({}),
  /** When it was accepted: ISO 8601, UTC. */
  at: z.iso.datetime(),
})
export type Mail = z.infer<typeof Mail>

/** Every mail that was ever sent here, in the order of arrival; a mail is on disk before it counts as sent. */
export class Mailbox {
  readonly #mails: Mail[]
  readonly #file: Awaited<ReturnType<typeof open>>
  #waiting: { readonly mail: Mail; readonly done: (error?: Error) => void }[] = []
  #writing: Promise<void> | null = null

  private constructor(mails: Mail[], file: Awaited<ReturnType<typeof open>>) {
    this.#mails = mails
    this.#file = file
  }

  /** Opens the mailbox that is kept in `path`, with what earlier processes left there. */
  static async open(path: string): Promise<Mailbox> {
    const contents = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
    // A line torn by a crash was never acknowledged.
    const complete = contents.lastIndexOf(0x0a) + 1
    if (complete < contents.length) truncateSync(path, complete)
    const lines = contents.toString('utf8', 0, complete).split('\n').filter((line) => line !== '')
    return new Mailbox(lines.map((line) => Mail.parse(JSON.parse(line))), await open(path, 'a'))
  }

  /** Newest first. */
  list(): readonly Mail[] {
    return this.#mails.toReversed()
  }

  get count(): number {
    return this.#mails.length
  }

  find(id: string): Mail | undefined {
    return this.#mails.find((mail) => mail.id === id)
  }

  /** Resolves once the mail is on disk. Mails that arrive while others are being written share one flush. */
  accept(mail: Mail): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ mail, done: (error) => (error === undefined ? resolve() : reject(error)) })
      this.#writing ??= this.#write()
    })
  }

  async close(): Promise<void> {
    await this.#writing
    await this.#file.close()
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        await this.#file.appendFile(batch.map(({ mail }) => `${JSON.stringify(mail)}\n`).join(''))
        await this.#file.datasync()
        this.#mails.push(...batch.map(({ mail }) => mail))
        for (const { done } of batch) done()
      } catch (error) {
        for (const { done } of batch) done(error instanceof Error ? error : new Error(String(error)))
      }
    }
    this.#writing = null
  }
}
