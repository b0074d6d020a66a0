import * as z from 'zod'
import { AgencyId } from '../../lib/store/object-keys.ts'

/** Source: Amazon SES Developer Guide, “Examples of event data that Amazon SES publishes to EventBridge”. */

const Mail = z.object({ tags: z.record(z.string(), z.array(z.string())).default({}) })
const Recipient = z.object({ emailAddress: z.string() })

const Bounce = z.object({
  eventType: z.literal('Bounce'),
  bounce: z.object({
    bounceType: z.string(),
    bounceSubType: z.string(),
    feedbackId: z.string(),
    bouncedRecipients: z.array(Recipient.extend({ diagnosticCode: z.string().optional() })),
  }),
  mail: Mail,
})
const Complaint = z.object({
  eventType: z.literal('Complaint'),
  complaint: z.object({ feedbackId: z.string(), complaintFeedbackType: z.string().optional(), complainedRecipients: z.array(Recipient) }),
  mail: Mail,
})

/** What EventBridge hands over of what became of a mail. */
export const MailEvent = z.object({ time: z.iso.datetime(), detail: z.discriminatedUnion('eventType', [Bounce, Complaint]) })
type MailEvent = z.infer<typeof MailEvent>

/** One address of one event. */
export interface Feedback {
  /** In lower case. */
  readonly address: string
  /** `later`: it may be delivered another time. */
  readonly kind: 'bounced' | 'complained' | 'later'
  readonly reason: string
  /** The same for every repeat of the event. */
  readonly event: string
  /** The agency in whose register entry the address stood when the mail was sent. */
  readonly agency: string | null
  readonly at: string
}

/** What an event says of each address. A bounce that is neither permanent nor transient (`Undetermined`) counts as transient. */
export function feedbackOf({ time, detail }: MailEvent): Feedback[] {
  const agency = AgencyId.safeParse(detail.mail.tags['agency']?.[0]).data ?? null
  const at = new Date(time).toISOString()
  if (detail.eventType === 'Complaint') {
    const { complainedRecipients, complaintFeedbackType = '', feedbackId: event } = detail.complaint
    return complainedRecipients.map(({ emailAddress }) => ({ address: bare(emailAddress), kind: 'complained', reason: complaintFeedbackType, event, agency, at }))
  }
  const { bounceType, bounceSubType, bouncedRecipients, feedbackId: event } = detail.bounce
  const kind = bounceType === 'Permanent' ? 'bounced' : 'later'
  return bouncedRecipients.map(({ emailAddress, diagnosticCode }) => ({ address: bare(emailAddress), kind, reason: diagnosticCode ?? bounceSubType, event, agency, at }))
}

/** `words <name@host>` or `name@host`. */
const bare = (address: string): string => (/<([^<>]+)>$/.exec(address)?.[1] ?? address).toLowerCase()
