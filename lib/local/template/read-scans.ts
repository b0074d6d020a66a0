import type { RoleResource, ScanPlan } from './model.ts'
import * as properties from './properties.ts'
import type { Reader } from './reader.ts'
import { TemplateError } from './template.ts'

/** Which buckets are scanned for malware, under which prefixes, and in which role. */
export const readScans = (reader: Reader, roles: readonly RoleResource[]): ScanPlan[] =>
  reader.read('AWS::GuardDuty::MalwareProtectionPlan', properties.MalwareProtectionPlan, ({ Role, ProtectedResource: { S3Bucket } }, { logicalId }) => {
    const role = roles.find(({ arn }) => arn === Role)
    if (role === undefined) throw new TemplateError(`${logicalId}: there is no role ${Role} in the template`)
    return { bucket: S3Bucket.BucketName, prefixes: S3Bucket.ObjectPrefixes, role }
  })
