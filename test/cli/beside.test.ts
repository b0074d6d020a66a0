import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Entry } from '../../lib/report/index.ts'
import { buildReport, type Details } from '../support/build-report.ts'
import { inventedParagraphs } from '../support/invented.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { gongkai } from './gongkai.ts'

const HEADINGS = ['主动公开情况', '依申请公开情况', '政府信息管理情况', '政府信息公开平台建设情况', '监督保障情况']
const written = (seed: number, details: Details): string =>
  layoutNamed('row per line, pipes').write(
    buildReport({ ...details, overview: inventedParagraphs(seed).map((text, index) => ({ heading: HEADINGS[index] ?? '', text })) }),
  )
const CARRIED: Details['figures'] = { outcomes: { granted: [2, 0, 0, 0, 0, 0] }, carriedForward: [4, 0, 0, 0, 0, 0] }

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-beside-'))
  const files: Record<string, string> = {
    'a-yunqiao-2023.txt': written(1, { agency: '星湖县云桥镇人民政府', year: 2023, figures: CARRIED }),
    'b-yunqiao-2024.txt': written(2, { agency: '星湖县云桥镇人民政府', year: 2024 }),
    'c-the-same-again.txt': written(2, { agency: '星湖县云桥镇', year: 2024 }),
    'd-songtao-2024.txt': written(2, { agency: '望北市松涛街道办事处', year: 2024 }),
    'e-archive-2024.txt': written(3, { agency: '望北市档案馆', year: 2024 }),
    'f-archive-2023.txt': written(2, { agency: '望北市档案馆', year: 2023 }),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
})
afterAll(() => rmSync(folder, { recursive: true }))

const found = async (...paths: string[]) => {
  const { stdout } = await gongkai(['check', '--json', '--date', '2025-01-20', ...paths])
  const entries = z.array(Entry).parse(JSON.parse(stdout))
  return entries.map(({ findings, notEvaluated }) => ({
    rules: findings.map(({ rule }) => rule).filter((rule) => /^(?:history|peers)\//.test(rule)),
    messages: findings.map(({ message }) => message).join('\n'),
    notCompared: notEvaluated.map(({ rule }) => rule).filter((rule) => /^(?:history|peers)\//.test(rule)),
  }))
}

test('the files of a folder are compared with one another: other agencies, the year before', async () => {
  const [before, own, again, copy, archive, archiveBefore] = await found(folder)
  expect(own?.rules.toSorted()).toEqual(['history/carried-over', 'peers/shared-text'])
  expect(own?.messages).toContain('望北市松涛街道办事处')
  expect(again?.rules.toSorted()).toEqual(['history/carried-over', 'peers/shared-text'])
  expect(copy?.messages).toContain('星湖县云桥镇')
  expect(copy?.notCompared).toContain('history/carried-over')
  for (const alone of [before, archive, archiveBefore]) expect(alone?.rules).toEqual([])
  expect(archive?.notCompared).toEqual([])
})

test('a file by itself says that it was compared with none', async () => {
  const [only] = await found(join(folder, 'd-songtao-2024.txt'))
  expect(only?.rules).toEqual([])
  expect(only?.notCompared).toEqual(expect.arrayContaining(['history/carried-over', 'peers/shared-text']))
})
