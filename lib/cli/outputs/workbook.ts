import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Workbook } from '../../workbook/index.ts'
import { CliError, EXIT } from '../exit.ts'
import type { Output } from './output.ts'

/**
 * A workbook of all entries. It replaces a file of that name only when it is whole.
 * @param date the day of the check
 * @throws {CliError} usage, if it could not be written there.
 */
export async function workbookOutput(path: string, date: string): Promise<Output> {
  if (!/\.xlsx$/i.test(path)) throw new CliError(EXIT.usage, `汇总表的文件名要以 .xlsx 结尾：${path}`, `The workbook’s name must end in .xlsx: ${path}`)
  await mayWrite(path)
  const workbook = new Workbook()
  return {
    owns: (file) => resolve(file) === resolve(path),
    add: ({ entry }) => {
      workbook.add(entry)
      return Promise.resolve()
    },
    finish: async () => {
      const part = `${path}.part`
      try {
        await writeFile(part, await workbook.write(date))
        await rename(part, path)
      } catch (error) {
        await rm(part, { force: true })
        throw refused(path, error)
      }
      return `汇总表：${path}`
    },
  }
}

/** Found out before the work: a workbook that is open in Excel cannot be replaced. */
async function mayWrite(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    const found = await stat(path).catch(() => null)
    if (found !== null) await (await open(path, 'r+')).close()
  } catch (error) {
    throw refused(path, error)
  }
}

function refused(path: string, error: unknown): CliError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  return new CliError(EXIT.usage, `汇总表写不进去（${reason}）：${path}。如果它在 Excel 里打开着，请先关掉。`, `Cannot write the workbook (${reason}): ${path}`)
}
