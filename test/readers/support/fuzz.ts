import fc from '../../support/property.ts'

/** A file of the given kind with some bytes flipped, cut out, doubled or exchanged. */
export function mutants(file: Uint8Array): fc.Arbitrary<Uint8Array> {
  const at = fc.nat(file.length - 1)
  const change = fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), at, value: fc.nat(255) }),
    fc.record({ kind: fc.constant('cut' as const), at, value: fc.nat(400) }),
    fc.record({ kind: fc.constant('splice' as const), at, value: fc.nat(file.length - 1) }),
    fc.record({ kind: fc.constant('truncate' as const), at, value: fc.constant(0) }),
  )
  return fc.array(change, { minLength: 1, maxLength: 8 }).map((changes) => {
    let bytes: Uint8Array = Uint8Array.from(file)
    for (const { kind, at, value } of changes) {
      const start = Math.min(at, bytes.length)
      if (kind === 'flip') bytes[start] = value
      else if (kind === 'cut') bytes = Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + value)])
      else if (kind === 'splice') bytes = Buffer.concat([bytes.subarray(0, start), file.subarray(value, value + 300), bytes.subarray(start)])
      else bytes = bytes.slice(0, start)
    }
    return bytes
  })
}
