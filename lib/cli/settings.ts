import { userInfo } from 'node:os'
import { stringify } from 'yaml'
import { z } from 'zod'
import { LEVEL_NAMES, SEVERITY_WORDS, type RuleSettings } from '../report/index.ts'
import { ruleTitle } from '../rules/title.ts'
import { findAgency } from '../store/agency.ts'
import { findSettings, putSettings, settingsVersion, type StoredSettings } from '../store/settings.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { problemText, readSettingsFile } from './settings-file.ts'
import { withStore } from './store.ts'
import { print } from './terminal.ts'

const Options = z.object({ json: z.boolean().default(false), table: z.string().optional(), dryRun: z.boolean().default(false) })

/**
 * `gongkai settings import`: replaces a supervisor's settings. Nothing is written unless the whole file is right.
 * @throws {CliError} usage for a file that cannot be opened or an unknown supervisor, unavailable if no service runs.
 */
export async function importSettings(supervisor: string, file: string, given: unknown): Promise<ExitCode> {
  const { json, table, dryRun } = Options.parse(given)
  const read = await readSettingsFile(file)
  if (!read.ok) {
    await print(json ? `${JSON.stringify({ imported: false, problems: read.problems }, null, 2)}\n` : `${problemText(read.problems)}有${read.problems.length}处问题，没有导入。请改正后再导入。\n`)
    return EXIT.findings
  }
  const { settings } = read
  const stored: StoredSettings = { supervisor, settings, version: settingsVersion(settings), importedAt: new Date().toISOString(), by: userInfo().username }
  const name = await withStore(table, async (store) => {
    const agency = await findAgency(store, supervisor)
    if (agency === null) throw new CliError(EXIT.findings, `单位名录里没有编号“${supervisor}”。请核对主管部门的编号。`, `No such agency: ${supervisor}`)
    if (!dryRun) await putSettings(store, stored)
    return agency.name
  })
  if (json) await print(`${JSON.stringify({ imported: !dryRun, version: stored.version, problems: [] }, null, 2)}\n`)
  else await print(`${settingsText(settings)}${dryRun ? '设置没有问题。这次只做检查，没有写入。\n' : `已作为${name}的设置导入（版本 ${stored.version}），对今后收到的报告生效。\n已有的结果要用 gongkai recheck 重新核对。\n`}`)
  return EXIT.ok
}

/** `gongkai settings show`: a supervisor's own settings, as a file that can be imported again. @throws {CliError} unavailable. */
export async function showSettings(supervisor: string, given: unknown): Promise<ExitCode> {
  const { json, table } = Options.parse(given)
  const stored = await withStore(table, (store) => findSettings(store, supervisor))
  if (json) await print(`${JSON.stringify(stored, null, 2)}\n`)
  else if (stored === null) await print(`# ${supervisor}没有自己的设置。\n`)
  else await print(`# ${supervisor}的设置，版本 ${stored.version}，${stored.importedAt} 由 ${stored.by} 导入\n${stringify(stored.settings)}`)
  return EXIT.ok
}

/** What the settings change, a line each. */
function settingsText({ rules = {}, deadlines = [] }: RuleSettings): string {
  const lines = [
    ...Object.entries(rules).map(([id, { off, severity, thresholds = {} }]) => {
      const changes = [
        ...(off === undefined ? [] : [off ? '停用' : '不停用']),
        ...(severity === undefined ? [] : [`级别定为${SEVERITY_WORDS[severity].name}`]),
        ...Object.entries(thresholds).map(([name, value]) => `${name}=${value}`),
      ]
      return `${ruleTitle(id) ?? id}：${changes.join('，') || '没有变动'}`
    }),
    ...deadlines.map(({ level, year, day, basis }) => `期限：${LEVEL_NAMES[level]}${year === undefined ? '' : `${year}年度`}最迟${day}公布（${basis}）`),
  ]
  return lines.length === 0 ? '没有任何调整：全部按国家规定核对。\n' : lines.map((line) => `· ${line}\n`).join('')
}
