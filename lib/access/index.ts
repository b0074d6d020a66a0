export { type AccessObject, allows, type Principal, scopeOf } from './access.ts'
export { type Action, type Role, ROLES, type Scope } from './policy.ts'
