import { Refusal } from '../guard/errors.ts'
import { enforcePolicy } from '../guard/policy.ts'
import type { Caller } from '../guard/keyring.ts'
import type { SignatureVerifier } from '../guard/signature.ts'
import { requireChecksum } from './checksum.ts'
import type { NewObject } from './objects.ts'
import { parseForm } from './parse-form.ts'
import { readTagging } from './tagging.ts'

export interface FormUpload {
  /** Who signed the form. */
  readonly caller: Caller
  readonly object: NewObject
  /** 200, 201 or 204, as the form asks. */
  readonly status: number
}

/**
 * Reads a presigned POST (multipart/form-data) and enforces signature, expiry and every condition of its policy.
 * `now` in milliseconds since 1970. Throws Refusal.
 * Source: Amazon S3 API Reference, “POST Object”.
 */
export async function readFormUpload(
  bucket: string,
  contentType: string,
  body: Buffer,
  verifier: SignatureVerifier,
  now: number,
): Promise<FormUpload> {
  const { fields, fileName, file } = await parseForm(contentType, body)
  const field = (name: string): string => fields.get(name) ?? ''
  if (!fields.has('policy') || !fields.has('x-amz-signature'))
    throw new Refusal('AccessDenied', 'Anonymous access is not allowed.', 403)
  const caller = verifier.verifyPolicy(field('policy'), {
    algorithm: field('x-amz-algorithm'),
    credential: field('x-amz-credential'),
    date: field('x-amz-date'),
    signature: field('x-amz-signature'),
    token: field('x-amz-security-token'),
  })
  const key = field('key').replaceAll('${filename}', fileName.split(/[/\\]/).at(-1) ?? '')
  enforcePolicy(field('policy'), { fields: new Map([...fields, ['key', key]]), bucket, size: file.length }, now)
  const sum = fields.get('x-amz-checksum-sha256')
  if (sum !== undefined) requireChecksum('SHA256', sum, file)
  if (key === '') throw new Refusal('InvalidArgument', "Bucket POST must contain a field named 'key'.", 400)
  const status = Number(field('success_action_status'))
  return {
    caller,
    object: {
      key,
      body: file,
      contentType: fields.get('content-type') ?? 'binary/octet-stream',
      metadata: Object.fromEntries(
        [...fields].filter(([name]) => name.startsWith('x-amz-meta-')).map(([name, value]) => [name.slice(11), value]),
      ),
      system: {},
      tags: fields.has('tagging') ? readTagging(field('tagging')) : {},
    },
    status: [200, 201].includes(status) ? status : 204,
  }
}
