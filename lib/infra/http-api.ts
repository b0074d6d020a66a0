import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { CorsHttpMethod, HttpApi, HttpMethod, HttpNoneAuthorizer, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { ROUTES } from '../../functions/api/routes.ts'
import type { Identity } from './identity.ts'

export interface PublicApiProps {
  readonly handler: IFunction
  readonly identity: Identity
  readonly allowedOrigins: readonly string[]
}

/** The HTTP API. Whatever route has an action asks for a token of the issuer. */
export class PublicApi extends Construct {
  readonly url: string
  /** The same without a slash at the end. */
  readonly endpoint: string
  readonly #api: HttpApi

  constructor(scope: Construct, id: string, props: PublicApiProps) {
    super(scope, id)
    const api = new HttpApi(this, 'Api', {
      apiName: 'gongkai',
      createDefaultStage: false,
      defaultAuthorizer: new HttpJwtAuthorizer('SignedIn', props.identity.issuer, { jwtAudience: [...props.identity.audience] }),
      ...(props.allowedOrigins.length > 0 && {
        corsPreflight: {
          allowOrigins: [...props.allowedOrigins],
          allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PATCH],
          allowHeaders: ['authorization', 'content-type', 'if-none-match'],
          exposeHeaders: ['content-disposition', 'etag', 'link', 'location', 'x-request-id'],
          maxAge: Duration.hours(1),
        },
      }),
    })
    const integration = new HttpLambdaIntegration('Handler', props.handler)
    for (const route of ROUTES)
      api.addRoutes({
        path: route.path,
        methods: [HttpMethod[route.method]],
        integration,
        ...(route.action === null && { authorizer: new HttpNoneAuthorizer() }),
      })
    Validations.of(api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'Open are GET /health, which tells that the service answers, GET /openapi.json, which tells what is public anyway, and /unsubscribe, which does nothing without the secret of its link.',
    })
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.jsonWithStandardFields(),
      },
    })
    this.url = stage.url
    this.endpoint = api.apiEndpoint
    this.#api = api
  }

  /** A page for people that asks for no token, with a form that it sends to itself. */
  addPage(path: string, handler: IFunction): void {
    this.#api.addRoutes({
      path,
      methods: [HttpMethod.GET, HttpMethod.POST],
      integration: new HttpLambdaIntegration('Page', handler),
      authorizer: new HttpNoneAuthorizer(),
    })
  }
}
