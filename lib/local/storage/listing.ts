import type { BucketStore } from './store.ts'
import { escapeXml } from './xml.ts'

const tags = (values: Readonly<Record<string, string | number | boolean>>): string =>
  Object.entries(values)
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join('')

/**
 * The answer to ListObjectVersions, which the emulator does not know.
 * Source: Amazon S3 API Reference, “ListObjectVersions”.
 */
export function listVersions(store: BucketStore, bucket: string, query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? ''
  const keyMarker = query.get('key-marker') ?? ''
  const versionMarker = query.get('version-id-marker') ?? ''
  const maxKeys = Math.min(Number(query.get('max-keys') ?? 1000), 1000)
  const marker = Buffer.from(keyMarker)
  let passed = keyMarker === ''
  let last: { key: string; versionId: string } | undefined
  let truncated = false
  const items: string[] = []
  for (const version of store.versions(bucket, prefix)) {
    if (!passed) {
      const order = Buffer.compare(Buffer.from(version.key), marker)
      if (order > 0) passed = true
      else {
        // The marker itself was the last one of the page before.
        if (order === 0 && versionMarker !== '' && version.versionId === versionMarker) passed = true
        continue
      }
    }
    if (items.length === maxKeys) {
      truncated = true
      break
    }
    last = version
    const common = { Key: version.key, VersionId: version.versionId, IsLatest: version.latest, LastModified: version.lastModified.toISOString() }
    items.push(
      version.file === null
        ? `<DeleteMarker>${tags(common)}</DeleteMarker>`
        : `<Version>${tags({ ...common, ETag: version.etag, Size: version.contentLength, StorageClass: 'STANDARD' })}</Version>`,
    )
  }
  const next = truncated && last !== undefined ? tags({ NextKeyMarker: last.key, NextVersionIdMarker: last.versionId }) : ''
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    tags({ Name: bucket, Prefix: prefix, KeyMarker: keyMarker, VersionIdMarker: versionMarker, MaxKeys: maxKeys, IsTruncated: truncated }) +
    `${next}${items.join('')}</ListVersionsResult>`
  )
}
