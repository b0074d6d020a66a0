import type { Examined } from '../../check/index.ts'
import type { Entry } from '../../report/index.ts'
import { CliError, EXIT } from '../exit.ts'
import { isInside, type Output } from './output.ts'

/** What `check` is asked to write: a workbook, a folder of pages. */
interface Wanted {
  readonly out?: string | undefined
  readonly html?: string | undefined
}

/**
 * Opens what is to be written; the rooms that write it are loaded only then.
 * @throws {CliError} usage, if it cannot be written there.
 */
export async function openOutputs({ out, html }: Wanted, date: string): Promise<Output[]> {
  if (out !== undefined && html !== undefined && isInside(html, out))
    throw new CliError(EXIT.usage, '汇总表不能放在网页的文件夹里，请换一个地方。', 'The workbook cannot be in the folder of the pages.')
  return [
    ...(out === undefined ? [] : [await (await import('./workbook.ts')).workbookOutput(out, date)]),
    ...(html === undefined ? [] : [await (await import('./pages.ts')).pagesOutput(html, date)]),
  ]
}

/**
 * The files that are not themselves written by this check, or were by an earlier one.
 * @throws {CliError} usage, if nothing is left.
 */
export function withoutOutputs(files: readonly string[], outputs: readonly Output[]): readonly string[] {
  const left = files.filter((file) => !outputs.some(({ owns }) => owns(file)))
  if (left.length > 0) return left
  throw new CliError(EXIT.usage, '要核对的文件就是要写的文件，没有别的文件可以核对。', 'What is to be checked is what is to be written; nothing else is left.')
}

/** The entries as they come, each passed to all outputs first; their documents are let go. */
export async function* recorded(examined: AsyncIterable<Examined>, outputs: readonly Output[]): AsyncGenerator<Entry> {
  for await (const one of examined) {
    for (const output of outputs) await output.add(one)
    yield one.entry
  }
}
