import { interactionPolicy, Provider } from 'oidc-provider'
import type { UserPoolResource } from '../template/model.ts'
import type { loadKeys } from './keys.ts'
import type { openStorage } from './storage.ts'
import type { UserDirectory } from './users.ts'

export interface IssuerOptions {
  /** The base URL under which it can be reached. */
  readonly url: string
  readonly pool: UserPoolResource
  readonly users: UserDirectory
  readonly keys: Awaited<ReturnType<typeof loadKeys>>
  readonly adapter: ReturnType<typeof openStorage>['adapter']
}

export const SIGN_IN = '/sign-in/'

/**
 * The issuer that stands in for the template's user pool: its one app client, by authorization code with PKCE, and in
 * the ID token the attributes that the client may read.
 */
export function createIssuer({ url, pool: { client }, users, keys, adapter }: IssuerOptions): Provider {
  const attributes = client.readAttributes
  // The client is the product's own: nobody is asked for consent.
  const policy = interactionPolicy.base()
  policy.remove('consent')
  return new Provider(url, {
    adapter,
    jwks: { keys: [keys.signing] },
    cookies: { keys: [keys.cookies] },
    clients: [
      {
        client_id: client.id,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [...client.callbackUrls],
        id_token_signed_response_alg: 'RS256',
      },
    ],
    scopes: ['openid'],
    claims: { openid: ['sub', ...attributes] },
    // As a user pool does: the attributes stand in the ID token itself.
    conformIdTokenClaims: false,
    findAccount: async (_context, username) => {
      const user = await users.find(username)
      if (user === null) return undefined
      const readable = Object.entries(user.attributes).filter(([name]) => attributes.includes(name))
      return { accountId: username, claims: () => ({ sub: username, ...Object.fromEntries(readable) }) }
    },
    features: { devInteractions: { enabled: false }, revocation: { enabled: true }, rpInitiatedLogout: { enabled: false } },
    interactions: { policy, url: (_context, interaction) => `${SIGN_IN}${interaction.uid}` },
    loadExistingGrant: async ({ oidc }) => {
      const clientId = oidc.client?.clientId
      const accountId = oidc.account?.accountId
      if (clientId === undefined || accountId === undefined) return undefined
      const grant = new oidc.provider.Grant({ clientId, accountId })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
    issueRefreshToken: () => true,
    pkce: { required: () => true },
    clientBasedCORS: (_context, origin) => client.callbackUrls.some((callback) => new URL(callback).origin === origin),
    ttl: { AccessToken: client.seconds.access, IdToken: client.seconds.id, RefreshToken: client.seconds.refresh, Session: client.seconds.refresh, Grant: client.seconds.refresh, AuthorizationCode: 60, Interaction: 3600 },
    renderError: (context, out) => {
      context.type = 'text/plain; charset=utf-8'
      context.body = `登录没有成功：${out.error_description ?? out.error}\n`
    },
  })
}
