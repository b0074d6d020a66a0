import { Busboy } from '@fastify/busboy'
import { Refusal } from '../guard/errors.ts'

export interface ParsedForm {
  /** The fields before the file, names in lower case; what follows the file is ignored, as S3 does. */
  readonly fields: ReadonlyMap<string, string>
  readonly fileName: string
  readonly file: Buffer
}

const malformed = (message: string): Refusal => new Refusal('MalformedPOSTRequest', message, 400)

/** Parses multipart/form-data with one part named `file`. Rejects with Refusal. */
export function parseForm(contentType: string, body: Buffer): Promise<ParsedForm> {
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>()
    let file: { readonly name: string; readonly chunks: Buffer[] } | null = null
    const fail = (): void => reject(malformed('The body of your POST request is not well-formed multipart/form-data.'))
    try {
      const parser = new Busboy({
        headers: { 'content-type': contentType },
        isPartAFile: (name) => name?.toLowerCase() === 'file',
      })
      parser.on('field', (name, value, nameTruncated, valueTruncated) => {
        if (file !== null) return
        const field = name.toLowerCase()
        if (nameTruncated || valueTruncated || fields.has(field)) reject(malformed(`The field ${name} is too long or there twice.`))
        fields.set(field, value)
      })
      parser.on('file', (_name, stream, name) => {
        const chunks: Buffer[] = []
        file ??= { name, chunks }
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      })
      parser.on('finish', () => {
        if (file === null) reject(malformed('POST requires exactly one file upload per request.'))
        else resolve({ fields, fileName: file.name, file: Buffer.concat(file.chunks) })
      })
      parser.on('error', fail)
      parser.end(body)
    } catch {
      fail()
    }
  })
}
