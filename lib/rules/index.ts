import type { Dimension, Severity } from '../report/index.ts'
import type { Threshold } from './define.ts'
import { exampleWords } from './example-words.ts'
import { RULES } from './rules.ts'
import { severitiesOf } from './settings/severities.ts'
import type { Source } from './sources.ts'

export type { RuleContext } from './define.ts'
export { run, type RunResult } from './run.ts'
export { RULE_SET_VERSION, RULES } from './rules.ts'

/** A rule as others speak of it: in mail, in `GET /rules`, in the documentation. */
export interface RuleMetadata {
  readonly id: string
  readonly family: string
  readonly title: string
  readonly severity: Severity
  readonly dimension: Dimension
  readonly source: Source
  readonly why: string
  readonly fix: string
  /** What it finds and what it leaves alone, in words. */
  readonly examples: { readonly fail: readonly string[]; readonly pass: readonly string[] }
  /** What a supervisor may set otherwise. */
  readonly severities: readonly Severity[]
  readonly thresholds: Readonly<Record<string, Threshold>>
}

/** The catalogue without checks, in its own order. */
export function ruleCatalogue(): RuleMetadata[] {
  return RULES.map((rule) => {
    const { id, title, severity, dimension, source, why, fix, examples, thresholds = {} } = rule
    const words = { fail: examples.fail.map(exampleWords), pass: examples.pass.map(exampleWords) }
    return { id, family: id.slice(0, id.indexOf('/')), title, severity, dimension, source, why, fix, examples: words, severities: severitiesOf(rule), thresholds }
  })
}

const CHARGES = new Map(RULES.map(({ id, dimension, cost }): [string, Charge] => [id, cost === undefined ? { dimension } : { dimension, cost }]))

/** Where a rule's findings cost points, and how many if their severity does not say it. */
export interface Charge {
  readonly dimension: Dimension
  readonly cost?: number
}

/**
 * What the findings of a rule, by its id, are charged to.
 * @throws {Error} for an id that the catalogue lacks.
 */
export function chargeOf(rule: string): Charge {
  const charge = CHARGES.get(rule)
  if (charge === undefined) throw new Error(`No rule ${rule}`)
  return charge
}
