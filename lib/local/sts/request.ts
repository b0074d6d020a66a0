import { z } from 'zod'
import { Refusal } from '../guard/errors.ts'

/** What AssumeRole is asked for. Parameters that are not named here change what a session may: they are refused, not overlooked. */
const Parameters = z.strictObject({
  Action: z.literal('AssumeRole'),
  Version: z.literal('2011-06-15'),
  RoleArn: z.string().min(20).max(2048),
  RoleSessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/),
  /** A role of the template lets a session last for an hour. */
  DurationSeconds: z.coerce.number().int().min(900).max(3600).default(3600),
})

const TAG = /^Tags\.member\.(\d+)\.(Key|Value)$/
const text = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u
const Tag = z.object({ Key: z.string().min(1).max(128).regex(text), Value: z.string().max(256).regex(text).default('') })
const MOST_TAGS = 50

export interface AssumeRole extends z.infer<typeof Parameters> {
  readonly tags: Readonly<Record<string, string>>
}

const invalid = (message: string): Refusal => new Refusal('ValidationError', message, 400)

/**
 * Reads a request of the query protocol. Throws Refusal.
 * Source: AWS Security Token Service API Reference, “AssumeRole”; AWS IAM User Guide, “Pass session tags in AWS STS”.
 */
export function readAssumeRole(form: URLSearchParams): AssumeRole {
  const [tagged, plain] = [true, false].map((wanted) => [...form].filter(([name]) => TAG.test(name) === wanted))
  const parameters = Parameters.safeParse(Object.fromEntries(plain ?? []))
  if (!parameters.success) throw invalid(z.prettifyError(parameters.error))
  return { ...parameters.data, tags: readTags(tagged ?? []) }
}

function readTags(fields: readonly (readonly [string, string])[]): AssumeRole['tags'] {
  const members = new Map<string, Record<string, string>>()
  for (const [name, value] of fields) {
    const [, number = '', part = ''] = TAG.exec(name) ?? []
    members.set(number, { ...members.get(number), [part]: value })
  }
  const tags = z.array(Tag).max(MOST_TAGS).safeParse([...members.values()])
  if (!tags.success) throw invalid(z.prettifyError(tags.error))
  const keys = new Set(tags.data.map(({ Key }) => Key.toLowerCase()))
  if (keys.size < tags.data.length) throw new Refusal('InvalidParameterValue', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.', 400)
  return Object.fromEntries(tags.data.map(({ Key, Value }) => [Key, Value]))
}
