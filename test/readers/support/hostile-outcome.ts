import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import { GOOD_FILE } from './hostile-files.ts'

const HostileOutcome = z.object({
  /** Why it was refused; null if it was not. */
  code: z.string().nullable(),
  message: z.string().nullable(),
  verdict: z.string().nullable(),
  /** Of the processor, all threads; and of the clock. */
  processor: z.number(),
  seconds: z.number(),
  /** The most memory that the process ever had until then, in MB. */
  peak: z.number(),
  /** What came of a good report right behind it. */
  next: z.enum(['checked', 'rejected']),
})
export type HostileOutcome = z.infer<typeof HostileOutcome>

/** Reads the files one behind the other in one process of their own. */
export async function readApart(files: readonly (() => Uint8Array)[]): Promise<HostileOutcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-hostile-'))
  try {
    const paths = [GOOD_FILE, ...files].map((bytes, index) => {
      const path = join(folder, String(index))
      writeFileSync(path, bytes())
      return path
    })
    const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'hostile-child.ts'), ...paths])
    return stdout.trim().split('\n').map((line) => HostileOutcome.parse(JSON.parse(line)))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
