import { Match } from 'aws-cdk-lib/assertions'
import * as z from 'zod'
import { describe, expect, test } from 'vitest'
import { ROUTES } from '../../functions/api/routes.ts'
import { REDIRECT } from '../../lib/cli/sign-in/protocol.ts'
import { readSettings } from '../../lib/infra/settings.ts'
import { short, synthesize } from './template.ts'

const Attributes = z.object({ ReadAttributes: z.array(z.string()), WriteAttributes: z.array(z.string()).min(1) })

describe('a user pool by default', () => {
  const { template, ofType, one } = synthesize()
  const client = one('AWS::Cognito::UserPoolClient', 'SignInUsersClient')

  test('nobody signs up; strong passwords, a second factor, kept when the stack goes', () => {
    template.hasResource('AWS::Cognito::UserPool', {
      Properties: {
        AdminCreateUserConfig: Match.objectLike({ AllowAdminCreateUserOnly: true }),
        MfaConfiguration: 'ON',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        Policies: { PasswordPolicy: Match.objectLike({ MinimumLength: 12, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true, RequireUppercase: true }) },
        DeletionProtection: 'ACTIVE',
      },
      DeletionPolicy: 'Retain',
    })
  })

  test('users read role and agency, and cannot write them', () => {
    const { ReadAttributes, WriteAttributes } = Attributes.parse(client.Properties)
    expect(ReadAttributes).toEqual(expect.arrayContaining(['custom:role', 'custom:agency']))
    expect(WriteAttributes.filter((name) => name.startsWith('custom:') || name.startsWith('email'))).toEqual([])
    // With this scope a user's access token could change attributes.
    expect(client.Properties['AllowedOAuthScopes']).toEqual(['openid'])
  })

  test('one public client: authorization code at the sign-in page only', () => {
    expect(client.Properties).toMatchObject({ AllowedOAuthFlows: ['code'], GenerateSecret: false, ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] })
    expect(client.Properties['CallbackURLs']).toContain(REDIRECT.href)
  })

  test('the API takes its tokens, for that client', () => {
    const [authorizer] = ofType('AWS::ApiGatewayV2::Authorizer')
    const { JwtConfiguration } = z.object({ JwtConfiguration: z.object({ Issuer: z.unknown(), Audience: z.array(z.unknown()) }) }).parse(authorizer?.[1].Properties)
    expect(short(JwtConfiguration.Issuer)).toBe('SignInUsers.ProviderURL')
    expect(JwtConfiguration.Audience).toEqual([{ Ref: client.id }])
    expect(ofType('AWS::ApiGatewayV2::Authorizer')).toHaveLength(1)
    for (const [, { Properties }] of ofType('AWS::ApiGatewayV2::Route'))
      if (Properties['AuthorizationType'] === 'JWT') expect(Properties['AuthorizerId']).toEqual({ Ref: authorizer?.[0] })
  })

  test('only what tells nothing of anybody is open', () => {
    expect(ROUTES.filter(({ action }) => action === null).map(({ path }) => path)).toEqual(['/health', '/openapi.json'])
  })

  test('there is none in China: the settings have to name an issuer', () => {
    expect(() => synthesize({}, 'cn-north-1')).toThrow('cn-north-1')
  })
})

describe('an issuer of one’s own', () => {
  const identity = { issuer: 'https://sso.example.gov.cn', audience: ['gongkai', 'console'], claims: { agency: 'org_code' } }
  const { ofType, one } = synthesize({ identity })

  test('is all that the API takes, and there is no user pool', () => {
    expect(ofType('AWS::Cognito::UserPool')).toEqual([])
    const [authorizer] = ofType('AWS::ApiGatewayV2::Authorizer')
    expect(authorizer?.[1].Properties['JwtConfiguration']).toEqual({ Issuer: identity.issuer, Audience: identity.audience })
  })

  test('may name its claims otherwise', () => {
    const { Properties } = one('AWS::Lambda::Function', 'ApiFunction')
    expect(Properties['Environment']).toMatchObject({ Variables: { ROLE_CLAIM: 'role', AGENCY_CLAIM: 'org_code' } })
  })

  test.each([
    ['without TLS', { ...identity, issuer: 'http://sso.example.gov.cn' }],
    ['without audience', { ...identity, audience: [] }],
    ['with a misspelt member', { ...identity, claim: {} }],
    ['mixed with a user pool’s', { ...identity, domainPrefix: 'x' }],
  ])('is refused %s', (_name, wrong) => {
    expect(() => readSettings({ identity: wrong })).toThrow()
  })
})
