import { readFile } from 'node:fs/promises'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { z } from 'zod'
import { importAgencies, type ImportResult } from '../store/agencies-import.ts'
import { openStore, type Store } from '../store/table.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { findInstance, type Instance } from './instance.ts'
import { print } from './terminal.ts'

const ImportOptions = z.object({ json: z.boolean().default(false), table: z.string().optional() })

/**
 * `gongkai agencies import`: takes a register into the running service, or into a table on AWS.
 * @throws {CliError} usage for a file that cannot be read, unavailable if no service runs.
 */
export async function importRegister(file: string, given: unknown): Promise<ExitCode> {
  const { json, table } = ImportOptions.parse(given)
  const bytes = await readFile(file).catch(() => {
    throw new CliError(EXIT.usage, `打不开文件：${file}`, `Cannot read the file: ${file}`)
  })
  const result = await importInto(table === undefined ? await localStore(await findInstance()) : openStore(table), bytes)
  await print(json ? `${JSON.stringify(result, null, 2)}\n` : importText(result))
  return result.problems.length === 0 ? EXIT.ok : EXIT.findings
}

async function importInto(store: Store, bytes: Uint8Array): Promise<ImportResult> {
  try {
    return await importAgencies(store, bytes)
  } finally {
    store.client.destroy()
  }
}

/** The one table of the running instance. */
async function localStore(instance: Instance): Promise<Store> {
  const credentials = z
    .object({ accessKeyId: z.string(), secretAccessKey: z.string() })
    .parse(JSON.parse(await readFile(instance.credentials, 'utf8')))
  const client = new DynamoDBClient({ endpoint: instance.dynamodb, region: instance.region, credentials })
  const { TableNames } = await client.send(new ListTablesCommand({}))
  const [table] = TableNames ?? []
  if (table === undefined) throw new Error('the running instance has no table')
  return { client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }), table }
}

const importText = ({ imported, problems }: ImportResult): string =>
  problems.length === 0
    ? `已导入${imported}个单位。\n`
    : `${problems.map(({ row, message }) => `第${row}行：${message}\n`).join('')}有${problems.length}处问题，没有导入任何单位。请改正后再导入。\n`
