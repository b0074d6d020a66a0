import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type * as z from 'zod'
import type { Alarms } from './alarms.ts'
import type { Bundle, BundleName } from './bundle.ts'
import { type Permission, to } from './permissions.ts'

/** The variables that an environment contract names; CloudFormation knows them as strings only. */
type Variables<Contract extends z.ZodType> = Strings<z.output<Contract>>
type Strings<Values> = Values extends unknown ? { readonly [Name in keyof Values & string]: string } : never

export interface GongkaiFunctionProps<Contract extends z.ZodType> {
  readonly name: string
  readonly bundle: BundleName
  readonly bundles: ReadonlyMap<BundleName, Bundle>
  readonly environment: Variables<Contract>
  readonly timeout: Duration
  readonly memorySize: number
  /** Everything that the function may do besides writing its own log. */
  readonly may: readonly Permission[]
  readonly alarms: Alarms
}

/** The one way in which a Lambda function comes into this stack. */
export class GongkaiFunction<Contract extends z.ZodType> extends Construct {
  readonly lambda: Lambda
  readonly timeout: Duration

  constructor(scope: Construct, id: string, props: GongkaiFunctionProps<Contract>) {
    super(scope, id)
    const bundle = props.bundles.get(props.bundle)
    if (bundle === undefined) throw new Error(`no bundle ${props.bundle}`)
    this.timeout = props.timeout
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    for (const { statement, wildcard } of [
      ...props.may,
      to(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]),
    ]) {
      role.addToPolicy(statement)
      if (wildcard !== undefined) Validations.of(role).acknowledge(wildcard)
    }
    this.lambda = new Lambda(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundle.folder),
      description: `Gongkai ${props.name}`,
      role,
      logGroup,
      timeout: props.timeout,
      memorySize: props.memorySize,
      environment: {
        ...props.environment,
        POWERTOOLS_SERVICE_NAME: props.name,
        POWERTOOLS_METRICS_NAMESPACE: Stack.of(this).stackName,
      },
    })
    props.alarms.add(`${props.name}-errors`, this.lambda.metricErrors({ period: Duration.minutes(5) }), {
      threshold: 1,
      meaning: `${props.name} threw; its message is tried again`,
    })
  }
}
