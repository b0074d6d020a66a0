import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import dynalite from 'dynalite'
import { Refusal } from '../guard/errors.ts'
import { requireLoopbackHost } from '../guard/loopback.ts'
import type { SignatureVerifier } from '../guard/signature.ts'

/** DynamoDB over the folder `path`, behind the guards that the emulator lacks. Not yet listening. */
export function createTableServer(path: string, verifier: SignatureVerifier): Server {
  const server = dynalite({ path, createTableMs: 0 })
  const [handle] = server.listeners('request') as RequestListener[]
  if (handle === undefined) throw new Error('dynalite has no request listener')
  server.removeAllListeners('request')
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    try {
      requireLoopbackHost(request.headers)
      verifier.verify({ method: request.method ?? '', url: request.url ?? '/', headers: request.headers, body: null })
    } catch (error) {
      refuse(response, error)
      return
    }
    // The emulator would allow every page to read the answer.
    delete request.headers.origin
    handle(request, response)
  })
  return server
}

function refuse(response: ServerResponse, error: unknown): void {
  const refusal = error instanceof Refusal ? error : new Refusal('InternalFailure', String(error), 500)
  response.writeHead(refusal.status, { 'content-type': 'application/x-amz-json-1.0', connection: 'close' })
  response.end(JSON.stringify(refusal.toJson()))
}
