import { endSubscription, subscriptionByLink } from '../../lib/store/subscription.ts'
import type { Store } from '../../lib/store/table.ts'
import { pageOf } from './page.ts'

/** What a visitor of the link asks for. */
export interface Visit {
  readonly method: string
  readonly token: string
  /** The form that was sent: the page's own, or the one-click form of a mail program (RFC 8058). */
  readonly form: string
}

/**
 * The page behind the link of a digest. Looking at it changes nothing: mail scanners follow every link.
 * @returns the status and the page in HTML.
 */
export async function unsubscribe(store: Store, { method, token, form }: Visit, now: Date): Promise<{ readonly status: number; readonly html: string }> {
  const subscription = await subscriptionByLink(store, token)
  if (subscription === null) return { status: 404, html: pageOf(null) }
  if (method !== 'POST') return { status: 200, html: pageOf(subscription) }
  const endedAt = new URLSearchParams(form).get('wish') === 'renew' ? null : now.toISOString()
  await endSubscription(store, subscription, endedAt)
  return { status: 200, html: pageOf({ ...subscription, endedAt }) }
}
