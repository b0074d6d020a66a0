import { z } from 'zod'
import { AgencyId, ReportYear } from '../store/object-keys.ts'
import { CliError, EXIT } from './exit.ts'
import { chosenServer, type Server } from './sign-in/server.ts'

/** Whose agencies and which report year a command of a supervisor is about: its own and the year that is due, if not said. */
export const AboutOptions = z.object({
  supervisor: AgencyId.optional(),
  year: z.coerce.number().pipe(ReportYear).optional(),
  as: z.string().optional(),
})

/** @throws {CliError} findings if nobody is signed in, unavailable if no service runs. */
export async function signedInServer(as: string | undefined): Promise<Server> {
  const server = await chosenServer(as)
  if (server === null) throw new CliError(EXIT.findings, '还没有登录。请先运行 gongkai login。', 'Not signed in: run gongkai login first.')
  return server
}
