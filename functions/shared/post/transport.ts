import type { Mail } from '../../../lib/mail/index.ts'

/** One mail to one address. */
export interface Outgoing {
  readonly to: string
  readonly mail: Mail
  /** The agency in whose register entry the address stands: where it is shown if the address turns out dead. */
  readonly agency?: string | undefined
  /** Where a click, or the mail program itself (RFC 8058), takes the address off the list. */
  readonly unsubscribe?: string | undefined
}

/**
 * What a mail service said. `refused`: this mail will never do; `dead`: because nobody has this address. `failed`:
 * worth another try, because the service could not be reached, is paused, or is set up wrongly.
 */
type Answer =
  | { readonly kind: 'accepted'; readonly messageId: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly dead: boolean }
  | { readonly kind: 'failed'; readonly error: unknown }

/** A way to send a letter. Never throws: what went wrong is in the answer. */
export type Transport = (letter: Outgoing) => Promise<Answer>

/** The headers by which mail programs show a button for unsubscribing, and press it without a page. */
export const unsubscribeHeaders = (url: string | undefined): Readonly<Record<string, string>> =>
  url === undefined ? {} : { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
