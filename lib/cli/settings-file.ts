import { readFile } from 'node:fs/promises'
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import type { RuleSettings } from '../report/index.ts'
import { checkSettings } from '../rules/settings/problems.ts'
import { CliError, EXIT } from './exit.ts'

/** What is wrong in a settings file, and in which line if it can be told. */
export interface FileProblem {
  readonly line: number | null
  readonly message: string
}

export type SettingsFileResult =
  | { readonly ok: true; readonly settings: RuleSettings }
  | { readonly ok: false; readonly problems: readonly FileProblem[] }

/**
 * Reads a settings file, YAML or JSON.
 * @throws {CliError} usage if it cannot be opened.
 */
export async function readSettingsFile(file: string): Promise<SettingsFileResult> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CliError(EXIT.usage, `打不开文件：${file}`, `Cannot read the file: ${file}`)
  })
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const [broken] = document.errors
  if (broken !== undefined) {
    const message = broken.code === 'DUPLICATE_KEY' ? '同一项写了两次，请只留一个。' : '这一行的写法读不懂。请检查缩进、冒号后面的空格和引号。'
    return { ok: false, problems: [{ line: lines.linePos(broken.pos[0]).line, message }] }
  }
  // An empty file, or one of comments alone, decides nothing.
  const checked = checkSettings(document.toJS() ?? {})
  if (checked.ok) return checked
  const problems = checked.problems.map(({ path, message }) => ({ line: lineOf(document, path, lines), message }))
  return { ok: false, problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) }
}

/** The line of a value, or of the nearest thing around it that stands in the file. */
function lineOf(document: Document, path: readonly (string | number)[], lines: LineCounter): number | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range != null) return lines.linePos(node.range[0]).line
  }
  return null
}

/** The problems for people to read, a line each. */
export const problemText = (problems: readonly FileProblem[]): string =>
  problems.map(({ line, message }) => `${line === null ? '' : `第${line}行：`}${message}\n`).join('')

/**
 * The settings in a file that has to be right.
 * @throws {CliError} usage, with all that is wrong in it.
 */
export async function settingsIn(file: string): Promise<RuleSettings> {
  const read = await readSettingsFile(file)
  if (read.ok) return read.settings
  throw new CliError(EXIT.usage, `设置文件${file}有${read.problems.length}处问题：${problemText(read.problems)}`, `The settings file is wrong: ${file}`)
}
