import { CfnOutput, Stack, Validations } from 'aws-cdk-lib'
import { ArnPrincipal, CompositePrincipal, type IPrincipal, PolicyDocument, PolicyStatement, PrincipalWithConditions, Role, SessionTagsPrincipal } from 'aws-cdk-lib/aws-iam'
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { AGENCY_TAG, type Settings } from './settings.ts'

export interface UploadersProps {
  readonly bucket: Bucket
  /** Below it each agency has a folder of its id. */
  readonly prefix: string
  readonly uploaders: Settings['uploaders']
}

/** As long as a trust policy may be, white space aside, where no higher quota has been asked for: IAM and STS quotas. */
const TRUST_POLICY_LIMIT = 2048

/**
 * Roles for agencies with AWS credentials of their own. A principal may take one on as the agency that it was entered for, by a
 * session tag with the agency's id, and then puts files below `incoming/<that id>/`: nothing else. One role holds as
 * many principals as its trust policy has room for, in the order of the settings; those that follow get another one.
 */
export class Uploaders extends Construct {
  constructor(scope: Construct, id: string, { bucket, prefix, uploaders }: UploadersProps) {
    super(scope, id)
    const cfnBucket = bucket.node.defaultChild
    if (!(cfnBucket instanceof CfnBucket)) throw new TypeError('a Bucket without a CfnBucket')
    const own = `${prefix}\${aws:PrincipalTag/${AGENCY_TAG}}/*`
    inGroups(uploaders).forEach((group, index) => {
      const number = index === 0 ? '' : String(index + 1)
      const role = new Role(this, `Role${number}`, {
        description: 'Gongkai: agencies put their reports into their own folders',
        assumedBy: new CompositePrincipal(...group.map(trusted)),
        inlinePolicies: {
          // Parts of a file that did not arrive are given up by whoever sent them.
          Upload: new PolicyDocument({
            statements: [new PolicyStatement({ actions: ['s3:PutObject', 's3:AbortMultipartUpload'], resources: [bucket.arnForObjects(own)], conditions: READABLE })],
          }),
        },
      })
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(cfnBucket)}.Arn>/${prefix}<aws:PrincipalTag/${AGENCY_TAG}>/*]`,
        reason: 'The names of the files that an agency uploads are not known beforehand.',
      })
      new CfnOutput(Stack.of(this), `UploaderRoleArn${number}`, { value: role.roleArn, description: `For ${[...new Set(group.map(({ agency }) => agency))].join(', ')}` })
    })
  }
}

/** What is encrypted with a key of the sender's own, or put into an archive class, could not be read here. */
const READABLE = {
  Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'true', 's3:x-amz-server-side-encryption-customer-algorithm': 'true' },
  StringEqualsIfExists: { 's3:x-amz-storage-class': 'STANDARD' },
}

type Uploader = Settings['uploaders'][number]

/** Who may take the role on, with which tag: this one and no other. */
const trusted = ({ principal, agency }: Uploader): IPrincipal =>
  new SessionTagsPrincipal(
    new PrincipalWithConditions(new ArnPrincipal(principal), {
      StringEquals: { [`aws:RequestTag/${AGENCY_TAG}`]: agency },
      'ForAllValues:StringEquals': { 'aws:TagKeys': [AGENCY_TAG] },
    }),
  )

function inGroups(uploaders: readonly Uploader[]): Uploader[][] {
  const groups: Uploader[][] = []
  for (const uploader of uploaders) {
    const last = groups.at(-1)
    if (last !== undefined && trustPolicyLength([...last, uploader]) <= TRUST_POLICY_LIMIT) last.push(uploader)
    else groups.push([uploader])
  }
  return groups
}

/** As it is written into the template, which has no white space in it. */
const trustPolicyLength = (group: readonly Uploader[]): number =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: group.map(({ principal, agency }) => ({
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringEquals: { [`aws:RequestTag/${AGENCY_TAG}`]: agency }, 'ForAllValues:StringEquals': { 'aws:TagKeys': [AGENCY_TAG] } },
    })),
  }).length
