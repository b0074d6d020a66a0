import type { IncomingHttpHeaders } from 'node:http'
import type { Call } from '../iam/decide.ts'
import { PARTITION } from '../template/template.ts'
import { tagsOf } from './tagging.ts'

/**
 * Which permissions a request to S3 needs.
 * Source: Service Authorization Reference, “Actions, resources, and condition keys for Amazon S3”; Amazon S3 User Guide,
 * “Required permissions for Amazon S3 API operations”.
 */

type Tags = Readonly<Record<string, string>>

interface ObjectRequest {
  readonly method: string
  /** Decoded. */
  readonly bucket: string
  /** Decoded; empty for the bucket itself. */
  readonly key: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
}

export const bucketArn = (bucket: string): string => `arn:${PARTITION}:s3:::${bucket}`
const objectArn = (bucket: string, key: string): string => `${bucketArn(bucket)}/${key}`

/** Headers of which conditions can ask: how what is written is to be kept, which may keep others from reading it. */
const KEPT = ['x-amz-storage-class', 'x-amz-server-side-encryption-aws-kms-key-id', 'x-amz-server-side-encryption-customer-algorithm']

/** To write an object with these tags. */
export function toWrite(bucket: string, key: string, tags: Tags, headers: IncomingHttpHeaders = {}): Call[] {
  const resource = objectArn(bucket, key)
  const kept = KEPT.flatMap((name) => (headers[name] === undefined ? [] : [[`s3:${name}`, String(headers[name])] as const]))
  const context = { ...tagKeys('s3:RequestObjectTag', tags), ...Object.fromEntries(kept) }
  const actions = ['s3:PutObject', ...(Object.keys(tags).length > 0 ? ['s3:PutObjectTagging'] : [])]
  return actions.map((action) => ({ action, resource, context }))
}

/** `existing` gives the tags of the object as it stands. */
export function storageCalls(request: ObjectRequest, existing: (versionId: string | undefined) => Tags): Call[] {
  const { method, bucket, key, query, headers } = request
  const call = (action: string, resource: string, context: Call['context'] = {}): Call => ({ action: `s3:${action}`, resource, context })
  if (bucket === '') return [call('ListAllMyBuckets', '*')]
  if (key === '') return [call(bucketAction(method, query), bucketArn(bucket), listed(query))]
  const resource = objectArn(bucket, key)
  const version = query.get('versionId') ?? undefined
  const versioned = version === undefined ? '' : 'Version'
  const onExisting = (action: string): Call[] => [call(action, resource, tagKeys('s3:ExistingObjectTag', existing(version)))]
  if (query.has('tagging')) {
    const verb = method === 'GET' ? 'Get' : method === 'PUT' ? 'Put' : 'Delete'
    return onExisting(`${verb}Object${versioned}Tagging`)
  }
  if (method === 'GET' || method === 'HEAD') return onExisting(query.has('uploadId') ? 'ListMultipartUploadParts' : `GetObject${versioned}`)
  if (method === 'DELETE') return [call(query.has('uploadId') ? 'AbortMultipartUpload' : `DeleteObject${versioned}`, resource)]
  const source = headers['x-amz-copy-source']
  return [...(typeof source === 'string' ? toReadSource(source) : []), ...toWrite(bucket, key, tagsOf(headers) ?? {}, headers)]
}

/** A sub-resource of a bucket that nobody here asks for has no name here, and is allowed to nobody. */
function bucketAction(method: string, query: URLSearchParams): string {
  if (query.has('versions')) return 'ListBucketVersions'
  if (query.has('uploads')) return 'ListBucketMultipartUploads'
  if (method === 'PUT') return 'CreateBucket'
  if (method === 'DELETE') return 'DeleteBucket'
  if (method === 'POST') return 'DeleteObjects, one for each key'
  return [...query.keys()].every((name) => LISTING.has(name)) ? 'ListBucket' : `unknown operation ${[...query.keys()].join(' ')}`
}

const LISTING = new Set(['list-type', 'prefix', 'delimiter', 'max-keys', 'marker', 'continuation-token', 'start-after', 'encoding-type', 'fetch-owner', 'x-id'])

function listed(query: URLSearchParams): Call['context'] {
  const known = ['prefix', 'delimiter', 'max-keys'].flatMap((name) => {
    const value = query.get(name)
    return value === null ? [] : [[`s3:${name}`, value] as const]
  })
  return Object.fromEntries(known)
}

function toReadSource(source: string): Call[] {
  const [path = '', query = ''] = source.replace(/^\//, '').split('?', 2)
  const resource = `${bucketArn('')}${decodeURIComponent(path)}`
  return [{ action: new URLSearchParams(query).has('versionId') ? 's3:GetObjectVersion' : 's3:GetObject', resource, context: {} }]
}

const tagKeys = (key: string, tags: Tags) => Object.fromEntries(Object.entries(tags).map(([name, value]) => [`${key}/${name}`, value]))
