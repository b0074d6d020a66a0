/** The fields of a MIME part (RFC 2045) that say what it is. Names and types are in lower case. */
export interface Headers {
  readonly type: string
  readonly boundary: string | undefined
  readonly encoding: string
  readonly location: string
}

/** @param source header lines, long ones folded. */
export function parseHeaders(source: string): Headers {
  const fields = new Map<string, string>()
  for (const line of source.replace(/\r?\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  const contentType = fields.get('content-type') ?? 'text/plain'
  return {
    type: (contentType.split(';', 1)[0] ?? '').trim().toLowerCase(),
    boundary: boundaryOf(contentType),
    encoding: (fields.get('content-transfer-encoding') ?? '7bit').toLowerCase(),
    location: fields.get('content-location') ?? '',
  }
}

function boundaryOf(contentType: string): string | undefined {
  const found = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(contentType)
  const value = found?.[1] ?? found?.[2]
  return value === '' ? undefined : value
}
