import { Command, CommanderError } from 'commander'
import { Level } from '../report/index.ts'
import { QueueName } from '../store/messages.ts'
import { STANDS } from '../tally/index.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'

/** What a command does with its arguments. The rooms that it needs are loaded only when it runs. */
type Run<Args extends unknown[]> = (...args: Args) => Promise<ExitCode>

/**
 * Runs the command line. `args` are the arguments after the program's name.
 * @returns the exit code; messages have been written to stderr.
 */
export async function main(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok
  const program = createProgram(
    (run) =>
      async (...given) => {
        code = await run(...given)
      },
  )
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

function createProgram(ends: <Args extends unknown[]>(run: Run<Args>) => (...args: Args) => Promise<void>): Command {
  const program = new Command('gongkai')
    .description('核对政府信息公开工作年度报告。\nChecks annual reports on open government information.')
    .helpOption('-h, --help', '显示帮助 · show help')
    .helpCommand('help [command]', '显示某个命令的帮助 · show help for a command')
    .showHelpAfterError('（用 --help 查看用法 · see --help）')
    .addHelpText('after', EXIT_CODES)
    .exitOverride()

  program
    .command('check')
    .summary('核对报告，不需要启动服务 · check reports, no service needed')
    .description('核对年度报告文件，或文件夹、压缩包（ZIP）里的全部文件。\nChecks report files, or all files in a folder or a ZIP archive and below it.')
    .argument('<path...>', '文件、文件夹或压缩包 · files, folders or archives')
    .option('--json', '输出 JSON 数组，每个文件一项 · print one JSON array, an entry per file')
    .option('--date <YYYY-MM-DD>', '按哪一天核对，默认今天（北京时间） · the day of the check; default: today in China')
    .option('--level <level>', `报送单位的级别 · level of the agency: ${Level.options.join(', ')}`)
    .option('--agency <name>', '报送单位的名称 · name of the agency')
    .option('--out <file.xlsx>', '另写一份汇总表：全部报告、全部问题、申请情况表 · also write a workbook of reports, findings and table 3')
    .option('--html <folder>', '另给每份报告写一个网页，问题标在原文上 · also write a page per report, findings marked in the source')
    .option('--settings <file>', '主管部门的核对设置（YAML 或 JSON） · a supervisor’s settings (YAML or JSON)')
    .action(ends(async (paths: string[], options: unknown) => (await import('./check.ts')).checkFiles(paths, options)))

  program
    .command('explain')
    .summary('说明核对规则 · explain a rule')
    .description('说明一条核对规则：查什么、依据什么、怎么改。不写名称则列出全部规则。\nExplains a rule by its id or title, or a part of either; without one, lists all.')
    .argument('[rule]', '规则的编号或名称，写一部分也可以 · id or title of a rule, or a part of it')
    .option('--json', '输出 JSON 数组 · print a JSON array')
    .action(ends(async (rule: string | undefined, options: { json?: boolean }) => (await import('./explain.ts')).explain(rule, options)))

  program
    .command('start')
    .summary('在本机启动整套服务 · run the whole service on this machine')
    .description(
      '在本机启动整套服务，并让样例报告走一遍全过程。按 Ctrl-C 停止，结果保留。\n' +
        'Runs the synthesized AWS stack on this machine and sends the samples through it. Ctrl-C stops; results stay.',
    )
    .option('--empty', '不导入样例 · without the samples')
    .option('--date <yyyy-mm-dd>', '当作这一天运行：催报、日报、上传时间都按这一天 · run as if it were this day: reminders, digests, times of uploads')
    .option('--port <port>', '接口的端口，默认取环境变量 PORT，再默认 7110 · port of the API; default: PORT, else 7110')
    .action(ends(async (options: unknown) => (await import('./start/start.ts')).start(options)))

  const clock = program
    .command('clock')
    .summary('查看、拨快本机的时钟 · show the clock, put it forward')
    .description('显示运行中的服务当作现在的时间（北京时间）。\nPrints what time it is for the running service (time in China).')
    .option('--json', '输出 JSON · print { now }')
    .action(ends(async (options: unknown) => (await import('./clock.ts')).showClock(options)))
  const JSON_STEPS = ['--json', '输出 JSON · print { now, steps: [{ at, mails }] }'] as const
  clock
    .command('advance')
    .description('把时钟拨快一段时间；其间每天早上的催报、日报逐日补做。\nPuts the clock forward; the reminders and digests of every morning in between are done, day by day.')
    .argument('<duration>', '时长：m 分、h 小时、d 天、w 周，例如 3d、1w2d、12h · how long: minutes, hours, days, weeks')
    .option(...JSON_STEPS)
    .action(ends(async (duration: string, options: unknown) => (await import('./clock.ts')).advanceClock(duration, options)))
  clock
    .command('set')
    .description('把时钟拨到一个时刻（北京时间），只能往后；不写几点是中午12点。\nPuts the clock forward to a time in China; noon if only a day is given.')
    .argument('<time>', '日期或时刻，例如 2026-01-31、2026-01-31T09:00 · a day or a time')
    .option(...JSON_STEPS)
    .action(ends(async (time: string, options: unknown) => (await import('./clock.ts')).setClock(time, options)))

  const agencies = program.command('agencies').summary('单位名录 · the register of agencies')
  const TABLE = ['--table <name>', 'AWS 上的这张表，凭证取自环境 · this DynamoDB table on AWS, with the credentials of the environment'] as const
  agencies
    .command('import')
    .description(
      '把单位名录（CSV 或 Excel）导入运行中的服务，列为 id,name,level,supervisor,emails，可加 deadline,from,to；多个邮件地址用“;”隔开。\n' +
        'Imports the register (CSV or XLSX) into the running service; nothing is written unless every row is good.',
    )
    .argument('<file>', '单位名录 · the register')
    .option('--dry-run', '只检查，不写入 · tell what would change, write nothing')
    .option('--json', '输出 JSON · print { imported, added, changed, unchanged, problems: [{ row, message }] }')
    .option(...TABLE)
    .option(...AS)
    .action(ends(async (file: string, options: unknown) => (await import('./agencies.ts')).importRegister(file, options)))
  agencies
    .command('export')
    .description('把单位名录写成 CSV，可以再导入。\nPrints the register as CSV, as import takes it.')
    .option(...TABLE)
    .option(...AS)
    .action(ends(async (options: unknown) => (await import('./agencies.ts')).printRegister(options)))
  agencies
    .command('history')
    .description('列出一个单位在名录里的历次变更，新的在前。\nLists what changed of an agency in the register, newest first.')
    .argument('<id>', '单位编号 · id of the agency')
    .option('--json', '输出 JSON 数组 · print a JSON array of { at, by, before, after }')
    .option(...TABLE)
    .option(...AS)
    .action(ends(async (id: string, options: unknown) => (await import('./agencies.ts')).showHistory(id, options)))

  program
    .command('login')
    .summary('登录 · sign in')
    .description(
      '用浏览器登录运行中的服务；样例用户可以用 --as 直接登录。登录一直有效，直到 gongkai logout。\n' +
        'Signs in with a browser to the running service; with --as, as a user of this machine. Lasts until gongkai logout.',
    )
    .option(...AS)
    .option('--api <url>', 'AWS 上的接口地址 · the API of a service on AWS (output ApiUrl)')
    .option('--issuer <url>', '它的登录服务地址 · its issuer (output Issuer)')
    .option('--client <id>', '它的客户端编号 · its client (output ClientId)')
    .action(ends(async (options: unknown) => (await import('./login.ts')).login(options)))
  program
    .command('logout')
    .summary('退出登录 · sign out')
    .description('忘记登录的账号。\nForgets who signed in.')
    .action(ends(async () => (await import('./login.ts')).logout()))
  program
    .command('whoami')
    .summary('查看登录的账号 · show who is signed in')
    .description('显示当前登录的账号。\nPrints who is signed in.')
    .option('--json', '输出 JSON · print the claims of the token')
    .action(ends(async (options: { json?: boolean }) => (await import('./login.ts')).whoami(options)))

  const settings = program.command('settings').summary('主管部门的核对设置 · what a supervisor sets otherwise')
  settings
    .command('import')
    .description(
      '把主管部门的核对设置（YAML 或 JSON，格式见 docs/settings.md）导入运行中的服务，替换原有设置。\n' +
        'Replaces a supervisor’s settings in the running service; nothing is written unless all of the file is right.',
    )
    .argument('<supervisor>', '主管部门的编号 · id of the supervisor')
    .argument('<file>', '设置文件 · the settings')
    .option('--dry-run', '只检查，不写入 · tell what would change, write nothing')
    .option('--json', '输出 JSON · print { imported, version, problems: [{ line, message }] }')
    .option(...TABLE)
    .action(ends(async (supervisor: string, file: string, options: unknown) => (await import('./settings.ts')).importSettings(supervisor, file, options)))
  settings
    .command('show')
    .description('显示主管部门自己的核对设置，可以再导入。\nPrints a supervisor’s own settings, as import takes them.')
    .argument('<supervisor>', '主管部门的编号 · id of the supervisor')
    .option('--json', '输出 JSON · print JSON')
    .option(...TABLE)
    .action(ends(async (supervisor: string, options: unknown) => (await import('./settings.ts')).showSettings(supervisor, options)))

  program
    .command('recheck')
    .summary('按现行规则重新核对 · judge stored reports again')
    .description(
      '按现行的规则和设置重新核对已存的报告，列出变化。默认只比较：不保存，不发邮件。\n' +
        'Judges stored reports again and tells what changed. Stores nothing without --apply, mails nothing without --mail.',
    )
    .option('--agency <id>', '这个单位的报告 · reports of this agency')
    .option('--supervisor <id>', '这个主管部门下面的报告 · reports directly below this supervisor')
    .option('--year <year>', '这个年度的报告 · reports of this year')
    .option('--all', '全部报告 · all reports')
    .option('--history', '包括旧版 · superseded versions as well')
    .option('--settings <file>', '试用 --supervisor 的这份设置 · try these settings of --supervisor')
    .option('--apply', '保存新结果，原结果留存 · store what comes out; the former outcome is kept')
    .option('--mail', '把有变化的结果发给单位和主管部门 · mail what changed')
    .option('--run <run>', '查看以前的一次运行 · show a run that was started before')
    .option('--json', '输出 JSON 数组 · print a JSON array, one report a line')
    .option('--bucket <name>', 'AWS 上的桶（RecordsBucketName） · the bucket on AWS (output RecordsBucketName)')
    .option('--queue <url>', '不经接口，直接用 AWS 上的队列（RecheckQueueUrl） · past the API, by the queue on AWS (output RecheckQueueUrl)')
    .option(...AS)
    .action(ends(async (options: unknown) => (await import('./recheck.ts')).recheck(options)))

  program
    .command('redrive')
    .summary('重新处理失败的消息 · send what failed through again')
    .description('把一个队列里多次失败的消息放回去重新处理。先排除失败的原因。\nPuts the messages that failed for good back into their queue. Mend the cause first.')
    .argument('<queue>', `队列 · one of ${QueueName.options.join(', ')}`)
    .option(...AS)
    .option('--json', '输出 JSON · print { queue, moved }')
    .action(ends(async (queue: string, options: object) => (await import('./redrive.ts')).redrive(queue, options)))

  program
    .command('submit')
    .summary('报送报告 · submit reports to the running service')
    .description('像单位报送一样，把报告上传到运行中的服务。\nUploads reports to the running service, as an agency would.')
    .argument('<path...>', '文件或文件夹，按顺序各成一版 · files or folders; each becomes a version, in this order')
    .requiredOption('--agency <id>', '单位编号 · id of the agency')
    .option('--year <year>', '报告年度，默认看报告标题，没有则为去年 · report year; default: from the title, else last year')
    .option('--wait', '等到核对完成 · wait for the outcome')
    .option(...AS)
    .option('--json', '输出 JSON 数组 · print a JSON array')
    .action(ends(async (paths: string[], options: unknown) => (await import('./submit.ts')).submit(paths, options)))

  program
    .command('results')
    .summary('查看核对结果 · show all results')
    .description('列出运行中的服务核对过的全部版本，年度新的在前。\nLists every version that the running service checked, newest years first.')
    .option('--current', '只列最新版 · the newest version of each filing only')
    .option(...AS)
    .option('--json', '输出 JSON 数组，含全部问题 · print a JSON array with all findings')
    .action(ends(async (options: unknown) => (await import('./results.ts')).results(options)))

  const ABOUT = [
    ['--supervisor <id>', '主管部门的编号，默认登录的单位 · id of the supervisor; default: who is signed in'],
    ['--year <year>', '报告年度，默认去年 · report year; default: last year'],
  ] as const
  const supervising = (command: Command): Command => command.option(...ABOUT[0]).option(...ABOUT[1]).option(...AS)
  supervising(program.command('obligations'))
    .summary('查看各单位报送情况 · who has filed, who is late, who failed')
    .description('列出主管部门下面各单位的报送情况。\nLists who has to file for a year below a supervisor, and how they stand.')
    .option('--status <status>', `只列这种情况的单位 · only agencies that stand so: ${STANDS.join(', ')}`)
    .option('--level <level>', `只列这个级别的单位 · only agencies of this level: ${Level.options.join(', ')}`)
    .option('--json', '输出 JSON 数组 · print a JSON array')
    .action(ends(async (options: unknown) => (await import('./obligations.ts')).obligations(options)))
  supervising(program.command('rollup'))
    .summary('汇总各单位的表格 · sum the tables of all agencies')
    .description('汇总主管部门下面各单位报告中的表格，并说明缺了谁、缺了什么。\nSums the tables of all agencies below a supervisor and tells who and what is missing.')
    .option('--out <file>', '写入 .xlsx 或 .csv 文件 · write an .xlsx or .csv file')
    .option('--json', '输出 JSON · print JSON')
    .action(ends(async (options: unknown) => (await import('./rollup.ts')).printRollUp(options)))

  program
    .command('mail')
    .summary('查看本机邮箱 · show the local mailbox')
    .description('列出运行中的服务发出的邮件，旧的在前。\nLists the mails that the running service sent, oldest first.')
    .option('--json', '输出 JSON 数组 · print a JSON array of { to, subject, text, html, at }')
    .action(ends(async (options: { json?: boolean }) => (await import('./mail.ts')).mail(options)))
  return program
}

/** Which commands can be run as a user of the local issuer. */
const AS = ['--as <user>', '以本机的这个用户登录，例如单位编号 · as this user of this machine, e.g. an agency’s id'] as const

const EXIT_CODES = `
退出码 · exit codes:
  0  完成；check：全部通过 · done; check: all pass
  1  check：有未通过的；其他：有被拒绝的 · check: not all pass; others: something was refused
  2  用法错误 · usage
  3  服务没有运行、没有回应，或者端口、状态目录被占用 · the service is not running, or port or folder are taken`
