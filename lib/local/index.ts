export type { LocalEvent } from './events.ts'
export { HomeInUse } from './home/lock.ts'
export { DEFAULT_API_PORT, type LocalOptions, type LocalStack, startLocal } from './start.ts'
