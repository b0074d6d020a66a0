import { z } from 'zod'

/** Whose report it is; deadlines depend on it. `department` is a department of a government of county level or above. */
export const Level = z.enum(['ministry', 'province', 'city', 'county', 'department', 'township'])
export type Level = z.infer<typeof Level>
