import type { Letter } from './letters.ts'

/**
 * What a mail service said. `refused`: this address will never do. `failed`: worth another try, because the
 * service could not be reached, is paused, or is set up wrongly.
 */
type Answer =
  | { readonly kind: 'accepted'; readonly messageId: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: unknown }

/** A way to send a letter. Never throws: what went wrong is in the answer. */
export type Transport = (letter: Pick<Letter, 'to' | 'mail'>) => Promise<Answer>
