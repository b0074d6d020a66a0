import type { Dimension, Finding, Level, LocalDeadline, Place, Report, Severity } from '../report/index.ts'
import type { Source } from './sources.ts'

/** Another agency's report of the same year whose narrative is nearly the same. */
export interface Peer {
  /** Its name, as the register or the report has it. */
  readonly agency: string
  readonly report: Report
}

/** What is known besides the report: the day of the check (`YYYY-MM-DD`), and what the register says of who filed. */
export interface RuleContext {
  readonly date: string
  readonly level?: Level | undefined
  readonly agency?: string | undefined
  readonly year?: number | undefined
  /** The same agency's report of the year before; absent on a first report. */
  readonly history?: Report | undefined
  /** Nearest first; absent where nobody looked, empty where nobody is alike. */
  readonly peers?: readonly Peer[] | undefined
  /** What supervisors have set in place of the law's dates; the first that fits counts. */
  readonly deadlines?: readonly LocalDeadline[] | undefined
}

/** What a check says of one fault; what is left out is taken from the rule. Chinese throughout. */
export interface Fault {
  readonly message: string
  readonly place: Place
  readonly severity?: Severity
  readonly expected?: string
  readonly actual?: string
  readonly fix?: string
  readonly suggestion?: NonNullable<Finding['suggestion']>
  /** Where this fault rests on something else than its rule, such as a supervisor's own notice. */
  readonly source?: string
}

/** A number in a rule that a supervisor may set otherwise, between `min` and `max`. */
export interface Threshold {
  readonly value: number
  readonly min: number
  readonly max: number
  /** What it counts, for whoever sets it, in Chinese. */
  readonly title: string
}

/**
 * - `fail`: the faults, and why other places of the same rule could not be judged, if any
 * - `notEvaluable`: what the rule needs could not be read; not the same as passed
 */
export type Outcome =
  | { readonly kind: 'pass' }
  | { readonly kind: 'fail'; readonly faults: readonly Fault[]; readonly notEvaluable?: string }
  | { readonly kind: 'notApplicable' }
  | { readonly kind: 'notEvaluable'; readonly reason: string }

export const pass: Outcome = { kind: 'pass' }
export const notApplicable: Outcome = { kind: 'notApplicable' }
export const notEvaluable = (reason: string): Outcome => ({ kind: 'notEvaluable', reason })

/** The outcome of a rule that looked at several places: faults found, and reasons (Chinese) why some could not be judged. */
export function outcome(faults: readonly Fault[], reasons: readonly string[] = []): Outcome {
  const reason = [...new Set(reasons)].join('；')
  if (faults.length > 0) return reason === '' ? { kind: 'fail', faults } : { kind: 'fail', faults, notEvaluable: reason }
  return reason === '' ? pass : notEvaluable(reason)
}

export type Edits = readonly (readonly [find: string, replace: string])[]

/**
 * A report that shows what a rule finds or leaves alone: `edits` on the specimen (each `find` must occur in it), or a
 * `text` of its own. `context` is laid over the specimen's.
 */
export interface Example {
  readonly edits?: Edits
  readonly text?: string
  /** Edits on the specimen's report of the year before; `none`: a first report. */
  readonly history?: Edits | 'none'
  /** Other agencies' reports: edits on the specimen, filed under another name. */
  readonly peers?: readonly { readonly agency: string; readonly edits: Edits }[]
  readonly context?: Partial<RuleContext>
}

export interface Rule<Names extends string = string> {
  /** `family/name`, for programs; a clerk sees the title. */
  readonly id: string
  readonly title: string
  readonly severity: Severity
  readonly dimension: Dimension
  /** Points that a finding costs, where its severity does not say it: what cannot be read is no lesser matter than an error. */
  readonly cost?: number
  readonly source: Source
  readonly why: string
  readonly fix: string
  /** Without it the rule applies to every report. */
  readonly appliesTo?: (report: Report, context: RuleContext) => boolean
  readonly examples: { readonly fail: readonly [Example, ...Example[]]; readonly pass: readonly [Example, ...Example[]] }
  readonly thresholds?: Readonly<Record<Names, Threshold>>
  /** `limit` gives a threshold as it applies to this report: the supervisor's, else the rule's own. */
  readonly check: (report: Report, context: RuleContext, limit: (name: Names) => number) => Outcome
}

/** States a rule. The type is the contract: without source, fix and both kinds of examples it does not build. */
export const defineRule = <Names extends string = never>(rule: Rule<Names>): Rule => rule
