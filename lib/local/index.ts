export type { LocalEvent } from './events.ts'
export type { LocalUser, UserDirectory } from './identity/users.ts'
export { HomeInUse } from './home/lock.ts'
export { type LocalOptions, type LocalStack, startLocal } from './start.ts'
