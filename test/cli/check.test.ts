import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Entry } from '../../lib/report/index.ts'
import { withCell } from '../support/report-data.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { gongkai } from './gongkai.ts'

const write = layoutNamed('row per line, pipes').write
const CLEAN = write(SPECIMEN)
const BROKEN = write(withCell(SPECIMEN, 'requests', 'totalProcessed', 'total', 999))
const DATE = ['--date', '2025-03-01']

let folder = ''
const path = (name: string): string => join(folder, name)
const entries = (stdout: string): Entry[] => z.array(Entry).parse(JSON.parse(stdout))

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-check-'))
  writeFileSync(path('clean.txt'), CLEAN)
  writeFileSync(path('broken.txt'), BROKEN)
  writeFileSync(path('empty.txt'), '')
  mkdirSync(path('many/b/deep'), { recursive: true })
  writeFileSync(path('many/b/deep/1.txt'), CLEAN)
  writeFileSync(path('many/a.txt'), CLEAN)
  writeFileSync(path('many/c.txt'), BROKEN)
  writeFileSync(path('many/.DS_Store'), 'hidden')
  symlinkSync(path('many'), path('many/loop'))
  symlinkSync(path('nowhere'), path('many/dangling.txt'))
  mkdirSync(path('nothing'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('check --json', () => {
  test('gives one entry per file in the order given, each as the contract says', async () => {
    const files = [path('broken.txt'), path('clean.txt'), path('empty.txt')]
    const { code, stdout, stderr } = await gongkai(['check', '--json', ...DATE, ...files])
    const found = entries(stdout)
    expect(found.map(({ file }) => file)).toEqual(files)
    expect(found.map(({ outcome }) => outcome)).toEqual(['checked', 'checked', 'rejected'])
    expect(found.map(({ score }) => score?.verdict)).toEqual(['fail', 'pass', undefined])
    expect(found[0]?.findings.map(({ rule }) => rule)).toContain('identities/balance')
    expect(found[2]?.rejection?.code).toBe('empty-file')
    expect(code).toBe(1)
    expect(stderr).toBe('')
  })

  test('a folder is all files below it, sorted; hidden files and loops are left out, a dangling link is an entry', async () => {
    const { code, stdout } = await gongkai(['check', '--json', ...DATE, path('many')])
    const found = entries(stdout)
    expect(found.map(({ file }) => file.slice(folder.length + 1))).toEqual(['many/a.txt', 'many/b/deep/1.txt', 'many/c.txt', 'many/dangling.txt'])
    expect(found.at(-1)?.rejection?.code).toBe('unreadable-file')
    expect(code).toBe(1)
  })

  test('the same files and date give the same bytes', async () => {
    const [first, second] = await Promise.all([0, 1].map(() => gongkai(['check', '--json', ...DATE, path('many')])))
    expect(first?.stdout).toBe(second?.stdout)
  })

  test('a file above the limit is refused without being read', async () => {
    writeFileSync(path('huge.txt'), '')
    truncateSync(path('huge.txt'), 8 * 1024 ** 3)
    const { stdout } = await gongkai(['check', '--json', path('huge.txt'), path('clean.txt')])
    expect(entries(stdout).map(({ rejection }) => rejection?.code)).toEqual(['too-large', undefined])
    rmSync(path('huge.txt'))
  })
})

describe('check for people', () => {
  test('a report that passes: exit 0, verdict and score', async () => {
    const { code, stdout } = await gongkai(['check', ...DATE, path('clean.txt')])
    expect(stdout).toMatch(/【通过】没有发现问题。/)
    expect(stdout).toMatch(/得分：100分（完整30\/30 准确30\/30 一致15\/15 规范15\/15 及时10\/10）/)
    expect(stdout).toContain('共1份：通过1份，未通过0份')
    expect(code).toBe(0)
  })

  test('a finding is told with quote, law and fix: exit 1', async () => {
    const { code, stdout } = await gongkai(['check', ...DATE, path('broken.txt')])
    expect(stdout).toContain('【未通过】')
    expect(stdout).toMatch(/原文：“999”/)
    expect(stdout).toMatch(/依据：.*国办公开办函〔2021〕30号/)
    expect(stdout).toMatch(/改法：/)
    expect(code).toBe(1)
  })

  test('names and contents reach the terminal without control characters', async () => {
    const name = path('报告\u001B[31m红\u202E\n第二行.txt')
    writeFileSync(name, CLEAN.replaceAll('云桥镇', '云桥\u001B]0;标题\u0007镇'))
    const { stdout, code } = await gongkai(['check', ...DATE, name])
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect([0, 1]).toContain(code)
    rmSync(name)
  })
})

describe('usage errors: exit 2, Chinese and English on stderr, nothing on stdout', () => {
  test.for<[string, () => string[], RegExp]>([
    ['a file that is not there', () => [path('clean.txt'), path('no-such.txt')], /找不到.*no-such\.txt[^]*No such file/],
    ['a folder without files', () => [path('nothing')], /文件夹里没有文件[^]*No file/],
    ['a day that does not exist', () => ['--date', '2026-02-30', path('clean.txt')], /日期不对[^]*Not a date/],
    ['a date in another notation', () => ['--date', '31/01/2026', path('clean.txt')], /日期不对/],
    ['an unknown level', () => ['--level', 'village', path('clean.txt')], /级别不对[^]*township/],
    ['a name that would write on the terminal', () => ['\u001B]0;title\u0007'], /^找不到文件或文件夹： \]0;title\nNo such[^\u001B\u0007]*$/],
    ['no file', () => [], /missing required argument/],
    ['an unknown option', () => ['--jsn', path('clean.txt')], /unknown option/],
  ])('%s', async ([, args, message]) => {
    const { code, stdout, stderr } = await gongkai(['check', '--json', ...args()])
    expect(stderr).toMatch(message)
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  test('an unknown command', async () => {
    expect((await gongkai(['chekc'])).code).toBe(2)
  })

  test('help is no error and names every command', async () => {
    const { code, stdout } = await gongkai(['--help'])
    expect(code).toBe(0)
    for (const command of ['check', 'start', 'agencies', 'submit', 'results', 'mail']) expect(stdout).toContain(command)
  })
})
