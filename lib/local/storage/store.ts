import { join } from 'node:path'
import { accessDenied, Refusal } from '../guard/errors.ts'
import type { BucketResource } from '../template/model.ts'
import { requireChecksum } from './checksum.ts'
import { MultipartUploads } from './multipart.ts'
import { type NewObject, ObjectFolder, type Version } from './objects.ts'
import { currentRequest } from './request.ts'

/** What happened to an object: `name` as in S3's event messages, without `s3:`. */
export interface ObjectEvent {
  readonly bucket: string
  readonly name: string
  readonly version: Version
}

/** An object as the emulator's request handlers know it. */
interface EmulatorObject {
  key: string
  body: Buffer
  contentType: string
  contentLength: number
  etag: string
  lastModified: Date
  metadata: Record<string, string>
  [system: string]: unknown
}

type System = Readonly<Record<string, unknown>>

/** Checksums under the names that the emulator gives them back by. */
const checksumFields = (checksum?: { algorithm: string; value: string; type: string }): System =>
  checksum === undefined
    ? {}
    : { checksumAlgorithm: checksum.algorithm, checksumValue: checksum.value, checksumType: checksum.type }

/**
 * The buckets of the stack, in the shape in which the emulator (fauxqs) wants its store. The emulator's own one
 * has no versions, lets keys lead out of its folder, lists Chinese keys out of order and loses them on the second
 * page, and tells nobody of new objects.
 */
export class BucketStore {
  readonly #root: string
  readonly #buckets = new Map<string, { readonly folder: ObjectFolder; readonly created: Date; readonly resource: BucketResource }>()
  readonly #multipart = new MultipartUploads()
  readonly #tell: (event: ObjectEvent) => void
  readonly #now: () => Date

  /** `tell` hears of every object created or deleted, once, after it is on disk. Objects are dated by `now`. */
  constructor(root: string, tell: (event: ObjectEvent) => void, now: () => Date = () => new Date()) {
    this.#root = root
    this.#now = now
    this.#tell = tell
  }

  open(resource: BucketResource): void {
    const folder = new ObjectFolder(join(this.#root, resource.name), resource.versioned, this.#now)
    this.#buckets.set(resource.name, { folder, created: new Date(), resource })
  }

  close(): void {
    for (const { folder } of this.#buckets.values()) folder.close()
  }

  resource(bucket: string): BucketResource | undefined {
    return this.#buckets.get(bucket)?.resource
  }

  /** Stores an object; `event` is the last part of the event's name: `Put`, `Post`, `Copy`, `CompleteMultipartUpload`. */
  create(bucket: string, object: NewObject, event: string): Version {
    const folder = this.#folder(bucket)
    if (object.key === '' || Buffer.byteLength(object.key) > 1024) throw new Refusal('KeyTooLongError', 'Your key is empty or too long', 400)
    const version = folder.put(object)
    this.#tell({ bucket, name: `ObjectCreated:${event}`, version })
    return version
  }

  /** The newest or the given version. Throws Refusal where there is none. */
  head(bucket: string, key: string, versionId?: string): Version {
    return this.#folder(bucket).head(key, versionId)
  }

  /** The same, undefined where there is none. */
  find(bucket: string, key: string, versionId?: string): Version | undefined {
    return this.#buckets.get(bucket)?.folder.find(key, versionId)
  }

  read(bucket: string, version: Version): Buffer {
    return this.#folder(bucket).read(version)
  }

  tag(bucket: string, version: Version, tags: Version['tags']): void {
    this.#folder(bucket).tag(version, tags)
  }

  versions(bucket: string, prefix: string) {
    return this.#folder(bucket).versions(prefix)
  }

  // From here on: what the emulator's request handlers call.

  hasBucket(name: string): boolean {
    return this.#buckets.has(name)
  }

  createBucket(name: string): void {
    if (!this.hasBucket(name)) throw accessDenied('Buckets come from the template alone.')
  }

  deleteBucket(): never {
    throw accessDenied('Buckets come from the template alone.')
  }

  getBucketLifecycleConfiguration(): undefined {
    return undefined
  }

  putBucketLifecycleConfiguration(): never {
    throw accessDenied('Buckets come from the template alone.')
  }

  deleteBucketLifecycleConfiguration(): never {
    throw accessDenied('Buckets come from the template alone.')
  }

  listBuckets(): { name: string; creationDate: Date }[] {
    return [...this.#buckets].map(([name, { created }]) => ({ name, creationDate: created }))
  }

  putObject(
    bucket: string,
    key: string,
    body: Buffer,
    contentType: string,
    metadata: Record<string, string>,
    system: System = {},
    checksum?: { algorithm: string; value: string; type: string },
  ): EmulatorObject {
    const request = currentRequest()
    if (request?.onlyIfAbsent === true && this.#exists(bucket, key))
      throw new Refusal('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412)
    if (checksum !== undefined && request?.copies !== true) requireChecksum(checksum.algorithm, checksum.value, body)
    // Of a copy the emulator has read the source just now.
    const tags = request?.tags ?? request?.version?.tags ?? {}
    const object = { key, body, contentType, metadata, tags, system: { ...system, ...checksumFields(checksum) } }
    const version = this.create(bucket, object, request?.copies === true ? 'Copy' : 'Put')
    if (request !== undefined) request.version = version
    return this.#present(version, Buffer.alloc(0))
  }

  getObject(bucket: string, key: string): EmulatorObject {
    const version = this.#find(bucket, key)
    return this.#present(version, this.#folder(bucket).read(version))
  }

  headObject(bucket: string, key: string): EmulatorObject {
    return this.#present(this.#find(bucket, key), Buffer.alloc(0))
  }

  deleteObject(bucket: string, key: string): void {
    const request = currentRequest()
    const existing = this.#exists(bucket, key)
    const marker = this.#folder(bucket).delete(key, request?.versionId)
    if (marker !== null) this.#tell({ bucket, name: 'ObjectRemoved:DeleteMarkerCreated', version: marker })
    else if (existing !== undefined) this.#tell({ bucket, name: 'ObjectRemoved:Delete', version: existing })
    if (request !== undefined && marker !== null) request.version = marker
  }

  deleteObjects(bucket: string, keys: readonly string[]): readonly string[] {
    for (const key of keys) this.deleteObject(bucket, key)
    return keys
  }

  listObjects(
    bucket: string,
    options: { prefix?: string; delimiter?: string; maxKeys?: number; startAfter?: string; marker?: string } = {},
  ): { objects: EmulatorObject[]; commonPrefixes: string[]; isTruncated: boolean } {
    const { prefix = '', delimiter, maxKeys = 1000 } = options
    const after = Buffer.from(options.startAfter ?? options.marker ?? '')
    const isAfter = (text: string): boolean => after.length === 0 || Buffer.compare(Buffer.from(text), after) > 0
    const objects: EmulatorObject[] = []
    const commonPrefixes = new Set<string>()
    for (const version of this.#folder(bucket).versions(prefix)) {
      if (!version.latest || version.file === null || !isAfter(version.key)) continue
      const end = delimiter === undefined ? -1 : version.key.indexOf(delimiter, prefix.length)
      const common = end === -1 ? undefined : version.key.slice(0, end + (delimiter?.length ?? 0))
      if (common !== undefined && (commonPrefixes.has(common) || !isAfter(common))) continue
      if (objects.length + commonPrefixes.size === maxKeys) return { objects, commonPrefixes: [...commonPrefixes], isTruncated: true }
      if (common === undefined) objects.push(this.#present(version, Buffer.alloc(0)))
      else commonPrefixes.add(common)
    }
    return { objects, commonPrefixes: [...commonPrefixes], isTruncated: false }
  }

  createMultipartUpload(bucket: string, key: string, contentType: string, metadata: Record<string, string>, system: System = {}): string {
    this.#folder(bucket)
    return this.#multipart.begin(bucket, { key, contentType, metadata, system, tags: currentRequest()?.tags ?? {} })
  }

  uploadPart(uploadId: string, partNumber: number, body: Buffer, checksumValue?: string): { etag: string; checksumValue?: string } {
    const etag = this.#multipart.add(uploadId, partNumber, body)
    return { etag, ...(checksumValue !== undefined && { checksumValue }) }
  }

  completeMultipartUpload(uploadId: string, parts: readonly { partNumber: number; etag: string }[]): EmulatorObject {
    const { bucket, object } = this.#multipart.complete(uploadId, parts)
    const version = this.create(bucket, object, 'CompleteMultipartUpload')
    const request = currentRequest()
    if (request !== undefined) request.version = version
    return this.#present(version, Buffer.alloc(0))
  }

  abortMultipartUpload(uploadId: string): void {
    this.#multipart.abort(uploadId)
  }

  #folder(bucket: string): ObjectFolder {
    const found = this.#buckets.get(bucket)
    if (found === undefined) throw new Refusal('NoSuchBucket', `The specified bucket does not exist: ${bucket}`, 404)
    return found.folder
  }

  #exists(bucket: string, key: string): Version | undefined {
    try {
      return this.#folder(bucket).head(key)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'NoSuchKey') return undefined
      throw error
    }
  }

  #find(bucket: string, key: string): Version {
    const request = currentRequest()
    // The source of a copy is never the version that the query names.
    const version = this.#folder(bucket).head(key, request?.copies === true ? undefined : request?.versionId)
    if (request !== undefined) request.version = version
    return version
  }

  #present(version: Version, body: Buffer): EmulatorObject {
    const { key, contentType, contentLength, etag, lastModified, metadata, system } = version
    return { ...system, key, body, contentType, contentLength, etag, lastModified, metadata }
  }
}
