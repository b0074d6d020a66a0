import { randomUUID } from 'node:crypto'
import type { Mail } from './box.ts'

/** How a mail was sent, apart from the mail itself. */
export interface Sending {
  readonly configurationSet: string | null
  readonly tags: Readonly<Record<string, string>>
}

/** What SES tells of a mail afterwards. */
export interface MailEvent {
  readonly configurationSet: string
  /** As in `MatchingEventTypes` of an event destination. */
  readonly type: 'bounce' | 'complaint'
  readonly detailType: string
  readonly detail: object
}

/** `bounce@`, `bounce+label@`, … */
const ADDRESS = /^(bounce|complaint)(?:\+[^@]*)?@simulator\.amazonses\.com$/i

/**
 * What the mailbox simulator of SES makes of a mail; all other addresses take whatever comes.
 * Source: Amazon SES Developer Guide, “Using the mailbox simulator” and “Examples of event data that Amazon SES publishes to EventBridge”.
 */
export function simulate(mail: Mail, { configurationSet, tags }: Sending): MailEvent[] {
  if (configurationSet === null) return []
  const ownTags = Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]]))
  const common = {
    mail: {
      timestamp: mail.at,
      messageId: mail.id,
      source: mail.from,
      destination: mail.to.split(', '),
      tags: { 'ses:configuration-set': [configurationSet], ...ownTags },
    },
  }
  return mail.to.split(', ').flatMap((emailAddress): MailEvent[] => {
    const event = { timestamp: mail.at, feedbackId: randomUUID() }
    const kind = ADDRESS.exec(emailAddress)?.[1]?.toLowerCase()
    if (kind === 'bounce') {
      const recipient = { emailAddress, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' }
      const bounce = { ...event, bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [recipient], reportingMTA: 'dns; local' }
      return [{ configurationSet, type: 'bounce', detailType: 'Email Bounced', detail: { eventType: 'Bounce', bounce, ...common } }]
    }
    if (kind === 'complaint') {
      const complaint = { ...event, complaintFeedbackType: 'abuse', complainedRecipients: [{ emailAddress }] }
      return [{ configurationSet, type: 'complaint', detailType: 'Email Complaint Received', detail: { eventType: 'Complaint', complaint, ...common } }]
    }
    return []
  })
}
