import { oneLine } from '../mail/parts.ts'

/** What the command line returns to the shell; docs/cli.md explains them. */
export const EXIT = { ok: 0, findings: 1, usage: 2, unavailable: 3 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Ends a command with a message for the person at the keyboard instead of a stack trace. Names in it may be hostile. */
export class CliError extends Error {
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, chinese: string, english: string) {
    super(`${oneLine(chinese)}\n${oneLine(english)}`)
    this.exitCode = exitCode
  }
}
