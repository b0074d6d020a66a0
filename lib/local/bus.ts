import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { ACCOUNT, REGION } from './template/template.ts'

/** What EventBridge's default bus carries. */
export interface BusEvent {
  readonly version: '0'
  readonly id: string
  readonly source: string
  readonly 'detail-type': string
  readonly account: string
  readonly time: string
  readonly region: string
  readonly resources: readonly string[]
  readonly detail: object
}

export const busEvent = (source: string, type: string, time: Date, detail: object): BusEvent => ({
  version: '0',
  id: randomUUID(),
  source,
  'detail-type': type,
  account: ACCOUNT,
  // EventBridge tells whole seconds.
  time: `${time.toISOString().slice(0, 19)}Z`,
  region: REGION,
  resources: [],
  detail,
})

/** Which events a rule takes: lists of allowed values at any depth. Content filters (`prefix`, `numeric`, …) are not supported. */
export interface Pattern {
  readonly [field: string]: Pattern | readonly (string | number | boolean | null)[]
}
export const Pattern: z.ZodType<Pattern> = z.lazy(() =>
  z.record(z.string(), z.union([z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])), Pattern])),
)

const Fields = z.record(z.string(), z.unknown())

/** Every field of the pattern is in the event with one of its values; of a list one item has to be. */
export function matches(pattern: Pattern, event: unknown): boolean {
  const fields = Fields.safeParse(event)
  return (
    fields.success &&
    Object.entries(pattern).every(([name, wanted]) => {
      const value = fields.data[name]
      return Array.isArray(wanted) ? [value].flat().some((each) => wanted.includes(each)) : matches(wanted as Pattern, value)
    })
  )
}
