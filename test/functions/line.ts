import { PutObjectCommand } from '@aws-sdk/client-s3'
import { parseUpload } from '../../functions/parse/parse-upload.ts'
import { validate } from '../../functions/validate/validate.ts'
import type { Finding } from '../../lib/report/index.ts'
import { readOutcome } from '../../lib/store/outcome.ts'
import { importAgencies } from '../../lib/register/import.ts'
import { CLEAN, SCAN_TAG } from '../../lib/store/scan.ts'
import { bareETag, reportId, type Upload } from '../../lib/store/upload.ts'
import { RECORDS_BUCKET, startAws, UPLOADS } from '../support/aws.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'

export const GOOD = layoutNamed('row per line, pipes').write(SPECIMEN)
/** One total of table 3 is wrong. */
export const WRONG = GOOD.replace(/(?<=不掌握[^\n]*\| )4(?= \| \|)/, '5')

const REGISTER = `id,name,level,supervisor,emails
xinghu,星湖县人民政府办公室,county,,office@xinghu.example
yunqiao,星湖县云桥镇人民政府,township,xinghu,a@yunqiao.example;b@yunqiao.example
silent,星湖县无邮乡人民政府,township,xinghu,
orphan,望北市档案馆,department,,archive@wangbei.example
`

/** The embedded AWS with a register in it, and the workflow as far as the result, step by step. */
export async function startLine() {
  const aws = await startAws()
  await importAgencies(aws.store, Buffer.from(REGISTER), { by: 'test', now: new Date() })
  let minutes = 0

  /** @param verdict of the malware scan, found at once; null: it never comes */
  async function upload(body: string | Uint8Array, key: string, verdict: string | null = CLEAN): Promise<Upload> {
    const tagged = verdict === null ? {} : { Tagging: `${SCAN_TAG}=${verdict}` }
    const { VersionId, ETag } = await aws.s3.send(new PutObjectCommand({ Bucket: UPLOADS, Key: key, Body: body, ContentLength: Buffer.byteLength(body), ...tagged }))
    const submittedAt = new Date(Date.UTC(2025, 0, 12, 1, (minutes += 1))).toISOString()
    return { bucket: UPLOADS, key, versionId: VersionId ?? null, eTag: bareETag(ETag), size: body.length, submittedAt, sequencer: null }
  }
  const site = { store: aws.store, s3: aws.s3, bucket: RECORDS_BUCKET, now: () => new Date('2025-01-12T03:00:00.000Z') }
  const parse = (each: Upload, hasTime = () => true, malwareScan = false) =>
    parseUpload({ s3: aws.s3, store: aws.store, recordsBucket: RECORDS_BUCKET, malwareScan, hasTime }, reportId(each), each)

  return {
    ...aws,
    /** What was found in a checked report. */
    async findings(id: string): Promise<Finding[]> {
      const outcome = await readOutcome(aws.s3, RECORDS_BUCKET, id)
      return outcome.outcome === 'checked' ? outcome.findings : []
    },
    upload,
    parse,
    site,
    /** From file to result; gives the id. */
    async check(body: string | Uint8Array, key: string): Promise<string> {
      const message = await parse(await upload(body, key))
      if (message === null) throw new Error(`${key} is gone`)
      await validate(site, message)
      return message.id
    },
  }
}
