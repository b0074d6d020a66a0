import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Refusal } from '../guard/errors.ts'
import { Journal } from './journal.ts'

/** Everything about one version of an object but its bytes. */
const Version = z.object({
  key: z.string(),
  /** `null` in a bucket without versioning. */
  versionId: z.string(),
  /** Where the bytes lie: a name made here, so that no key can lead out of the folder. Null: a delete marker. */
  file: z.string().nullable(),
  contentType: z.string(),
  contentLength: z.int().nonnegative(),
  etag: z.string(),
  lastModified: z.coerce.date(),
  /** Grows with every write of the bucket; hexadecimal, as S3's. */
  sequencer: z.string(),
  metadata: z.record(z.string(), z.string()),
  /** Headers and checksums that are given back as they came. */
  system: z.record(z.string(), z.unknown()),
  tags: z.record(z.string(), z.string()).default({}),
})
export type Version = z.infer<typeof Version>

const Which = z.object({ key: z.string(), versionId: z.string() })
const Line = z.union([z.object({ put: Version }), z.object({ erase: Which }), z.object({ tag: Which.extend({ tags: Version.shape.tags }) })])

export interface NewObject {
  readonly key: string
  readonly body: Buffer
  readonly contentType: string
  readonly metadata: Readonly<Record<string, string>>
  readonly system: Readonly<Record<string, unknown>>
  readonly tags?: Readonly<Record<string, string>>
  /** Of the object's own making where it has several parts; else MD5 of the body. */
  readonly etag?: string
}

const byKey = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right))

/** The objects of one bucket on disk: bodies as files, everything else in a journal that is held in memory. */
export class ObjectFolder {
  readonly versioned: boolean
  readonly #folder: string
  readonly #now: () => Date
  readonly #journal: Journal
  /** Newest first. */
  readonly #versions = new Map<string, Version[]>()
  #lastSequencer = 0n

  /** Versions are dated by `now`. */
  constructor(folder: string, versioned: boolean, now: () => Date) {
    this.#folder = folder
    this.#now = now
    this.versioned = versioned
    mkdirSync(join(folder, 'bodies'), { recursive: true })
    this.#journal = new Journal(join(folder, 'journal.jsonl'), (line) => {
      const entry = Line.parse(line)
      if ('put' in entry) this.#remember(entry.put)
      else if ('tag' in entry) this.#retag(entry.tag)
      else this.#forget(entry.erase.key, entry.erase.versionId)
    })
  }

  get empty(): boolean {
    return this.#versions.size === 0
  }

  put(object: NewObject): Version {
    const versionId = this.versioned ? randomUUID().replaceAll('-', '') : 'null'
    const file = this.#write(object.body)
    return this.#record({
      key: object.key,
      versionId,
      file,
      contentType: object.contentType,
      contentLength: object.body.length,
      etag: object.etag ?? `"${createHash('md5').update(object.body).digest('hex')}"`,
      lastModified: this.#now(),
      sequencer: this.#nextSequencer(),
      metadata: object.metadata,
      system: object.system,
      tags: object.tags ?? {},
    })
  }

  /** Puts these tags in the place of a version's former ones. */
  tag({ key, versionId }: Version, tags: Version['tags']): void {
    this.#journal.append({ tag: { key, versionId, tags } })
    this.#retag({ key, versionId, tags })
  }

  /** Newest or given version, delete markers too. */
  find(key: string, versionId?: string): Version | undefined {
    const versions = this.#versions.get(key) ?? []
    return versionId === undefined ? versions[0] : versions.find((version) => version.versionId === versionId)
  }

  /** Newest or given version. Throws Refusal where there is none. */
  head(key: string, versionId?: string): Version {
    const found = this.find(key, versionId)
    if (found === undefined && versionId !== undefined)
      throw new Refusal('NoSuchVersion', 'The specified version does not exist.', 404)
    if (found?.file == null) throw new Refusal('NoSuchKey', 'The specified key does not exist.', 404)
    return found
  }

  read(version: Version): Buffer {
    return version.file === null ? Buffer.alloc(0) : readFileSync(join(this.#folder, 'bodies', version.file))
  }

  /** Deletes the object, or with `versionId` that version for good. Gives the delete marker, if one was made. */
  delete(key: string, versionId?: string): Version | null {
    if (versionId !== undefined || !this.versioned) {
      this.#journal.append({ erase: { key, versionId: versionId ?? 'null' } })
      this.#forget(key, versionId ?? 'null')
      return null
    }
    return this.#record({
      key,
      versionId: randomUUID().replaceAll('-', ''),
      file: null,
      contentType: '',
      contentLength: 0,
      etag: '',
      lastModified: this.#now(),
      sequencer: this.#nextSequencer(),
      metadata: {},
      system: {},
      tags: {},
    })
  }

  /** All versions and delete markers, keys in the order of their UTF-8 bytes, newest version first. */
  *versions(prefix: string): Generator<Version & { readonly latest: boolean }> {
    for (const key of [...this.#versions.keys()].filter((candidate) => candidate.startsWith(prefix)).sort(byKey))
      for (const [index, version] of (this.#versions.get(key) ?? []).entries()) yield { ...version, latest: index === 0 }
  }

  close(): void {
    this.#journal.close()
  }

  #record(version: Version): Version {
    this.#journal.append({ put: version })
    this.#remember(version)
    return version
  }

  #remember(version: Version): void {
    const others = (this.#versions.get(version.key) ?? []).filter((other) => {
      if (other.versionId !== version.versionId) return true
      this.#erase(other)
      return false
    })
    this.#versions.set(version.key, [version, ...others])
    const sequencer = BigInt(`0x${version.sequencer}`)
    if (sequencer > this.#lastSequencer) this.#lastSequencer = sequencer
  }

  #retag({ key, versionId, tags }: Pick<Version, 'key' | 'versionId' | 'tags'>): void {
    const versions = this.#versions.get(key) ?? []
    this.#versions.set(
      key,
      versions.map((version) => (version.versionId === versionId ? { ...version, tags } : version)),
    )
  }

  #forget(key: string, versionId: string): void {
    const left = (this.#versions.get(key) ?? []).filter((version) => {
      if (version.versionId !== versionId) return true
      this.#erase(version)
      return false
    })
    if (left.length > 0) this.#versions.set(key, left)
    else this.#versions.delete(key)
  }

  #erase(version: Version): void {
    if (version.file !== null) rmSync(join(this.#folder, 'bodies', version.file), { force: true })
  }

  #write(body: Buffer): string {
    const file = randomUUID()
    writeFileSync(join(this.#folder, 'bodies', file), body)
    return file
  }

  /** Microseconds since 1970, never twice: it goes on growing after a restart. */
  #nextSequencer(): string {
    const now = BigInt(Date.now()) * 1000n
    this.#lastSequencer = now > this.#lastSequencer ? now : this.#lastSequencer + 1n
    return this.#lastSequencer.toString(16).toUpperCase().padStart(18, '0')
  }
}
