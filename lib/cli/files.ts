import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CliError, EXIT } from './exit.ts'

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The files that the arguments mean, in the order given: a file as it was typed, a folder as all files in it
 * and below it, sorted by path. Hidden files (`.DS_Store`) and what is no file at all are left out.
 * @throws {CliError} usage, if an argument names nothing or nothing is left.
 */
export async function expand(paths: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const path of paths) {
    const found = await stat(path).catch(() => null)
    if (found === null) throw new CliError(EXIT.usage, `找不到文件或文件夹：${path}`, `No such file or folder: ${path}`)
    files.push(...(found.isDirectory() ? (await filesIn(path)).sort(byName) : [path]))
  }
  if (files.length > 0) return files
  throw new CliError(EXIT.usage, `文件夹里没有文件：${paths.join('、')}`, `No file in: ${paths.join(', ')}`)
}

/** A folder that cannot be listed stands for itself, so that it is reported as unreadable. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null)
  if (entries === null) return [folder]
  const found: string[] = []
  for (const entry of entries.filter(({ name }) => !name.startsWith('.'))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) found.push(...(await filesIn(path)))
    // A link is followed to a file, not to a folder, which could lead back here.
    else if (entry.isFile() || (entry.isSymbolicLink() && (await isFileOrBroken(path)))) found.push(path)
  }
  return found
}

const isFileOrBroken = (path: string): Promise<boolean> =>
  stat(path).then(
    (target) => target.isFile(),
    () => true,
  )
