/** A request that AWS would refuse: `code` and `status` as in AWS's own error lists. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly status: number

  constructor(code: string, message: string, status: number) {
    super(message)
    this.code = code
    this.status = status
  }

  /** As S3 puts it. */
  toXml(): string {
    const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${this.code}</Code><Message>${escape(this.message)}</Message></Error>`
  }

  /** As services with a JSON protocol put it. */
  toJson(): { readonly __type: string; readonly message: string } {
    return { __type: this.code, message: this.message }
  }
}

export const accessDenied = (message = 'Access Denied'): Refusal => new Refusal('AccessDenied', message, 403)
