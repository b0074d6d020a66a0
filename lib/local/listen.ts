import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

const LOOPBACK = '127.0.0.1'

const inUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

/** Listens on loopback; gives the port. Rejects if it is taken. */
export function listenServer(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject)
      resolve(portOf(server))
    })
  })
}

/** The first free port from `preferred` on, within twenty; 0 (any) if there is none. */
export async function freePort(preferred: number): Promise<number> {
  for (let port = preferred; port < preferred + 20; port += 1) {
    const probe = createServer()
    try {
      await listenServer(probe, port)
      return port
    } catch (error) {
      if (!inUse(error)) throw error
    } finally {
      probe.close()
    }
  }
  return 0
}

interface Listening {
  readonly server: Server
  listen(options: { port: number; host: string }): Promise<string>
}

/** The same for a Fastify app. */
export async function listenApp(app: Listening, port = 0): Promise<number> {
  await app.listen({ port, host: LOOPBACK })
  return portOf(app.server)
}

/** Ends a server and whatever connections it has. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((closed) => {
    server.close(() => closed())
    server.closeAllConnections()
  })
