import * as z from 'zod'
import { Severity } from './finding.ts'
import { Level } from './level.ts'

/** What a supervisor decides otherwise about one rule; what is left out stays as the rule has it. */
export const RuleOverride = z.strictObject({
  /** Not judged at all: each result says so. `false` takes back what a supervisor further up has set. */
  off: z.boolean().optional(),
  severity: Severity.optional(),
  thresholds: z.record(z.string(), z.number()).optional(),
})
export type RuleOverride = z.infer<typeof RuleOverride>

/** The last day for the agencies of one level, of one report year or of all. */
export const LocalDeadline = z.strictObject({
  level: Level,
  /** The report's year; without it, every year. */
  year: z.int().min(2019).max(2099).optional(),
  /** `MM-DD` in the year after the report's. */
  day: z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/),
  /** The notice that sets it, as a finding cites it. */
  basis: z.string().min(1).max(200),
})
export type LocalDeadline = z.infer<typeof LocalDeadline>

/** What a supervisor decides about checking the reports that it watches over. */
export const RuleSettings = z.strictObject({
  rules: z.record(z.string(), RuleOverride).optional(),
  deadlines: z.array(LocalDeadline).optional(),
})
export type RuleSettings = z.infer<typeof RuleSettings>
