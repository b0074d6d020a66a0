import * as z from 'zod'
import { Dimension, Severity } from '../report/index.ts'

/** `GET /rules`: the catalogue as others speak of it. */
export const RuleList = z.object({
  rules: z.array(
    z.object({
      id: z.string(),
      family: z.string(),
      title: z.string(),
      severity: Severity,
      dimension: Dimension,
      /** As one cites it; by form where the report's year decides which form is in force. */
      source: z.union([z.string(), z.object({ '2019': z.string(), '2021': z.string() })]),
      why: z.string(),
      fix: z.string(),
      examples: z.object({ fail: z.array(z.string()), pass: z.array(z.string()) }),
      /** What a supervisor may set otherwise. */
      severities: z.array(Severity),
      thresholds: z.record(z.string(), z.object({ value: z.number(), min: z.number(), max: z.number(), title: z.string() })),
    }),
  ),
})
