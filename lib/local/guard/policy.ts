import { z } from 'zod'
import { accessDenied, Refusal } from './errors.ts'

/**
 * POST policies: what a presigned POST may upload.
 * Source: Amazon S3 API Reference, “Creating a POST policy” and “POST object”.
 */
const Policy = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(
    z.union([
      z.tuple([z.literal('content-length-range'), z.coerce.number(), z.coerce.number()]),
      z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
      z.record(z.string(), z.string()),
    ]),
  ),
})

/** Fields that no condition needs to name. */
const EXEMPT = new Set(['policy', 'x-amz-signature', 'file'])

export interface PostForm {
  /** Names in lower case; without the file. */
  readonly fields: ReadonlyMap<string, string>
  readonly bucket: string
  readonly size: number
}

/**
 * Throws Refusal unless the form meets every condition of its policy, the policy names every field of the
 * form, and it has not expired. The signature is not looked at here. `now` in milliseconds since 1970.
 */
export function enforcePolicy(encoded: string, form: PostForm, now: number): void {
  const policy = parsePolicy(encoded)
  if (Date.parse(policy.expiration) < now) throw accessDenied('Invalid according to Policy: Policy expired.')
  if ((form.fields.get('bucket') ?? form.bucket) !== form.bucket) throw accessDenied('The form is for another bucket.')
  const named = new Set<string>()
  for (const condition of policy.conditions) {
    if (!Array.isArray(condition)) {
      for (const [name, value] of Object.entries(condition)) {
        named.add(name.toLowerCase())
        require(valueOf(form, name) === value, `["eq", "$${name}", "${value}"]`)
      }
    } else if (condition[0] === 'content-length-range') {
      requireSize(form.size, condition[1], condition[2])
    } else {
      const [operator, variable, expected] = condition
      const name = variable.slice(1)
      named.add(name.toLowerCase())
      const met = operator === 'eq' ? valueOf(form, name) === expected : startsWith(form, name, expected)
      require(met, JSON.stringify(condition))
    }
  }
  for (const name of form.fields.keys())
    if (!EXEMPT.has(name) && !name.startsWith('x-ignore-') && !named.has(name))
      throw accessDenied(`Invalid according to Policy: Extra input fields: ${name}`)
}

function parsePolicy(encoded: string): z.infer<typeof Policy> {
  try {
    return Policy.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')))
  } catch {
    throw new Refusal('InvalidPolicyDocument', 'Invalid Policy: it is not a policy document.', 400)
  }
}

const valueOf = (form: PostForm, name: string): string | undefined =>
  name.toLowerCase() === 'bucket' ? form.bucket : form.fields.get(name.toLowerCase())

/** A list of content types has to meet the condition with each of its members. */
function startsWith(form: PostForm, name: string, prefix: string): boolean {
  const value = valueOf(form, name)
  if (value === undefined) return false
  const values = name.toLowerCase() === 'content-type' ? value.split(',').map((item) => item.trim()) : [value]
  return values.every((item) => item.startsWith(prefix))
}

function require(met: boolean, condition: string): void {
  if (!met) throw accessDenied(`Invalid according to Policy: Policy Condition failed: ${condition}`)
}

function requireSize(size: number, minimum: number, maximum: number): void {
  if (size > maximum) throw new Refusal('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400)
  if (size < minimum) throw new Refusal('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400)
}
