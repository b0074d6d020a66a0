import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import * as z from 'zod'
import { check } from '../../lib/check/index.ts'
import { expand } from '../../lib/cli/files.ts'
import { RULE_SET_VERSION } from '../../lib/rules/index.ts'
import { PARSER_VERSION } from '../../lib/parse/version.ts'

/** All reports are checked as of this day, so that a baseline holds tomorrow as well. */
const DATE = '2026-02-10'

/** The findings of each file of a folder: numbers, offsets and digests, never a word of the reports. */
const Baseline = z.object({
  ruleSet: z.string(),
  parser: z.string(),
  /** By file: `<rule> <severity> <start>-<end> <digest of the quote>`, and `? <rule>` for what was not evaluated. */
  reports: z.record(z.string(), z.array(z.string())),
})
export type Baseline = z.infer<typeof Baseline>

const digest = (text: string, length = 8): string => createHash('sha256').update(text).digest('hex').slice(0, length)

/**
 * Checks all files of a folder.
 * @param named whether files keep their names; those of real reports become digests
 */
export async function takeBaseline(folder: string, named: boolean): Promise<Baseline> {
  const reports: [string, string[]][] = []
  for (const path of await expand([folder])) {
    const bytes = await readFile(path)
    const name = relative(folder, path).replaceAll('\\', '/')
    const { findings, notEvaluated, rejection } = await check(bytes, name, { date: DATE })
    const lines = [
      ...(rejection === undefined ? [] : [`rejected ${rejection.code}`]),
      ...findings.map(({ rule, severity, place, quote }) => `${rule} ${severity} ${place.start}-${place.end} ${digest(quote)}`),
      ...notEvaluated.map(({ rule }) => `? ${rule}`),
    ]
    reports.push([named ? name : digest(name, 16), lines])
  }
  return { ruleSet: RULE_SET_VERSION, parser: PARSER_VERSION, reports: Object.fromEntries(reports.sort(([a], [b]) => (a < b ? -1 : 1))) }
}

export const readBaseline = (file: string): Baseline | null => (existsSync(file) ? Baseline.parse(JSON.parse(readFileSync(file, 'utf8'))) : null)
export const writeBaseline = (file: string, baseline: Baseline): void => writeFileSync(file, `${JSON.stringify(baseline, null, 1)}\n`)

/** What is new (`+`) and what has vanished (`-`), per report, and per rule at the end; empty if nothing is. */
export function difference(before: Baseline, after: Baseline): string {
  const lines: string[] = []
  const rules = new Map<string, { added: number; gone: number }>()
  const note = (line: string, kind: 'added' | 'gone'): string => {
    const rule = line.replace(/^\? /, '').split(' ')[0] ?? ''
    const counts = rules.get(rule) ?? { added: 0, gone: 0 }
    counts[kind] += 1
    rules.set(rule, counts)
    return `  ${kind === 'added' ? '+' : '-'} ${line}`
  }
  for (const name of [...new Set([...Object.keys(before.reports), ...Object.keys(after.reports)])].sort()) {
    const [old, now] = [before.reports[name], after.reports[name]]
    const changes = [...without(now ?? [], old ?? []).map((line) => note(line, 'added')), ...without(old ?? [], now ?? []).map((line) => note(line, 'gone'))]
    const title = old === undefined ? `${name} (new file)` : now === undefined ? `${name} (file is gone)` : name
    if (changes.length > 0 || title !== name) lines.push(title, ...changes)
  }
  if (lines.length === 0) return ''
  return [...lines, '', ...[...rules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, { added, gone }]) => `${rule}: ${added} new, ${gone} vanished`), ''].join('\n')
}

/** The lines of `a` that `b` lacks, each as often as it lacks it. */
function without(a: readonly string[], b: readonly string[]): string[] {
  const left = [...b]
  return a.filter((line) => {
    const index = left.indexOf(line)
    if (index < 0) return true
    left.splice(index, 1)
    return false
  })
}

const ROOT = resolve(import.meta.dirname, '../..')

/** The folders that CI checks; real reports are no part of the project and may be absent. */
export const FOLDERS = [
  { name: 'samples', folder: join(ROOT, 'samples'), named: true },
  { name: 'seeds', folder: join(ROOT, '../shared/seeds'), named: false },
  { name: 'documents', folder: join(ROOT, '../shared/documents'), named: false },
].map((each) => ({ ...each, baseline: join(import.meta.dirname, `baseline-${each.name}.json`) }))
