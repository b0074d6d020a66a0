import type { Pattern } from '../bus.ts'
import type { ResourcePolicies } from '../guard/authorization.ts'
import type { Policy } from '../iam/policy.ts'
import type * as properties from './properties.ts'

/** Who hears of what happens in a bucket. */
export interface Notification {
  readonly bucket: string
  /** `s3:ObjectCreated:*` and the like. */
  readonly events: readonly string[]
  readonly prefix: string
  readonly suffix: string
  readonly target: Target
}

export interface BucketResource {
  readonly name: string
  readonly versioned: boolean
  readonly cors: readonly properties.CorsRule[]
}

export interface RoleResource {
  readonly logicalId: string
  readonly name: string
  readonly arn: string
  /** What it may. */
  readonly policies: readonly Policy[]
  /** Who may be it. */
  readonly trust: Policy
}

export interface FunctionResource {
  readonly logicalId: string
  readonly name: string
  readonly arn: string
  readonly role: RoleResource
  readonly logGroup: string
  readonly handler: string
  /** The file name of the asset in the synthesized output, or source text that stands in the template. */
  readonly code: { readonly assetKey: string } | { readonly inline: string }
  readonly timeoutSeconds: number
  readonly memoryMegabytes: number
  readonly variables: Readonly<Record<string, string>>
  /** Null where the template reserves none. */
  readonly reservedConcurrency: number | null
  /** Of asynchronous invocations. */
  readonly retries: { readonly attempts: number; readonly maximumAgeSeconds: number }
  /** ARN of the queue or function that gets asynchronous invocations which failed for good. */
  readonly onFailure: { readonly kind: 'deadLetter' | 'destination'; readonly arn: string } | null
}

interface MappingResource {
  readonly queueArn: string
  readonly functionArn: string
  readonly batchSize: number
  readonly windowSeconds: number
  readonly partialFailures: boolean
  readonly maximumConcurrency: number | null
}

export type Target = { readonly queueArn: string } | { readonly functionArn: string }

interface ScheduleResource {
  readonly expression: string
  /** How far its clock is ahead of UTC. */
  readonly aheadMilliseconds: number
  readonly target: Target
  /** The constant event that the target gets, as text; null for EventBridge's own. */
  readonly input: string | null
}

/** Who gets what the default bus carries. */
interface RuleResource {
  readonly pattern: Pattern
  readonly target: Target
}

/** Which events of a configuration set's mails go to the default bus. */
interface MailEventDestination {
  readonly configurationSet: string
  readonly types: readonly string[]
}

/** Whose new objects are scanned for malware, in which role. */
export interface ScanPlan {
  readonly bucket: string
  readonly prefixes: readonly string[]
  readonly role: RoleResource
}

/** Whose tokens a route takes. */
export interface JwtAuthorizer {
  readonly issuer: string
  readonly audience: readonly string[]
}

export interface ApiResource {
  readonly cors: properties.Cors | null
  readonly routes: readonly {
    readonly key: string
    readonly functionArn: string
    readonly timeoutMilliseconds: number
    /** Null where no token is asked for. */
    readonly authorizer: JwtAuthorizer | null
  }[]
}

export interface UserPoolResource {
  readonly client: {
    readonly id: string
    readonly callbackUrls: readonly string[]
    readonly readAttributes: readonly string[]
    /** How long tokens are good for. */
    readonly seconds: { readonly id: number; readonly access: number; readonly refresh: number }
  }
}

/** A template with everything resolved: what is to be started. */
export interface StackModel {
  readonly buckets: readonly BucketResource[]
  readonly notifications: readonly Notification[]
  readonly queues: readonly { readonly name: string; readonly properties: properties.Queue }[]
  readonly tables: readonly { readonly name: string; readonly properties: properties.Table }[]
  readonly roles: readonly RoleResource[]
  readonly resourcePolicies: ResourcePolicies
  readonly functions: readonly FunctionResource[]
  readonly mappings: readonly MappingResource[]
  readonly schedules: readonly ScheduleResource[]
  readonly rules: readonly RuleResource[]
  readonly mailEvents: readonly MailEventDestination[]
  readonly scans: readonly ScanPlan[]
  /** Null where the template has none. */
  readonly api: ApiResource | null
  /** Null where the template has none. */
  readonly userPool: UserPoolResource | null
}
