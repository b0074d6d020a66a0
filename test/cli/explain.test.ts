import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { RULES } from '../../lib/rules/index.ts'
import { readSettingsFile } from '../../lib/cli/settings-file.ts'
import { gongkai } from './gongkai.ts'

const folder = mkdtempSync(join(tmpdir(), 'gongkai-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

function fileWith(text: string): string {
  const file = join(folder, 'settings.yaml')
  writeFileSync(file, text)
  return file
}

describe('explain', () => {
  test('tells of one rule in a clerk’s words', async () => {
    const { stdout, code } = await gongkai(['explain', '单元格空白'])
    expect(code).toBe(0)
    for (const words of ['■ 单元格空白', '编号：cells/blank', '级别：错误（必须修改）', '怎么改：', '依据：', '会发现', '不会误报', '主管部门可以调整']) expect(stdout).toContain(words)
  })

  test('lists all without a name', async () => {
    expect((await gongkai(['explain'])).stdout).toContain(`共${RULES.length}条。`)
  })

  test('asks back where a name is misspelt', async () => {
    const { stderr, code } = await gongkai(['explain', 'cells/blnk'])
    expect([code, stderr]).toEqual([2, expect.stringContaining('是不是：单元格空白（cells/blank）')])
  })
})

describe('a settings file', () => {
  test('in YAML or JSON says the same', async () => {
    const yaml = await readSettingsFile(fileWith('# 县里不准写斜杠\nrules:\n  cells/not-applicable:\n    severity: error\n'))
    const json = await readSettingsFile(fileWith('{"rules": {"cells/not-applicable": {"severity": "error"}}}'))
    expect(yaml).toEqual({ ok: true, settings: { rules: { 'cells/not-applicable': { severity: 'error' } } } })
    expect(json).toEqual(yaml)
    expect(await readSettingsFile(fileWith('# 还没有设置\n'))).toEqual({ ok: true, settings: {} })
  })

  test.each([
    ['rules:\n  cells/blank:\n    off: 1\n', 3, 'off 只能写'],
    ['rules:\n\n  cells/blnk: {}\n', 3, '没有编号为“cells/blnk”的规则'],
    ['deadlines:\n  - level: township\n    day: "01-20"\n', 2, 'basis 要填'],
    ['rules:\n  cells/blank: {}\n  cells/blank: {}\n', 3, '写了两次'],
    ['rules:\n  cells/blank: {off: true\n', 3, '读不懂'],
  ])('%j is told by its line', async (text, line, words) => {
    const read = await readSettingsFile(fileWith(text))
    expect(read).toEqual({ ok: false, problems: [{ line, message: expect.stringContaining(words) as unknown }] })
  })

  test('changes what check says', async () => {
    const report = 'samples/luting/2025/芦汀乡.txt'
    const settings = fileWith('rules:\n  dates/signed-early:\n    off: true\n')
    const { stdout, code } = await gongkai(['check', '--date', '2026-02-01', '--settings', settings, report])
    expect(stdout).toContain('主管部门已停用此项（未核对：“统计期限届满前就落款”）')
    expect(stdout).toContain('【通过】')
    expect(code).toBe(0)
  })

  test('that is wrong checks nothing', async () => {
    const { stdout, stderr, code } = await gongkai(['check', '--settings', fileWith('rules: {a/b: {}}'), 'samples/luting'])
    expect([stdout, code]).toEqual(['', 2])
    expect(stderr).toContain('第1行：没有编号为“a/b”的规则。')
  })
})
