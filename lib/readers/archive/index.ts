import type { Rejection } from '../../report/index.ts'
import { LIMITS } from '../limits.ts'
import { raise, Refusal } from '../refusal.ts'
import { sniff } from '../sniff.ts'
import { Zip, type ZipEntry } from '../zip/index.ts'
import { cleanPath, noise, uniquePath } from './names.ts'

/** A file of an archive, or of an archive in it. */
export interface ArchiveMember {
  /** `folder/file.docx`, `inner.zip/file.docx`; no two members have the same. Safe to show, not to write to. */
  readonly path: string
  /** Unpacks it, each time anew. @throws {Refusal} with what is wrong with this file alone. */
  readonly read: () => Uint8Array
}

export interface Archive {
  /** In the order of their paths. */
  readonly members: readonly ArchiveMember[]
  /** What systems and programs leave behind; `reason` in Chinese. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
}

/** Whether bytes are an archive of files that can be opened; an Office file is none, although it is a ZIP container. */
export const isArchive = (bytes: Uint8Array): boolean => sniff(bytes)?.id === 'zip'

const BOUNDS = { entry: LIMITS.upload, total: Infinity }
const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`

/**
 * Opens a ZIP archive, and archives in it once. Every file is unpacked once to see what it is; what is wrong with a
 * single one is told when it is read.
 * @throws {Refusal} for the whole: `damaged-archive`, `too-many-files` (5,000), `too-large` (200 MB unpacked, as
 *   declared), `password`, `empty-archive`.
 */
export function openArchive(bytes: Uint8Array): Archive {
  const opening = new Opening()
  opening.open(bytes, '')
  const { members, skipped } = opening
  if (members.length === 0) throw emptyArchive()
  if (opening.locked === members.length) throw new Refusal('password', '压缩包设有密码，无法打开。请不设密码重新压缩，再重新上传。')
  return { members: members.sort(byPath), skipped: skipped.sort(byPath) }
}

const byPath = (a: { readonly path: string }, b: { readonly path: string }): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)

class Opening {
  readonly members: ArchiveMember[] = []
  readonly skipped: { readonly path: string; readonly reason: string }[] = []
  locked = 0
  #entries = 0
  #total = 0
  readonly #paths = new Set<string>()

  /** `folder` is '' for the archive itself, else the path of the archive in it and a slash. */
  open(bytes: Uint8Array, folder: string): void {
    const zip = openZip(bytes)
    const files = zip.entries.filter(({ name }) => !name.endsWith('/'))
    if (files.length === 0) throw emptyArchive()
    this.#entries += zip.entries.length
    if (this.#entries > LIMITS.zipEntries) throw tooMany()
    this.#total += files.filter(({ size }) => size <= BOUNDS.entry).reduce((sum, { size }) => sum + size, 0)
    if (this.#total > LIMITS.archiveTotal)
      throw new Refusal('too-large', `压缩包里的文件解压后超过 ${megabytes(LIMITS.archiveTotal)} 的上限，没有打开。请分成几个压缩包上传。`)
    for (const entry of files) this.#take(zip, entry, folder)
  }

  #take(zip: Zip, entry: ZipEntry, folder: string): void {
    const path = uniquePath(`${folder}${cleanPath(entry.name) || '未命名文件'}`, this.#paths)
    const reason = noise(path)
    if (reason !== null) this.skipped.push({ path, reason })
    else this.#look(path, () => unpack(zip, entry), folder !== '')
  }

  #look(path: string, read: () => Uint8Array, nested: boolean): void {
    try {
      const bytes = read()
      if (!isArchive(bytes)) this.members.push({ path, read })
      else if (nested) throw new Refusal('nested-archive', '压缩包里的压缩包里还有压缩包，没有再往里打开。请把里面的文件解压出来，重新压缩成一层后再上传。')
      else this.open(bytes, `${path}/`)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.rejection.code === 'password') this.locked += 1
      this.members.push({ path, read: () => raise(error) })
    }
  }
}

const emptyArchive = () => new Refusal('empty-archive', '压缩包里没有文件。请把报告放进压缩包后重新上传。')
const tooMany = () =>
  new Refusal('too-many-files', `压缩包里的文件超过 ${LIMITS.zipEntries} 个，没有打开。请只放年度报告，分成几个压缩包上传。`)

function openZip(bytes: Uint8Array): Zip {
  try {
    return new Zip(bytes, BOUNDS)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw error.rejection.code === 'too-large' ? tooMany() : new Refusal('damaged-archive', '压缩包已损坏或不完整，无法打开。请重新压缩后再上传。')
  }
}

function unpack(zip: Zip, entry: ZipEntry): Uint8Array {
  try {
    return zip.unpack(entry)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw inArchive(error, entry)
  }
}

const WORDS: Readonly<Record<string, (entry: ZipEntry) => string>> = {
  password: () => '压缩包里的这个文件设有密码，无法读取。请不设密码重新压缩，再重新上传。',
  'damaged-file': () => '压缩包里的这个文件已损坏，解压不出来。请用原文件重新压缩后再上传。',
  'too-large': ({ size }) =>
    `这个文件解压后有 ${megabytes(size)}，超过 ${megabytes(BOUNDS.entry)} 的上限，没有读取。请去掉图片和附件，只保留报告正文。`,
}

/** A container speaks of the file that it is; what is wrong here is one file in it. */
function inArchive(error: Refusal, entry: ZipEntry): Refusal {
  const { code, message }: Rejection = error.rejection
  return new Refusal(code, WORDS[code]?.(entry) ?? message)
}
