import { Command, CommanderError } from 'commander'
import { addCheck } from './check.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'

/**
 * Runs the command line. `args` are the arguments after the program's name.
 * @returns the exit code; messages have been written to stderr.
 */
export async function main(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok
  const finish = (result: ExitCode): void => {
    code = result
  }
  const program = new Command('gongkai')
    .description('核对政府信息公开工作年度报告。Checks annual reports on open government information.')
    .helpOption('-h, --help', '显示帮助 · show help')
    .helpCommand('help [command]', '显示某个命令的帮助 · show help for a command')
    .showHelpAfterError('（用 --help 查看用法 · see --help）')
    .exitOverride()
  addCheck(program, finish)
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    if (!(error instanceof CliError)) throw error
    process.stderr.write(`${error.message}\n`)
    return error.exitCode
  }
}
