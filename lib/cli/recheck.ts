import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { AgencyId, ReportYear } from '../store/object-keys.ts'
import { findRecheckPage, type RecheckMessage, type RecheckPage, RunId } from '../store/recheck.ts'
import { startRecheck } from './api.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { readOptions } from './options.ts'
import { openRecheckSite, type RecheckSite } from './recheck-site.ts'
import { pageText, sumOf, sumText } from './recheck-text.ts'
import { settingsIn } from './settings-file.ts'
import { operatorServer } from './sign-in/server.ts'
import { print, printArray } from './terminal.ts'

const Options = z.object({
  agency: AgencyId.optional(),
  supervisor: AgencyId.optional(),
  year: z.coerce.number().pipe(ReportYear).optional(),
  all: z.boolean().default(false),
  history: z.boolean().default(false),
  settings: z.string().optional(),
  apply: z.boolean().default(false),
  mail: z.boolean().default(false),
  run: RunId.optional(),
  json: z.boolean().default(false),
  queue: z.url().optional(),
  bucket: z.string().optional(),
  as: z.string().optional(),
})
type Options = z.infer<typeof Options>

/** Without a new page for so long, the command gives up waiting; the run goes on. */
const PATIENCE_SECONDS = 300

/**
 * `gongkai recheck`: has stored reports judged again and tells what changed; stores it only with `apply`, mails only with `mail`.
 * @throws {CliError} usage for options that do not fit, unavailable if no service runs or no page comes for five minutes.
 */
export async function recheck(given: unknown): Promise<ExitCode> {
  const options = readOptions(Options, given)
  const message = options.run === undefined ? await firstPage(options) : null
  const site = await openRecheckSite(options)
  try {
    const run = options.run ?? (message === null ? '' : await begin(site, message, options))
    if (!options.json && message !== null) await print(`已开始重新核对（运行编号 ${run}）。${message.apply ? '' : '这次只比较，不保存。'}\n`)
    return await follow(site, run, message?.apply ?? false, options.json)
  } finally {
    site.close()
  }
}

/** Through the API, which enters it in its audit; past it only where a queue is named, and for a trial of settings, which changes nothing. */
async function begin(site: RecheckSite, message: RecheckMessage, { queue, as }: Options): Promise<string> {
  if (queue === undefined && message.candidate === undefined) return startRecheck(await operatorServer(as), message)
  await site.send(JSON.stringify(message))
  return message.run
}

async function firstPage(options: Options): Promise<RecheckMessage> {
  const { agency, supervisor, year, all, history, apply, mail } = options
  if (!all && agency === undefined && supervisor === undefined && year === undefined) throw wrong('请说明重新核对哪些报告：--agency、--supervisor、--year，或者 --all（全部）。')
  if (mail && !apply) throw wrong('--mail 要和 --apply 一起用：没有保存的结果不发邮件。')
  if (options.settings === undefined) return message()
  if (supervisor === undefined) throw wrong('用 --settings 试一份设置时，请用 --supervisor 说明是哪个主管部门的设置。')
  if (apply) throw wrong('试用的设置不能保存。请先用 gongkai settings import 导入设置，再用 --apply 重新核对。')
  return { ...message(), candidate: { supervisor, settings: await settingsIn(options.settings) } }

  function message(): RecheckMessage {
    const scope = { ...(agency !== undefined && { agency }), ...(supervisor !== undefined && { supervisor }), ...(year !== undefined && { year }) }
    return { run: randomUUID(), page: 0, scope, versions: history ? 'all' : 'current', after: null, apply, mail }
  }
}

async function follow(site: RecheckSite, run: string, stored: boolean, json: boolean): Promise<ExitCode> {
  const pages: RecheckPage[] = []
  async function* changes(): AsyncGenerator {
    for await (const page of pagesOf(site, run, stored)) {
      pages.push(page)
      yield* page.changed
    }
  }
  if (json) await printArray(changes())
  else
    for await (const page of pagesOf(site, run, stored)) {
      pages.push(page)
      await print(pageText(page))
    }
  const sum = sumOf(pages)
  if (!json) await print(sumText(sum))
  return sum.failed === 0 ? EXIT.ok : EXIT.findings
}

/** The pages of a run as they are done, to the last one; if they are to be `stored`, once they are. */
async function* pagesOf({ s3, bucket }: RecheckSite, run: string, stored: boolean): AsyncGenerator<RecheckPage> {
  for (let number = 0, next: string | null = ''; next !== null; number += 1) {
    const page = await pageOnceDone(number)
    yield page
    next = page.next
  }

  async function pageOnceDone(number: number): Promise<RecheckPage> {
    const until = Date.now() + PATIENCE_SECONDS * 1000
    for (let pause = 100; Date.now() < until; pause = Math.min(pause * 1.5, 2000)) {
      const page = await findRecheckPage(s3, bucket, run, number)
      if (page !== null && (page.applied || !stored)) return page
      await sleep(pause)
    }
    throw new CliError(EXIT.unavailable, `等了${PATIENCE_SECONDS / 60}分钟没有新的进展。核对仍在继续，稍后可以用 gongkai recheck --run ${run} 查看。`, `No progress for ${PATIENCE_SECONDS / 60} minutes; see gongkai recheck --run ${run} later.`)
  }
}

const wrong = (chinese: string): CliError => new CliError(EXIT.usage, chinese, 'Wrong options: see gongkai recheck --help.')
