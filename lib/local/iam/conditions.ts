import { type Context, valuesOf } from './context.ts'
import { PolicyError } from './errors.ts'
import { type Matcher, matcher, type Style } from './text.ts'

/**
 * The Condition block of a statement.
 * Source: AWS IAM User Guide, “IAM JSON policy elements: Condition operators” and “Set operators for multivalued context keys”.
 */
export type Condition = (context: Context) => boolean

/** Operator, then condition key, then the values of which one has to be met. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

const OPERATORS: Readonly<Record<string, { readonly style: Style; readonly negated: boolean }>> = {
  StringEquals: { style: 'exact', negated: false },
  StringNotEquals: { style: 'exact', negated: true },
  StringLike: { style: 'wild', negated: false },
  StringNotLike: { style: 'wild', negated: true },
  ArnEquals: { style: 'arn', negated: false },
  ArnLike: { style: 'arn', negated: false },
  ArnNotEquals: { style: 'arn', negated: true },
  ArnNotLike: { style: 'arn', negated: true },
  Bool: { style: 'caseless', negated: false },
}

/**
 * Every operator and every key of the block has to be met.
 * @throws {PolicyError} for an operator that is not known here.
 */
export function condition(block: ConditionBlock): Condition {
  const all = Object.entries(block).flatMap(([operator, keys]) => Object.entries(keys).map(([key, values]) => compare(operator, key, values)))
  return (context) => all.every((met) => met(context))
}

function compare(name: string, key: string, expected: readonly string[]): Condition {
  if (name === 'Null') return (context) => expected.includes(String(valuesOf(context, key) === undefined))
  const [, set = '', base = '', ifExists] = /^(ForAllValues:|ForAnyValue:)?(\w+?)(IfExists)?$/.exec(name) ?? []
  const operator = OPERATORS[base]
  if (operator === undefined) throw new PolicyError(`the condition operator ${name} is not known here`)
  const matchers = expected.map((value) => matcher(value, operator.style))
  const met = (value: string, context: Context): boolean => oneOf(matchers, value, context) !== operator.negated
  return (context) => {
    const values = valuesOf(context, key)
    if (values === undefined) return ifExists !== undefined || set === 'ForAllValues:' || (set === '' && operator.negated)
    if (set === 'ForAnyValue:') return values.some((value) => met(value, context))
    if (set === '' && values.length > 1) throw new PolicyError(`${name} asks for one value of ${key}, the request has ${values.length}`)
    return values.every((value) => met(value, context))
  }
}

const oneOf = (matchers: readonly Matcher[], value: string, context: Context): boolean => matchers.some((matches) => matches(value, context))
