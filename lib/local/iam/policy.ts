import { z } from 'zod'
import { type Condition, condition } from './conditions.ts'
import type { Context } from './context.ts'
import { PolicyError } from './errors.ts'
import { principalMatcher } from './principals.ts'
import { type Matcher, matcher, variablesIn } from './text.ts'

/**
 * Policy documents, compiled once to be asked often.
 * Source: AWS IAM User Guide, “IAM JSON policy element reference”.
 */

const list = z.union([z.string(), z.array(z.string())]).transform((values) => [values].flat())
const values = z
  .union([z.string(), z.boolean(), z.array(z.union([z.string(), z.boolean()]))])
  .transform((given) => [given].flat().map(String))

const StatementDocument = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: z.union([z.literal('*'), z.record(z.string(), list)]).optional(),
    Action: list.optional(),
    NotAction: list.optional(),
    Resource: list.optional(),
    NotResource: list.optional(),
    Condition: z.record(z.string(), z.record(z.string(), values)).default({}),
  })
  .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined), 'needs one of Action and NotAction')
  .refine(({ Resource, NotResource }) => Resource === undefined || NotResource === undefined, 'has both Resource and NotResource')
  .refine(({ Principal, Resource, NotResource }) => (Principal ?? Resource ?? NotResource) !== undefined, 'needs a Resource or a Principal')

/** Variables are literal text in the version before: a policy without this one would mean something else. */
const PolicyDocument = z.object({
  Version: z.literal('2012-10-17'),
  Statement: z.union([StatementDocument, z.array(StatementDocument)]).transform((statements) => [statements].flat()),
})

export type StatementDocument = z.output<typeof StatementDocument>

export interface Statement {
  readonly document: StatementDocument
  readonly allows: boolean
  readonly speaksOf: (action: string, resource: string, context: Context) => boolean
}

export type Policy = readonly Statement[]

/**
 * Reads an identity policy, a resource policy or a trust policy (which has no Resource), all of its references resolved.
 * @throws {PolicyError} for an element, operator or kind of principal that is not known here, with its name.
 */
export function readPolicy(document: unknown): Policy {
  const parsed = PolicyDocument.safeParse(document)
  if (!parsed.success) throw new PolicyError(z.prettifyError(parsed.error))
  return parsed.data.Statement.map(compile)
}

/** The condition keys that a policy asks for, in its conditions and as variables. */
export const conditionKeys = (policy: Policy): string[] =>
  policy.flatMap(({ document }) => [
    ...Object.values(document.Condition).flatMap((keys) => Object.keys(keys)),
    ...variablesIn(JSON.stringify([document.Resource, document.NotResource, document.Condition])),
  ])

function compile(document: StatementDocument): Statement {
  const { Principal, Action, NotAction, Resource, NotResource, Condition } = document
  const isTo = Principal === undefined ? null : principalMatcher(Principal)
  const action = oneOf(Action ?? NotAction ?? [], 'caseless')
  const resource = oneOf(Resource ?? NotResource ?? ['*'], 'wild')
  const isMet: Condition = condition(Condition)
  return {
    document,
    allows: document.Effect === 'Allow',
    speaksOf: (askedAction, askedResource, context) =>
      action(askedAction, context) === (NotAction === undefined) &&
      resource(askedResource, context) === (NotResource === undefined) &&
      (isTo === null || isTo(context)) &&
      isMet(context),
  }
}

function oneOf(texts: readonly string[], style: 'caseless' | 'wild'): Matcher {
  const matchers = texts.map((text) => matcher(text, style))
  return (value, context) => matchers.some((matches) => matches(value, context))
}
