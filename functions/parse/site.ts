import type { S3Client } from '@aws-sdk/client-s3'
import type { Store } from '../../lib/store/table.ts'

export interface Site {
  readonly s3: S3Client
  readonly store: Store
  /** Where records lie, and what was found in archives. */
  readonly recordsBucket: string
  /** Whether uploads are scanned for malware: then none is read before a clean verdict. */
  readonly malwareScan: boolean
  /** Whether there is time to read another file of an archive. */
  readonly hasTime: () => boolean
}
