import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Entry } from '../../lib/report/index.ts'
import { excel, noTables, onlyTable, onlyTables, word } from '../intake/support.ts'
import { buildReport } from '../support/build-report.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { gongkai } from './gongkai.ts'

const folder = mkdtempSync(join(tmpdir(), 'gongkai-archives-'))
afterAll(() => rmSync(folder, { recursive: true }))
const TEXT = Buffer.from(layoutNamed('row per line, pipes').write(SPECIMEN))

function put(path: string, bytes: Uint8Array): string {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
  return file
}

async function entriesOf(...paths: string[]): Promise<Entry[]> {
  const { stdout } = await gongkai(['check', ...paths, '--json', '--date', '2025-01-20'])
  return z.array(Entry).parse(JSON.parse(stdout))
}

test('each file of an archive is an entry under its path; what cannot be read is rejected with its reason', async () => {
  const archive = put(
    'all.zip',
    zipSync({ '云桥镇/年报.docx': word(SPECIMEN), 'inner.zip': zipSync({ 'b.txt': TEXT, 'c.zip': zipSync({ 'd.txt': TEXT }) }), '坏.docx': word(SPECIMEN).subarray(0, 3000), '.DS_Store': TEXT }),
  )
  const entries = await entriesOf(archive)
  expect(entries.map(({ file, outcome, rejection }) => [file.slice(archive.length), outcome, rejection?.code])).toEqual([
    ['/inner.zip/b.txt', 'checked', undefined],
    ['/inner.zip/c.zip', 'rejected', 'nested-archive'],
    ['/云桥镇/年报.docx', 'checked', undefined],
    ['/坏.docx', 'rejected', 'damaged-file'],
  ])
  expect(entries[2]?.score?.verdict).toBe('pass')
})

test('a report that stands in an archive twice is checked twice, and the second says so; other numbers are asked about', async () => {
  const other = buildReport({ figures: { outcomes: { granted: [9, 0, 0, 0, 0, 0] } } })
  const entries = await entriesOf(put('twice.zip', zipSync({ 'a/报告.docx': word(SPECIMEN), 'a/报告.txt': TEXT, 'b/初稿.docx': word(SPECIMEN), 'b/定稿.docx': word(other) })))
  expect(entries.map(({ file, record }) => [file.slice(-9), record?.source.messages.map((message) => message.slice(0, 14).replace(/，.*/, ''))])).toEqual([
    ['a/报告.docx', []],
    ['/a/报告.txt', ['与“报告.docx”内容相同']],
    ['b/初稿.docx', ['同一单位同一年度还有另一份报']],
    ['b/定稿.docx', ['同一单位同一年度还有另一份报']],
  ])
})

test('an archive that cannot be opened is one rejected entry', async () => {
  const archive = put('cut.zip', zipSync({ 'a.txt': TEXT }).subarray(0, 500))
  expect((await entriesOf(archive)).map(({ file, rejection }) => [file, rejection?.code])).toEqual([[archive, 'damaged-archive']])
})

test('body and tables in one folder are one entry, of the body; named one by one they are two', async () => {
  const [body, tables] = [put('一份/正文.docx', word(SPECIMEN, noTables)), put('一份/表格.xlsx', excel(SPECIMEN, onlyTables))]
  const [entry, ...others] = await entriesOf(dirname(body))
  expect(others).toHaveLength(0)
  expect(entry).toMatchObject({ file: body, score: { verdict: 'pass' }, record: { tables: { requests: { status: 'read' } }, source: { messages: [expect.stringContaining('由2个文件合成')] } } })
  expect((await entriesOf(body, tables)).map(({ file, score }) => [file, score?.verdict])).toEqual([
    [body, 'fail'],
    [tables, 'fail'],
  ])
})

test('files that may belong together stay entries of their own, with the question among their notes', async () => {
  put('不清/正文.docx', word(SPECIMEN, noTables))
  put('不清/表格.xlsx', excel(SPECIMEN, onlyTable('requests')))
  const entries = await entriesOf(join(folder, '不清'))
  expect(entries).toHaveLength(2)
  for (const { record } of entries) expect(record?.source.messages.join()).toMatch(/不能确定哪些文件合起来是一份报告/)
  const { stdout } = await gongkai(['check', join(folder, '不清')])
  expect(stdout).toContain('读取说明')
})
