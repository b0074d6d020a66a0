export * from './cells.ts'
export * from './obligation.ts'
export * from './total.ts'
