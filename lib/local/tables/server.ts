import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import dynalite from 'dynalite'
import type { Authorization, Wording } from '../guard/authorization.ts'
import { Refusal } from '../guard/errors.ts'
import { requireLoopbackHost } from '../guard/loopback.ts'
import type { SignatureVerifier } from '../guard/signature.ts'
import { type PartitionKeyOf, tableCalls } from './actions.ts'

const WORDING: Wording = { code: 'AccessDeniedException', status: 400 }

/** DynamoDB takes 16 MB at most. */
const BODY_LIMIT = 16 * 1024 * 1024

/** DynamoDB over the folder `path`, behind the guards that the emulator lacks. Not yet listening. */
export function createTableServer(
  path: string,
  verifier: SignatureVerifier,
  authorization: Authorization,
  partitionKeyOf: PartitionKeyOf = () => undefined,
): Server {
  const server = dynalite({ path, createTableMs: 0 })
  const [handle] = server.listeners('request') as RequestListener[]
  if (handle === undefined) throw new Error('dynalite has no request listener')
  const guard = (request: IncomingMessage, body: Buffer): void => {
    requireLoopbackHost(request.headers)
    const { method = '', url = '/', headers } = request
    const caller = verifier.verify({ method, url, headers, body })
    authorization.require(caller, tableCalls(operationOf(headers['x-amz-target']?.toString() ?? ''), readJson(body), partitionKeyOf), WORDING)
    // The emulator would allow every page to read the answer.
    delete headers.origin
  }
  server.removeAllListeners('request')
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= BODY_LIMIT) chunks.push(chunk)
    })
    request.on('end', () => {
      request.removeAllListeners()
      try {
        if (size > BODY_LIMIT) throw new Refusal('RequestTooLargeException', 'The request is too large.', 413)
        const body = Buffer.concat(chunks)
        guard(request, body)
        handle(request, response)
        // The emulator listens for what has been read already.
        request.emit('data', body)
        request.emit('end')
      } catch (error) {
        refuse(response, error)
      }
    })
    request.on('error', () => response.destroy())
  })
  return server
}

/** The API of 2011 says differently what a request is for. Throws Refusal. */
function operationOf(target: string): string {
  const operation = /^DynamoDB_20120810\.(\w+)$/.exec(target)?.[1]
  if (operation === undefined) throw new Refusal('UnknownOperationException', `There is no operation ${target}.`, 400)
  return operation
}

/** What is no JSON the emulator refuses itself. */
function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown
  } catch {
    return {}
  }
}

function refuse(response: ServerResponse, error: unknown): void {
  const refusal = error instanceof Refusal ? error : new Refusal('InternalFailure', String(error), 500)
  response.writeHead(refusal.status, { 'content-type': 'application/x-amz-json-1.0', connection: 'close' })
  response.end(JSON.stringify(refusal.toJson()))
}
