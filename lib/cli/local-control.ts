import { readFile } from 'node:fs/promises'
import { S3Client } from '@aws-sdk/client-s3'
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner'
import { z } from 'zod'
import { CliError, EXIT } from './exit.ts'
import type { Instance } from './instance.ts'

const Step = z.object({ now: z.iso.datetime(), reached: z.boolean(), mails: z.int() })

/** The clock of a running instance. */
export interface Control {
  /** ISO 8601, UTC. */
  readonly now: () => Promise<string>
  /** Lets time pass up to then, but not beyond the next scheduled work; resolves when that is done. */
  readonly step: (until: Date) => Promise<z.infer<typeof Step>>
}

/** A request is signed to be made at once. */
const SECONDS = 60

/** Requests are signed with the instance's own key, which only the owner of its state folder can read. */
export async function openControl({ control, region, credentials: file }: Instance): Promise<Control> {
  const credentials = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }).parse(JSON.parse(await readFile(file, 'utf8')))
  const presigner = new S3RequestPresigner({ ...new S3Client({ region, credentials }).config })
  const { protocol, hostname, port } = new URL(control)

  async function ask(method: 'GET' | 'POST', query: Record<string, string>): Promise<unknown> {
    const signed = await presigner.presign({ method, protocol, hostname, port: Number(port), path: '/clock', query, headers: {} }, { expiresIn: SECONDS })
    const response = await fetch(`${control}/clock?${new URLSearchParams(z.record(z.string(), z.string()).parse(signed.query)).toString()}`, { method })
    if (response.status === 409) throw new CliError(EXIT.unavailable, '另一个命令正在拨时钟，请等它完成。', 'Another command is moving the clock: wait for it.')
    if (!response.ok) throw new Error(`the clock answers ${response.status}: ${await response.text()}`)
    return response.json()
  }
  return {
    now: async () => z.object({ now: z.iso.datetime() }).parse(await ask('GET', {})).now,
    step: async (until) => Step.parse(await ask('POST', { until: until.toISOString() })),
  }
}
