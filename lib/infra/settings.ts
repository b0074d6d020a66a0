import * as z from 'zod'
import { AgencyId } from '../store/object-keys.ts'

/** Which claims of a token say role and agency. */
export const ClaimNames = z.strictObject({ role: z.string().min(1).default('role'), agency: z.string().min(1).default('agency') })
export type ClaimNames = z.infer<typeof ClaimNames>

/** A user pool of the stack's own, or any issuer of OpenID Connect. */
const IdentitySettings = z.union([
  z.strictObject({
    issuer: z.url({ protocol: /^https$/ }),
    /** One of these has to be the token's `aud`, or its `client_id` where it has none. */
    audience: z.array(z.string().min(1)).min(1),
    claims: ClaimNames.prefault({}),
  }),
  z.strictObject({
    /** Of the sign-in page's address; unique in its region. */
    domainPrefix: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/).optional(),
    /** Where web pages get the answer of the sign-in page, besides the command line. */
    callbackUrls: z.array(z.url()).default([]),
  }),
])

/** A role or user of any account: never a whole account, never a wildcard. */
const PrincipalArn = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/).max(300)

/** The session tag by which a principal says as which agency it uploads. */
export const AGENCY_TAG = 'agency'

/**
 * What whoever deploys may decide: the CDK context `gongkai`, in cdk.json or `-c gongkai='{…}'`.
 * Every member is explained in docs/operator-runbook.md.
 */
export const Settings = z.strictObject({
  mailFrom: z.email().default('no-reply@gongkai.example'),
  operatorMailbox: z.email().default('operator@gongkai.example'),
  mailTransport: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('ses') }),
      z.strictObject({
        kind: z.literal('smtp'),
        host: z.string().min(1),
        port: z.int().positive().default(465),
        /** A Secrets Manager secret `{ "username", "password" }`. */
        secretArn: z.string().default(''),
      }),
    ])
    .default({ kind: 'ses' }),
  receipts: z.boolean().default(false),
  supervisorReceipts: z.boolean().default(false),
  resubmission: z
    .strictObject({ sentence: z.string().min(1), url: z.url({ protocol: /^https?$/ }).optional() })
    .default({ sentence: '请改正后，用原来的上报方式重新提交整份报告。' }),
  identity: IdentitySettings.prefault({}),
  /** Origins of web pages that may upload and call the API. */
  allowedOrigins: z.array(z.string().min(1)).default([]),
  /** Who may put files into the folder of which agency, with AWS credentials of their own. */
  uploaders: z.array(z.strictObject({ principal: PrincipalArn, agency: AgencyId })).default([]),
  /** Nothing is read before GuardDuty has found it clean. */
  malwareScan: z.boolean().default(false),
  reconcileAfterSeconds: z.int().nonnegative().default(900),
})
export type Settings = z.infer<typeof Settings>

/** Reads the context `gongkai`, which the command line hands over as a string. */
export function readSettings(context: unknown): Settings {
  return Settings.parse(typeof context === 'string' ? JSON.parse(context) : (context ?? {}))
}
