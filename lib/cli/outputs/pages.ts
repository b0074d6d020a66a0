import { mkdir, open, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { folderLine, folderPage, GENERATOR, reportPage, type FolderLine } from '../../page/index.ts'
import { CliError, EXIT } from '../exit.ts'
import { isInside, type Output } from './output.ts'
import { pageNames } from './page-names.ts'

/**
 * A page per entry and an overview, `index.html`, in a folder of their own. Pages are written one by one and not kept.
 * @param date the day of the check
 * @throws {CliError} usage, if the folder holds anything but pages of an earlier check, or cannot be written.
 */
export async function pagesOutput(folder: string, date: string): Promise<Output> {
  await prepare(folder)
  const nameOf = pageNames(['index.html'])
  const lines: FolderLine[] = []
  return {
    owns: (file) => isInside(folder, file),
    add: async ({ entry, document }) => {
      const name = nameOf(entry.file)
      lines.push(folderLine(entry, encodeURIComponent(name)))
      await writeFile(join(folder, name), reportPage(entry, document, date))
    },
    finish: async () => {
      const index = join(folder, 'index.html')
      await writeFile(index, folderPage(lines, date))
      return `网页：${index}`
    },
  }
}

async function prepare(folder: string): Promise<void> {
  let strangers: string[]
  try {
    await mkdir(folder, { recursive: true })
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.'))
    const ours = await Promise.all(names.map((name) => isOurs(join(folder, name))))
    strangers = names.filter((_, index) => ours[index] === false)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new CliError(EXIT.usage, `网页的文件夹不能用（${reason}）：${folder}`, `Cannot use the folder for pages (${reason}): ${folder}`)
  }
  const [stranger] = strangers
  if (stranger === undefined) return
  throw new CliError(
    EXIT.usage,
    `文件夹里有别的文件（${stranger}），为了不覆盖它们，请换一个新的文件夹放网页：${folder}`,
    `The folder holds other files (${stranger}); give a new one for the pages: ${folder}`,
  )
}

/** A page that an earlier check wrote says so at its beginning. */
async function isOurs(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null)
  if (file === null) return false
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0)
    return buffer.toString('utf8', 0, bytesRead).includes(GENERATOR)
  } catch {
    return false
  } finally {
    await file.close()
  }
}
