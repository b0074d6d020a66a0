import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { SaxesParser } from 'saxes'
import { Refusal } from '../guard/errors.ts'
import type { BucketStore } from './store.ts'
import { escapeXml } from './xml.ts'

/**
 * The tags of objects, which the emulator does not know: it would take their XML for a new body.
 * Source: Amazon S3 API Reference, “PutObjectTagging”, “GetObjectTagging”, “DeleteObjectTagging”; S3 User Guide, “Object tagging”.
 */
type Tags = Readonly<Record<string, string>>

const MOST_TAGS = 10
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u

const malformed = (): Refusal => new Refusal('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema', 400)

/** Answers GET, PUT and DELETE of `?tagging`. Throws Refusal. */
export function answerTagging(store: BucketStore, bucket: string, versionId: string | undefined, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const version = store.head(bucket, keyOf(request), versionId)
  if (version.versionId !== 'null') void reply.header('x-amz-version-id', version.versionId)
  switch (request.method) {
    case 'GET':
      return reply.type('application/xml').send(writeTagging(version.tags))
    case 'PUT':
      store.tag(bucket, version, readTagging(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''))
      return reply.status(200).send()
    case 'DELETE':
      store.tag(bucket, version, {})
      return reply.status(204).send()
    default:
      throw new Refusal('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405)
  }
}

/** The tags that a request gives what it writes: the header `x-amz-tagging`, as a query. Undefined where a copy keeps its source's. */
export function tagsOf(headers: IncomingHttpHeaders): Tags | undefined {
  const copied = headers['x-amz-copy-source'] !== undefined && headers['x-amz-tagging-directive'] !== 'REPLACE'
  if (copied) return undefined
  return checked([...new URLSearchParams(headers['x-amz-tagging']?.toString() ?? '')])
}

/** Reads `<Tagging><TagSet><Tag><Key/><Value/></Tag></TagSet></Tagging>`. Throws Refusal. */
export function readTagging(xml: string): Tags {
  const pairs: [string, string][] = []
  const path: string[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name }) => {
    path.push(name)
    if (path.join('/') === 'Tagging/TagSet/Tag') pairs.push(['', ''])
  })
  parser.on('closetag', () => void path.pop())
  parser.on('text', (text) => {
    const pair = pairs.at(-1)
    if (pair === undefined) return
    if (path.join('/') === 'Tagging/TagSet/Tag/Key') pair[0] += text
    if (path.join('/') === 'Tagging/TagSet/Tag/Value') pair[1] += text
  })
  parser.on('error', () => {
    throw malformed()
  })
  parser.write(xml).close()
  return checked(pairs)
}

function checked(pairs: readonly (readonly [string, string])[]): Tags {
  const tags = Object.fromEntries(pairs)
  const valid = pairs.every(([key, value]) => key !== '' && key.length <= 128 && value.length <= 256 && ALLOWED.test(key) && ALLOWED.test(value))
  if (!valid || Object.keys(tags).length < pairs.length) throw new Refusal('InvalidTag', 'The tag provided was not a valid tag.', 400)
  if (pairs.length > MOST_TAGS) throw new Refusal('BadRequest', `Object tags cannot be greater than ${MOST_TAGS}`, 400)
  return tags
}

const writeTagging = (tags: Tags): string =>
  '<?xml version="1.0" encoding="UTF-8"?>\n<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet>' +
  Object.entries(tags)
    .map(([key, value]) => `<Tag><Key>${escapeXml(key)}</Key><Value>${escapeXml(value)}</Value></Tag>`)
    .join('') +
  '</TagSet></Tagging>'

/** Of `/bucket/key?query`. */
export const keyOf = (request: Pick<FastifyRequest, 'url'>): string => decodeURIComponent(/^\/[^/?]+\/([^?]*)/.exec(request.url)?.[1] ?? '')
