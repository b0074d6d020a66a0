import { open } from 'node:fs/promises'
import { sep } from 'node:path'
import { isArchive, unpack } from '../intake/index.ts'
import { Refusal } from '../readers/refusal.ts'
import type { Rejection } from '../report/index.ts'

/** A file to be checked: on disk, or in an archive on disk. */
export interface Source {
  /** `folder/archive.zip/folder/file.docx`. */
  readonly file: string
  /** What it came with, so that it may be a part of a report; null if it was named by itself. */
  readonly within: 'folder' | 'archive' | null
  readonly read: () => Promise<Uint8Array | Rejection>
}

type Read = (file: string) => Promise<Uint8Array | Rejection>

/** Archives that are kept open while their files are read one after the other. */
const KEPT = 2

/**
 * The files, and in place of each archive the files in it. One that cannot be opened stands for itself, with the reason.
 * @param typed the arguments themselves: a file named on the command line is nobody's part
 */
export async function withinArchives(files: readonly string[], typed: ReadonlySet<string>, read: Read): Promise<Source[]> {
  const archives = new Archives(read)
  const sources: Source[] = []
  for (const file of files) {
    const members = (await startsAsArchive(file)) ? await archives.list(file) : null
    if (members === null) sources.push({ file, within: typed.has(file) ? null : 'folder', read: () => read(file) })
    else if ('code' in members) sources.push({ file, within: null, read: () => Promise.resolve(members) })
    else for (const path of members) sources.push({ file: `${file}/${path}`, within: 'archive', read: () => archives.read(file, path) })
  }
  return sources
}

/** Where a file lies as `lib/intake` has it. */
export const pathOf = (file: string): string => file.split(sep).join('/')

async function startsAsArchive(file: string): Promise<boolean> {
  const handle = await open(file).catch(() => null)
  if (handle === null) return false
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && ['PK\x03\x04', 'PK\x05\x06'].includes(buffer.toString('latin1'))
  } catch {
    return false
  } finally {
    await handle.close()
  }
}

type Opened = ReturnType<typeof unpack> | null

/** Archives by path, opened when they are needed and no more than a few at a time. */
class Archives {
  readonly #readFile: Read
  readonly #opened = new Map<string, Promise<Opened>>()

  constructor(read: Read) {
    this.#readFile = read
  }

  /** The paths in it; why it cannot be opened; null if it is no archive. */
  async list(file: string): Promise<string[] | Rejection | null> {
    const opened = await this.#open(file)
    if (opened === null) return null
    return opened.ok ? opened.archive.members.map(({ path }) => path) : opened.rejection
  }

  async read(file: string, path: string): Promise<Uint8Array | Rejection> {
    const opened = await this.#open(file)
    const member = opened?.ok === true ? opened.archive.members.find((each) => each.path === path) : undefined
    try {
      return member?.read() ?? CHANGED
    } catch (error) {
      if (error instanceof Refusal) return error.rejection
      throw error
    }
  }

  #open(file: string): Promise<Opened> {
    const known = this.#opened.get(file)
    if (known !== undefined) return known
    const [oldest] = this.#opened.keys()
    if (oldest !== undefined && this.#opened.size >= KEPT) this.#opened.delete(oldest)
    const opened = this.#readFile(file).then((bytes) => ('code' in bytes || !isArchive(bytes) ? null : unpack(bytes)))
    this.#opened.set(file, opened)
    return opened
  }
}

const CHANGED: Rejection = { code: 'unreadable-file', message: '压缩包在核对时被改动，读不到这个文件。请重新核对。' }
