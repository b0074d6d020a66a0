import type { z } from 'zod'
import { oneLine } from '../mail/index.ts'
import { CliError, EXIT } from './exit.ts'

/**
 * The options of a command, whose values somebody typed.
 * @throws {CliError} usage, with the first one that is wrong and what it was.
 */
export function readOptions<T>(schema: z.ZodType<T>, given: unknown): T {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const name = String(read.error.issues[0]?.path[0] ?? '')
  const value = oneLine(String(Object.entries(given ?? {}).find(([option]) => option === name)?.[1] ?? ''))
  throw new CliError(EXIT.usage, `选项 --${name} 的值不对：${value}。请用 --help 查看用法。`, `Wrong value of --${name}: ${value}. See --help.`)
}
