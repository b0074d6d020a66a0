import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { z } from 'zod'
import { exportRegister } from '../register/export.ts'
import { importAgencies, type ImportResult } from '../register/import.ts'
import { type AgencyChange, agencyHistory } from '../store/agency.ts'
import { postRegister, registerHistory, registerPages } from './api.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { operatorServer } from './sign-in/server.ts'
import { withTable } from './store.ts'
import { print } from './terminal.ts'

const TableOptions = z.object({ json: z.boolean().default(false), table: z.string().optional(), as: z.string().optional() })
const ImportOptions = TableOptions.extend({ dryRun: z.boolean().default(false) })

/**
 * `gongkai agencies import`: takes a register into the service, which enters it in its audit; or, past it, into a table on AWS.
 * @throws {CliError} usage for a file that cannot be read, unavailable if no service runs, findings if it refuses.
 */
export async function importRegister(file: string, given: unknown): Promise<ExitCode> {
  const { json, table, dryRun, as } = ImportOptions.parse(given)
  const bytes = await readFile(file).catch(() => {
    throw new CliError(EXIT.usage, `打不开文件：${file}`, `Cannot read the file: ${file}`)
  })
  const result = table === undefined ? await postRegister(await operatorServer(as), bytes, dryRun) : await withTable(table, (store) => importAgencies(store, bytes, { by: userInfo().username, now: new Date(), dryRun }))
  await print(json ? `${JSON.stringify(result, null, 2)}\n` : importText(result, dryRun))
  return result.problems.length === 0 ? EXIT.ok : EXIT.findings
}

/** `gongkai agencies export`: prints the register as CSV. @throws {CliError} unavailable if no service runs. */
export async function printRegister(given: unknown): Promise<ExitCode> {
  const { table, as } = TableOptions.parse(given)
  if (table === undefined) for await (const page of registerPages(await operatorServer(as))) await print(page)
  else
    await withTable(table, async (store) => {
      for await (const line of exportRegister(store)) await print(line)
    })
  return EXIT.ok
}

/** `gongkai agencies history`: what changed of one agency. @throws {CliError} unavailable if no service runs. */
export async function showHistory(id: string, given: unknown): Promise<ExitCode> {
  const { json, table, as } = TableOptions.parse(given)
  const changes = table === undefined ? await registerHistory(await operatorServer(as), id) : (await withTable(table, (store) => agencyHistory(store, id, { limit: 100 }))).changes
  await print(json ? `${JSON.stringify(changes, null, 2)}\n` : changes.map(changeText).join('') || `名录里没有编号“${id}”的变更记录。\n`)
  return EXIT.ok
}

function importText({ imported, added, changed, unchanged, problems }: ImportResult, dryRun: boolean): string {
  if (problems.length > 0)
    return `${problems.map(({ row, message }) => `第${row}行：${message}\n`).join('')}有${problems.length}处问题，没有导入任何单位。请改正后再导入。\n`
  const counts = `新增${added}个，变更${changed}个，未变${unchanged}个`
  return dryRun ? `名录没有问题，共${imported}个单位：${counts}。这次只做检查，没有写入。\n` : `已导入${imported}个单位：${counts}。\n`
}

const FIELD_NAMES = {
  name: '名称',
  level: '级别',
  supervisor: '主管部门',
  emails: '邮件地址',
  deadline: '截止日期',
  from: '起始年度',
  to: '终止年度',
} as const

function changeText({ at, by, before, after }: AgencyChange): string {
  const fields = (Object.keys(FIELD_NAMES) as (keyof typeof FIELD_NAMES)[]).filter((field) => String(before?.[field] ?? '') !== String(after[field] ?? ''))
  const told = fields.map((field) => `${FIELD_NAMES[field]}${before === null ? '' : `由“${String(before[field] ?? '')}”`}${before === null ? '为' : '改为'}“${String(after[field] ?? '')}”`)
  return `${at} ${by} ${before === null ? '登记' : '变更'}：${told.join('；') || '上级主管关系随之变动'}\n`
}
