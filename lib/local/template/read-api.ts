import type { ApiResource, UserPoolResource } from './model.ts'
import * as properties from './properties.ts'
import type { Reader } from './reader.ts'
import { TemplateError } from './template.ts'

/** The HTTP API, if there is one. */
export function readApi(reader: Reader): ApiResource | null {
  const apis = reader.read('AWS::ApiGatewayV2::Api', properties.Api, (api) => api)
  reader.read('AWS::ApiGatewayV2::Stage', properties.Stage, (stage) => stage)
  const integrations = new Map(
    reader.read('AWS::ApiGatewayV2::Integration', properties.Integration, (one, { name }) => [name, one] as const),
  )
  const authorizers = new Map(
    reader.read('AWS::ApiGatewayV2::Authorizer', properties.Authorizer, ({ JwtConfiguration }, { name }) => [
      name,
      { issuer: JwtConfiguration.Issuer, audience: JwtConfiguration.Audience },
    ] as const),
  )
  const routes = reader.read('AWS::ApiGatewayV2::Route', properties.Route, (route, { logicalId }) => {
    const integration = integrations.get(route.Target.slice('integrations/'.length))
    if (integration === undefined) throw new TemplateError(`${logicalId}: ${route.Target} is not in the template`)
    const authorizer = route.AuthorizationType === 'JWT' ? authorizers.get(route.AuthorizerId ?? '') : null
    if (authorizer === undefined) throw new TemplateError(`${logicalId}: its authorizer is not in the template`)
    return {
      key: route.RouteKey,
      functionArn: reader.functionArn(integration.IntegrationUri),
      timeoutMilliseconds: integration.TimeoutInMillis,
      authorizer,
    }
  })
  if (apis.length > 1) throw new TemplateError('more than one HTTP API is not run on this machine')
  return apis[0] === undefined ? null : { cors: apis[0].CorsConfiguration ?? null, routes }
}

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const

/** The user pool, if there is one, with its one app client. */
export function readUserPool(reader: Reader): UserPoolResource | null {
  const pools = reader.read('AWS::Cognito::UserPool', properties.UserPool, (pool) => pool)
  const clients = reader.read('AWS::Cognito::UserPoolClient', properties.UserPoolClient, (client, { name }) => ({
    id: name,
    callbackUrls: client.CallbackURLs,
    readAttributes: client.ReadAttributes,
    seconds: {
      id: client.IdTokenValidity * SECONDS[client.TokenValidityUnits.IdToken],
      access: client.AccessTokenValidity * SECONDS[client.TokenValidityUnits.AccessToken],
      refresh: client.RefreshTokenValidity * SECONDS[client.TokenValidityUnits.RefreshToken],
    },
  }))
  const [client] = clients
  if (pools.length > 1 || clients.length > 1) throw new TemplateError('only one user pool with one app client can be run on this machine')
  return client === undefined ? null : { client }
}
