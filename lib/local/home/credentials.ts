import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Credentials } from '../guard/signature.ts'

const Stored = z.object({ accessKeyId: z.string().min(16), secretAccessKey: z.string().min(32) })

/** The access key of this state folder: made at the first start, readable by its owner alone. */
export function loadCredentials(file: string): Credentials {
  if (!existsSync(file)) {
    const made = {
      accessKeyId: `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString('base64url'),
    }
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  }
  return Stored.parse(JSON.parse(readFileSync(file, 'utf8')))
}
