import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { check } from '../check/index.ts'
import { oneLine } from '../mail/index.ts'
import type { ReportDetail } from '../store/api.ts'
import { reportDetail, summary } from './api.ts'
import { chinaToday } from './today.ts'
import { detailText } from './entry-text.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { expand } from './files.ts'
import { inOrder } from './in-order.ts'
import { findInstance } from './instance.ts'
import { asUser, chosenServer } from './sign-in/server.ts'
import { colours, print, printArray } from './terminal.ts'
import { outcomeOf, upload } from './upload.ts'

/** Submissions waited for at the same time. */
const AT_ONCE = 8

interface Sent {
  readonly submission: string
  readonly agency: string
  readonly year: number
  readonly file: string
}

const SubmitOptions = z.object({
  agency: z.string(),
  year: z.string().optional(),
  as: z.string().optional(),
  wait: z.boolean().default(false),
  json: z.boolean().default(false),
})

/**
 * `gongkai submit`: uploads files as an agency would, and with `wait` prints what came of them.
 * @throws {CliError} usage or unavailable; a file that is refused is told on stderr and the others go on.
 */
export async function submit(paths: readonly string[], options: unknown): Promise<ExitCode> {
  const { agency, wait, json, as, year: wanted } = SubmitOptions.parse(options)
  const given = wanted === undefined ? undefined : yearOf(wanted)
  const files = await expand(paths)
  // On this machine nobody has to sign in first: an agency's report is submitted as the agency.
  const server = (await chosenServer(as)) ?? asUser(await findInstance(), agency)
  const sent: Sent[] = []
  let code: ExitCode = EXIT.ok
  // One after the other: versions are ordered by when they were uploaded.
  for (const file of files) {
    const year = given ?? (await yearInTitle(file)) ?? lastYear()
    try {
      const { submission } = await upload(server, { agency, year }, file)
      sent.push({ submission, agency, year, file })
      if (!json) await print(`已上传：${oneLine(file)}（${year}年，提交编号 ${submission}）\n`)
    } catch (error) {
      if (!(error instanceof CliError)) throw error
      process.stderr.write(`${oneLine(file)}：${error.message}\n`)
      code = error.exitCode
    }
  }
  if (!wait) {
    if (json) await print(`${JSON.stringify(sent, null, 2)}\n`)
    return code
  }
  const detailOf = async ({ submission }: Sent): Promise<ReportDetail> =>
    reportDetail(server, (await outcomeOf(server, submission)).id)
  if (json) await printArray(inOrder(sent, AT_ONCE, async (one) => summary(await detailOf(one))))
  else for await (const detail of inOrder(sent, AT_ONCE, detailOf)) await print(detailText(detail, colours))
  return code
}

async function yearInTitle(file: string): Promise<number | null> {
  const bytes = await readFile(file).catch(() => new Uint8Array())
  const { record } = await check(bytes, file, { date: chinaToday() })
  return record?.year ?? null
}

const lastYear = (): number => Number(chinaToday().slice(0, 4)) - 1

function yearOf(given: string): number {
  const parsed = z.string().regex(/^20\d\d$/).safeParse(given)
  if (parsed.success) return Number(parsed.data)
  throw new CliError(EXIT.usage, `年度不对：${given}。请写成 2025 这样。`, `Not a year: ${given}. Write it as 2025.`)
}
