import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { Refusal } from '../guard/errors.ts'

const SUMS: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  SHA256: (body) => createHash('sha256').update(body).digest(),
  SHA1: (body) => createHash('sha1').update(body).digest(),
  CRC32: (body) => {
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(body))
    return sum
  },
}

/** Throws Refusal unless the body has the checksum (Base64) that the client says it has. */
export function requireChecksum(algorithm: string, expected: string, body: Buffer): void {
  if (SUMS[algorithm]?.(body).toString('base64') !== expected)
    throw new Refusal('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`, 400)
}
