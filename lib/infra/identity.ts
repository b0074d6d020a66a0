import { Aws, Duration, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib'
import { AccountRecovery, ClientAttributes, FeaturePlan, Mfa, OAuthScope, StringAttribute, UserPool } from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import { ClaimNames, type Settings } from './settings.ts'

/** Whose tokens the API takes, and which of their claims say role and agency. */
export interface Identity {
  readonly issuer: string
  readonly audience: readonly string[]
  readonly claims: ClaimNames
}

/** Where `gongkai login` listens for the answer. Cognito compares callback URLs exactly, port included. */
const COMMAND_LINE = 'http://localhost:7113/callback'

/**
 * The issuer that the settings name, else a user pool of the stack's own.
 * @throws {Error} for a region without user pools.
 */
export function identityOf(scope: Construct, { identity }: Settings): Identity {
  if ('issuer' in identity) return identity
  const { region } = Stack.of(scope)
  if (!Token.isUnresolved(region) && region.startsWith('cn-'))
    throw new Error(`there are no Cognito user pools in ${region}: name an issuer in the setting "identity"`)
  const { pool, clientId } = new SignIn(scope, 'SignIn', identity)
  return { issuer: pool.userPoolProviderUrl, audience: [clientId], claims: { role: 'custom:role', agency: 'custom:agency' } }
}

interface SignInProps {
  readonly domainPrefix?: string | undefined
  readonly callbackUrls: readonly string[]
}

/** A user pool in which an operator makes the users. Role and agency are theirs to set: the app client cannot write them. */
class SignIn extends Construct {
  readonly pool: UserPool
  readonly clientId: string

  constructor(scope: Construct, id: string, { domainPrefix, callbackUrls }: SignInProps) {
    super(scope, id)
    this.pool = new UserPool(this, 'Users', {
      selfSignUpEnabled: false,
      signInAliases: { username: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      customAttributes: {
        role: new StringAttribute({ mutable: true, minLen: 1, maxLen: 20 }),
        agency: new StringAttribute({ mutable: true, minLen: 1, maxLen: 64 }),
      },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(7),
      },
      userVerification: { emailSubject: '政府信息公开年报报送账号验证', emailBody: '您的验证码是 {####}。' },
      userInvitation: {
        emailSubject: '政府信息公开年报报送账号',
        emailBody: '您好！您的账号是 {username}，临时密码是 {####}。请在7天内登录并修改密码。',
      },
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    Validations.of(this.pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason: 'The plus tier is paid for each user. Nobody signs up, and every sign-in asks for a second factor.',
    })
    this.pool.addDomain('Domain', { cognitoDomain: { domainPrefix: domainPrefix ?? `gongkai-${Aws.ACCOUNT_ID}` } })
    const client = this.pool.addClient('Client', {
      generateSecret: false,
      // Nothing but the sign-in page: no password ever passes through a client.
      authFlows: { userSrp: false },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [COMMAND_LINE, ...callbackUrls],
      },
      readAttributes: new ClientAttributes().withStandardAttributes({ email: true, emailVerified: true, fullname: true }).withCustomAttributes('role', 'agency'),
      // An empty list would mean all of them.
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(1),
    })
    this.clientId = client.userPoolClientId
  }
}
