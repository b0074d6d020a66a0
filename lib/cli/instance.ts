import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { CliError, EXIT } from './exit.ts'

export const ROOT = resolve(import.meta.dirname, '../..')

/** The state folder: `GONGKAI_HOME`, else `.gongkai` in the project. */
export const homeFolder = (): string => resolve(process.env['GONGKAI_HOME'] ?? join(ROOT, '.gongkai'))

/** What `gongkai start` writes when all is ready; `credentials` is the path of the file that holds the access key. */
const Instance = z.object({
  api: z.url(),
  mail: z.url(),
  s3: z.url(),
  signIn: z.object({ issuer: z.url(), clientId: z.string() }),
  dynamodb: z.url(),
  control: z.url(),
  bucket: z.string(),
  region: z.string(),
  credentials: z.string(),
})
export type Instance = z.infer<typeof Instance>

const NOT_RUNNING = (home: string): CliError =>
  new CliError(
    EXIT.unavailable,
    `公开没有在运行。请先在另一个窗口运行 npm start（状态目录：${home}）。`,
    `Gongkai is not running: run npm start in another window first (state folder: ${home}).`,
  )

/**
 * The instance that runs with this state folder.
 * @throws {CliError} unavailable, if none answers.
 */
export async function findInstance(): Promise<Instance> {
  const home = homeFolder()
  let instance: Instance
  try {
    instance = Instance.parse(JSON.parse(readFileSync(join(home, 'local.json'), 'utf8')))
  } catch {
    throw NOT_RUNNING(home)
  }
  // A process that was killed leaves its local.json behind.
  const health = await fetch(`${instance.api}/health`).catch(() => null)
  if (health?.ok !== true) throw NOT_RUNNING(home)
  return instance
}
