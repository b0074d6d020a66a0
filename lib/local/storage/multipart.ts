import { createHash, randomUUID } from 'node:crypto'
import { Refusal } from '../guard/errors.ts'
import type { NewObject } from './objects.ts'

const MINIMUM_PART_BYTES = 5 * 1024 * 1024

interface Upload {
  readonly bucket: string
  readonly object: Omit<NewObject, 'body' | 'etag'>
  readonly parts: Map<number, { readonly body: Buffer; readonly etag: string }>
}

const md5 = (data: Buffer) => createHash('md5').update(data)

/** Multipart uploads under way; they do not outlive the process. */
export class MultipartUploads {
  readonly #uploads = new Map<string, Upload>()

  begin(bucket: string, object: Upload['object']): string {
    const id = randomUUID()
    this.#uploads.set(id, { bucket, object, parts: new Map() })
    return id
  }

  /** Gives the part's ETag. */
  add(id: string, number: number, body: Buffer): string {
    const etag = `"${md5(body).digest('hex')}"`
    this.#find(id).parts.set(number, { body, etag })
    return etag
  }

  /** Puts the parts together; the ETag is made of the parts' digests, as S3's. Throws Refusal. */
  complete(id: string, listed: readonly { readonly partNumber: number; readonly etag: string }[]): { bucket: string; object: NewObject } {
    const upload = this.#find(id)
    const parts = listed.map(({ partNumber, etag }, index) => {
      if (partNumber <= (listed[index - 1]?.partNumber ?? 0))
        throw new Refusal('InvalidPartOrder', 'The list of parts was not in ascending order.', 400)
      const part = upload.parts.get(partNumber)
      if (part?.etag.replaceAll('"', '') !== etag.replaceAll('"', ''))
        throw new Refusal('InvalidPart', 'One or more of the specified parts could not be found.', 400)
      if (index < listed.length - 1 && part.body.length < MINIMUM_PART_BYTES)
        throw new Refusal('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400)
      return part.body
    })
    if (parts.length === 0) throw new Refusal('MalformedXML', 'At least one part is needed.', 400)
    this.#uploads.delete(id)
    const digest = md5(Buffer.concat(parts.map((part) => md5(part).digest()))).digest('hex')
    return { bucket: upload.bucket, object: { ...upload.object, body: Buffer.concat(parts), etag: `"${digest}-${parts.length}"` } }
  }

  abort(id: string): void {
    this.#find(id)
    this.#uploads.delete(id)
  }

  #find(id: string): Upload {
    const upload = this.#uploads.get(id)
    if (upload === undefined) throw new Refusal('NoSuchUpload', 'The specified multipart upload does not exist.', 404)
    return upload
  }
}
