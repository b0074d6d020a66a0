import { z } from 'zod'

/** A CloudFormation template as far as it matters for running it; unknown sections are left alone. */
export const Template = z.object({
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: z.unknown().optional() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      Condition: z.string().optional(),
    }),
  ),
})
export type Template = z.infer<typeof Template>

/** What `Ref` and `Fn::GetAtt` give for one resource. */
export interface Identity {
  readonly ref: string
  readonly attributes: Readonly<Record<string, string>>
}

/** The template asks for something that cannot be run here. The message names the place in the template. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
}

/** The account, partition and region in which the local stack pretends to live; the emulators use the same. */
export const ACCOUNT = '000000000000'
export const PARTITION = 'aws'
export const REGION = 'us-east-1'

export const arn = (service: string, resource: string, region = REGION, account = ACCOUNT): string =>
  `arn:${PARTITION}:${service}:${region}:${account}:${resource}`
