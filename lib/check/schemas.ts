import { z } from 'zod'
import { Cell, Entry, Finding, Report, Score, Table } from '../report/index.ts'
import { SettingsFile } from '../rules/settings/schema.ts'

/** What is published under `docs/schema/`, by file name. A record is a report as it was read; an entry holds all that came of one file; settings are what a supervisor writes. */
const SCHEMAS = { entry: Entry, record: Report, table: Table, cell: Cell, finding: Finding, score: Score, settings: SettingsFile }

/** The JSON Schemas (draft 2020-12) of the contract, as the text of their files: `entry.json` and so on. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(Object.entries(SCHEMAS).map(([name, schema]) => [`${name}.json`, `${JSON.stringify(z.toJSONSchema(schema), null, 2)}\n`]))
}
