import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../../lib/check/index.ts'
import type { Finding } from '../../lib/report/index.ts'
import { PLANTED } from './support/planted.ts'

const FOLDER = join(import.meta.dirname, '../corpus/clean')
const FILES = readdirSync(FOLDER).sort()

const clean = (start: string): string => {
  const file = FILES.find((name) => name.startsWith(start))
  if (file === undefined) throw new Error(`No clean report ${start}`)
  return readFileSync(join(FOLDER, file), 'utf8')
}

async function findingsOf(text: string): Promise<Finding[]> {
  const { outcome, findings } = await check(new TextEncoder().encode(text), 'report.txt', { date: '2026-04-10' })
  expect(outcome).toBe('checked')
  return findings
}

const told = ({ rule, message }: Finding): string => `${rule} ${message}`

test.each(FILES)('%s: nothing but hints', async (file) => {
  const findings = await findingsOf(clean(file))
  expect(findings.filter(({ severity }) => severity !== 'info').map(told)).toEqual([])
})

test.each(PLANTED)('$file with “$edit.1”: $rules', async ({ file, edit: [find, replace], rules, words }) => {
  const text = clean(file)
  expect(text).toContain(find)
  const before = new Set((await findingsOf(text)).map(told))
  const added = (await findingsOf(text.replace(find, () => replace))).filter((finding) => !before.has(told(finding)))
  expect([...new Set(added.map(({ rule }) => rule))].sort()).toEqual([...rules].sort())
  for (const each of words) expect(added.map(({ message }) => message).join('\n')).toContain(each)
})
