import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { accessDenied, Refusal } from './errors.ts'
import type { Caller, Keyring } from './keyring.ts'

/**
 * AWS Signature Version 4, the verifying side: signed headers, presigned URLs, POST policies.
 * Source: AWS IAM User Guide, “Create a signed AWS API request”; Amazon S3 API Reference, “Authenticating requests”.
 */

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface SignedRequest {
  readonly method: string
  /** As on the wire: path and query, still percent-encoded. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** Null where the body is not at hand; its hash is then taken from the signed header. */
  readonly body: Buffer | null
}

const ALGORITHM = 'AWS4-HMAC-SHA256'
const UNSIGNED = 'UNSIGNED-PAYLOAD'
const MAXIMUM_SKEW_MS = 15 * 60 * 1000
const MAXIMUM_EXPIRY_SECONDS = 7 * 24 * 60 * 60

const sha256 = (data: string | Buffer): string => hash('sha256', data)
const hmac = (key: string | Buffer | KeyObject, data: string): Buffer => createHmac('sha256', key).update(data).digest()
const mismatch = (): Refusal =>
  new Refusal('SignatureDoesNotMatch', 'The request signature does not match the signature you provided.', 403)

const hashMismatch = (): Refusal =>
  new Refusal('XAmzContentSHA256Mismatch', 'The provided x-amz-content-sha256 does not match what was computed.', 400)

/** RFC 3986, as AWS wants it: everything but unreserved characters. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

interface Scope {
  readonly accessKeyId: string
  readonly secret: string
  readonly caller: Caller
  readonly date: string
  readonly region: string
  readonly service: string
}

export class SignatureVerifier {
  readonly #keyring: Keyring
  readonly #now: () => number
  readonly #keys = new Map<string, KeyObject>()

  /** `now` gives the time in milliseconds since 1970. */
  constructor(keyring: Keyring, now: () => number = () => Date.now()) {
    this.#keyring = keyring
    this.#now = now
  }

  /** Gives who has signed the request, in its headers or in its query. Throws Refusal unless that is a key of the keyring. */
  verify(request: SignedRequest): Caller {
    const [path = '/', query = ''] = request.url.split(/\?(.*)/s, 2)
    const parameters = new URLSearchParams(query)
    if (parameters.has('X-Amz-Signature')) return this.#verifyPresigned(request, path, parameters)
    if (request.headers.authorization !== undefined) return this.#verifyHeader(request, path, parameters)
    throw accessDenied('Anonymous access is not allowed.')
  }

  /** Gives who has signed `policy` (base64, as sent). Throws Refusal unless it carries this signature and credential. */
  verifyPolicy(policy: string, fields: { credential: string; algorithm: string; date: string; signature: string; token: string }): Caller {
    if (fields.algorithm !== ALGORITHM) throw new Refusal('InvalidArgument', 'Only AWS4-HMAC-SHA256 is accepted.', 400)
    const scope = this.#scope(fields)
    this.#compare(hmac(this.#key(scope), policy).toString('hex'), fields.signature)
    return scope.caller
  }

  #verifyHeader(request: SignedRequest, path: string, parameters: URLSearchParams): Caller {
    const header = request.headers.authorization ?? ''
    const parts = /^AWS4-HMAC-SHA256 +Credential=([^,\s]+), *SignedHeaders=([^,\s]+), *Signature=([0-9a-f]{64})$/.exec(header)
    const [, credential = '', signedHeaders = '', signature = ''] = parts ?? []
    if (parts === null) throw new Refusal('AuthorizationHeaderMalformed', 'The authorization header is malformed.', 400)
    const date = one(request.headers, 'x-amz-date')
    if (Math.abs(this.#now() - parseDate(date)) > MAXIMUM_SKEW_MS)
      throw new Refusal('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', 403)
    const payload = this.#payloadHash(request)
    const token = request.headers['x-amz-security-token']?.toString() ?? ''
    return this.#check(request, path, parameters, { credential, signedHeaders, signature, date, payload, token })
  }

  #verifyPresigned(request: SignedRequest, path: string, parameters: URLSearchParams): Caller {
    const parameter = (name: string): string => parameters.get(name) ?? ''
    if (parameter('X-Amz-Algorithm') !== ALGORITHM) throw accessDenied('Only AWS4-HMAC-SHA256 is accepted.')
    const date = parameter('X-Amz-Date')
    const seconds = Number(parameter('X-Amz-Expires'))
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAXIMUM_EXPIRY_SECONDS)
      throw new Refusal('AuthorizationQueryParametersError', 'X-Amz-Expires must be between 1 and 604800 seconds.', 400)
    const signedAt = parseDate(date)
    if (signedAt - this.#now() > MAXIMUM_SKEW_MS) throw accessDenied('Request is not valid yet')
    if (signedAt + seconds * 1000 < this.#now()) throw accessDenied('Request has expired')
    const signature = parameter('X-Amz-Signature')
    const payload = parameters.get('X-Amz-Content-Sha256') ?? UNSIGNED
    if (payload !== UNSIGNED && (request.body === null || sha256(request.body) !== payload)) throw hashMismatch()
    const unsigned = new URLSearchParams(parameters)
    unsigned.delete('X-Amz-Signature')
    return this.#check(request, path, unsigned, {
      credential: parameter('X-Amz-Credential'),
      signedHeaders: parameter('X-Amz-SignedHeaders'),
      signature,
      date,
      payload,
      token: parameter('X-Amz-Security-Token'),
    })
  }

  /** The hash that was signed; throws Refusal where the body at hand has another one. */
  #payloadHash({ headers, body }: SignedRequest): string {
    const declared = headers['x-amz-content-sha256']
    if (typeof declared !== 'string') {
      if (body === null) throw accessDenied('x-amz-content-sha256 is missing')
      return sha256(body)
    }
    if (/^[0-9a-f]{64}$/.test(declared) && body !== null && sha256(body) !== declared)
      throw hashMismatch()
    return declared
  }

  #check(
    request: SignedRequest,
    path: string,
    parameters: URLSearchParams,
    given: { credential: string; signedHeaders: string; signature: string; date: string; payload: string; token: string },
  ): Caller {
    const scope = this.#scope(given)
    const names = given.signedHeaders.split(';')
    requireSigned(request.headers, names)
    const canonical = [
      request.method,
      // S3 signs the path as it is on the wire; the other services are addressed at `/`, where it makes no difference.
      path,
      canonicalQuery(parameters),
      ...names.map((name) => `${name}:${one(request.headers, name).trim().replaceAll(/ +/g, ' ')}`),
      '',
      given.signedHeaders,
      given.payload,
    ].join('\n')
    const toSign = [ALGORITHM, given.date, `${scope.date}/${scope.region}/${scope.service}/aws4_request`, sha256(canonical)]
    this.#compare(hmac(this.#key(scope), toSign.join('\n')).toString('hex'), given.signature)
    return scope.caller
  }

  #scope({ credential, date, token }: { credential: string; date: string; token: string }): Scope {
    const [accessKeyId = '', day = '', region = '', service = '', terminator] = credential.split('/')
    const key = this.#keyring.find(accessKeyId)
    if (key === undefined)
      throw new Refusal('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403)
    if (token !== (key.session?.token ?? '')) throw new Refusal('InvalidToken', 'The provided token is malformed or otherwise invalid.', 400)
    if (key.session !== undefined && key.session.expires < this.#now()) throw new Refusal('ExpiredToken', 'The provided token has expired.', 400)
    if (terminator !== 'aws4_request' || !date.startsWith(day) || day.length !== 8) throw mismatch()
    return { accessKeyId, ...key, date: day, region, service }
  }

  #key({ accessKeyId, secret, date, region, service }: Scope): KeyObject {
    const name = `${accessKeyId}/${date}/${region}/${service}`
    const known = this.#keys.get(name)
    if (known !== undefined) return known
    const key = createSecretKey([region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secret}`, date)))
    this.#keys.set(name, key)
    return key
  }

  #compare(expected: string, given: string): void {
    const [left, right] = [Buffer.from(expected), Buffer.from(given)]
    if (left.length !== right.length || !timingSafeEqual(left, right)) throw mismatch()
  }
}

const canonicalQuery = (parameters: URLSearchParams): string =>
  [...parameters]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/** `Host` and every `x-amz-*` header have to be among the signed ones, or a third party could add some. */
function requireSigned(headers: IncomingHttpHeaders, signed: readonly string[]): void {
  const unsigned = Object.keys(headers).filter((name) => (name === 'host' || name.startsWith('x-amz-')) && !signed.includes(name))
  if (unsigned.length > 0) throw accessDenied(`There were headers present in the request which were not signed: ${unsigned.join(', ')}`)
}

function one(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name]
  if (value === undefined) throw accessDenied(`The signed header ${name} is missing`)
  return Array.isArray(value) ? value.join(',') : value
}

/** `20260131T120000Z` in milliseconds since 1970. */
function parseDate(date: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)
  const [, year, month, day, hour, minute, second] = parts ?? []
  if (parts === null) throw accessDenied('X-Amz-Date is missing or malformed')
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}
