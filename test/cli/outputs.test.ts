import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { read, utils } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { checkFiles } from '../../lib/cli/check.ts'
import { pageNames } from '../../lib/cli/outputs/page-names.ts'
import { Entry } from '../../lib/report/index.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { gongkai } from './gongkai.ts'

const SAMPLES = fileURLToPath(new URL('../../samples', import.meta.url))
const DATE = ['--date', '2026-02-01']
const report = layoutNamed('row per line, pipes').write(SPECIMEN)

let folder = ''
const path = (name: string): string => join(folder, name)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-outputs-'))
  mkdirSync(path('reports'))
  writeFileSync(path('reports/甲.txt'), report)
})
afterAll(() => rmSync(folder, { recursive: true }))

const rowsOf = (file: string, sheet: string): unknown[][] => utils.sheet_to_json<unknown[]>(read(readFileSync(file)).Sheets[sheet] ?? {}, { header: 1 })

describe('check --out --html', () => {
  test('the samples: a line and a page for each, beside what is printed; a second run gives the same bytes', async () => {
    const [out, html] = [path('new/summary.xlsx'), path('new/pages')]
    const args = ['check', SAMPLES, ...DATE, '--json', '--out', out, '--html', html]
    const first = await gongkai(args)
    expect([first.code, first.stderr]).toEqual([1, ''])
    const entries = z.array(Entry).parse(JSON.parse(first.stdout))
    expect(rowsOf(out, '全部报告').slice(1).map(([file]) => file)).toEqual(entries.map(({ file }) => file))
    expect(rowsOf(out, '全部问题')).toHaveLength(1 + entries.flatMap(({ findings }) => findings).length)

    const index = readFileSync(join(html, 'index.html'), 'utf8')
    const links = [...index.matchAll(/href="([^"#]+)"/g)].map(([, href]) => decodeURIComponent(href ?? ''))
    expect(links).toHaveLength(entries.length)
    expect(readdirSync(html).sort()).toEqual([...links, 'index.html'].sort())
    for (const { file, rejection, findings } of entries) {
      const name = links.find((link) => link.startsWith(file.split('/').slice(-3).join('_')))
      const page = readFileSync(join(html, name ?? ''), 'utf8')
      expect(page).toContain(rejection === undefined ? '报告原文' : '不能核对')
      for (const number of findings.keys()) expect(page).toContain(`id="n${number + 1}"`)
    }

    const before = [out, ...links.map((link) => join(html, link))].map((file) => readFileSync(file))
    expect((await gongkai(args)).stdout).toBe(first.stdout)
    expect([out, ...links.map((link) => join(html, link))].map((file) => readFileSync(file))).toEqual(before)
  })

  test('people are told what was written; what was written is not checked the next time', async () => {
    const args = ['check', path('reports'), ...DATE, '--out', path('reports/summary.xlsx'), '--html', path('reports/pages')]
    await gongkai(args)
    const { stdout } = await gongkai(args)
    expect(stdout).toContain('共1份：')
    expect(stdout).toContain(`汇总表：${path('reports/summary.xlsx')}`)
    expect(stdout).toContain(`网页：${path('reports/pages/index.html')}`)
    rmSync(path('reports/pages'), { recursive: true })
    rmSync(path('reports/summary.xlsx'))
  })

  test.for<[string, string, { out?: string; html?: string }, RegExp]>([
    ['pages into a folder with other files', 'reports', { html: 'reports' }, /有别的文件（甲\.txt）[^]*other files/],
    ['a workbook of another name', 'reports', { out: 'a.csv' }, /\.xlsx[^]*must end in/],
    ['a workbook where a folder is', 'reports', { out: 'folder.xlsx' }, /写不进去[^]*Cannot write/],
    ['a workbook among the pages', 'reports', { html: 'p', out: 'p/a.xlsx' }, /不能放在网页的文件夹里/],
    ['the workbook itself as the report', 'own.xlsx', { out: 'own.xlsx' }, /没有别的文件可以核对/],
  ])('%s: a usage error, nothing is touched', async ([, file, { out, html }, message]) => {
    mkdirSync(path('folder.xlsx'), { recursive: true })
    writeFileSync(path('own.xlsx'), 'mine')
    const options = { ...(out !== undefined && { out: path(out) }), ...(html !== undefined && { html: path(html) }) }
    await expect(checkFiles([path(file)], options)).rejects.toMatchObject({ exitCode: 2, message: expect.stringMatching(message) as string })
    expect(readFileSync(path('own.xlsx'), 'utf8')).toBe('mine')
    expect(readFileSync(path('reports/甲.txt'), 'utf8')).toBe(report)
    expect(existsSync(path('a.csv'))).toBe(false)
  })
})

test('pages are named after their files: safe on every system, never one twice', () => {
  const nameOf = pageNames(['index.html'])
  const long = `/${'长'.repeat(300)}.docx`
  const names = ['/年报/甲/2025/年报.docx', 'x/年报/甲/2025/年报.docx', 'A.txt', 'a.TXT', '../..', 'CON', 'a\u202E"<b>?*\n.txt', 'C:\\文\\.隐', long].map(nameOf)
  expect(names.slice(0, 8)).toEqual(['甲_2025_年报.docx.html', '甲_2025_年报.docx-2.html', 'A.txt.html', 'a.TXT-2.html', '报告.html', '_CON.html', 'a___b____.txt.html', '文_.隐.html'])
  expect(Buffer.byteLength(names[8] ?? '')).toBeLessThanOrEqual(255)
  expect(nameOf('index')).toBe('index-2.html')
})
