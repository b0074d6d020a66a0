import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import * as z from 'zod'
import { bundleFunctions } from '../../lib/infra/bundle.ts'
import { readSettings } from '../../lib/infra/settings.ts'
import { GongkaiStack } from '../../lib/infra/stack.ts'

const Tags = z.looseObject({})
const Statement = z.object({
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]).transform((actions) => [actions].flat()),
  Resource: z.unknown(),
  Principal: z.unknown().optional(),
  Condition: Tags.optional(),
})
const Resource = z.object({ Type: z.string(), Properties: Tags.default({}), DependsOn: z.array(z.string()).default([]) })

type Statement = z.infer<typeof Statement>

export const bundles = bundleFunctions()

/** The stack as it would be deployed with these settings, read back from its template. */
export function synthesize(settings: unknown = {}, region?: string) {
  const app = new App({ builtinCloudFormationValidation: false })
  const stack = new GongkaiStack(app, 'Gongkai', {
    settings: readSettings(settings),
    bundles,
    ...(region !== undefined && { env: { account: '111122223333', region } }),
  })
  const template = Template.fromStack(stack)
  const resources = z.record(z.string(), Resource).parse(template.toJSON()['Resources'])

  const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type)
  /** The one resource with this logical id, the hash at its end aside. */
  const one = (type: string, name: string) => {
    const found = ofType(type).find(([id]) => id.replace(/[0-9A-F]{8}$/, '') === name)
    if (found === undefined) throw new Error(`no ${type} ${name}`)
    return { id: found[0], ...found[1] }
  }
  /** What the policy of a function allows, one line for each action and resource. */
  const allowed = (fn: string): string[] => {
    const { Properties } = one('AWS::IAM::Policy', `${fn}RoleDefaultPolicy`)
    const { PolicyDocument } = z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) }).parse(Properties)
    return PolicyDocument.Statement.flatMap(({ Action, Resource: on }) =>
      Action.flatMap((action) => [on].flat().map((each) => `${action} ${short(each)}`)),
    ).sort()
  }
  return { app, stack, template, resources, ofType, one, allowed }
}

/** A resource as one reads it: `Records0990588D.Arn/records/*`. */
export function short(value: unknown): string {
  if (typeof value === 'string') return value
  const parsed = z
    .union([
      z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
      z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform((get) => get['Fn::GetAtt'].join('.')),
      z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }).transform(({ 'Fn::Join': [glue, parts] }) => parts.map(short).join(glue)),
    ])
    .parse(value)
  return parsed.replaceAll(/[0-9A-F]{8}\b/g, '')
}
