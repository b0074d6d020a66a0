import { POLICY, type Role, ROLES, type Scope } from './policy.ts'

const REACH: Readonly<Record<Scope, string>> = { none: '—', own: 'own', subtree: 'own and below', all: 'all' }

const rows = (): string[] =>
  Object.entries(POLICY).map(([action, { about, scopes }]) => {
    const reach: Partial<Readonly<Record<Role, Scope>>> = scopes
    return `| \`${action}\` | ${about} | ${ROLES.map((role) => REACH[reach[role] ?? 'none']).join(' | ')} |`
  })

/** docs/access.md. `routes` are the API's, each with its action; null for those that ask for no token. */
export const accessMarkdown = (routes: readonly { readonly method: string; readonly path: string; readonly action: string | null }[]): string => `# Who may do what

Written by \`npm run docs\` from the policy in [\`lib/access/policy.ts\`](../lib/access/policy.ts), the very table that the API asks. What is
not named here is denied.

| action | what it is | ${ROLES.join(' | ')} |
|---|---|${ROLES.map(() => '---|').join('')}
${rows().join('\n')}

*own*: of the user's own agency. *own and below*: of that and of every agency under it in the register, at any depth. *all*: of
everybody, and what belongs to no agency.

| answer | when |
|---|---|
| 401 | no token, or one that API Gateway refuses: signature, algorithm, issuer, audience, time |
| 403 | the token is good, but says no role and agency that are known here, or the role may never do this |
| 404 | the role may do this, but not to this object: the answer is that for an object that does not exist |

Lists hold what the user may see and nothing else, whatever filters are given; a filter for what is foreign finds nothing, as one for what
does not exist.

## Routes

| route | action |
|---|---|
${routes.map(({ method, path, action }) => `| \`${method} ${path}\` | ${action === null ? 'open' : `\`${action}\``} |`).join('\n')}
`
