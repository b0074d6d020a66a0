import { afterAll, beforeAll, expect, test } from 'vitest'
import { validate } from '../../functions/validate/validate.ts'
import { readOutcome } from '../../lib/store/outcome.ts'
import { RECORDS_BUCKET } from '../support/aws.ts'
import { buildReport, type Details } from '../support/build-report.ts'
import { inventedParagraphs } from '../support/invented.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { startLine } from './line.ts'

let line: Awaited<ReturnType<typeof startLine>>
beforeAll(async () => {
  line = await startLine()
})
afterAll(() => line.stop())

const HEADINGS = ['主动公开情况', '依申请公开情况', '政府信息管理情况', '政府信息公开平台建设情况', '监督保障情况']

/** A report in words of its own. */
const written = (seed: number, details: Details = {}): string =>
  layoutNamed('row per line, pipes').write(
    buildReport({ ...details, overview: inventedParagraphs(seed).map((text, index) => ({ heading: HEADINGS[index] ?? '', text })) }),
  )

let minute = 0
/** Files a report, a minute after the one before. */
async function file(agency: string, year: number, text: string) {
  minute += 1
  const message = await line.parse(await line.upload(text, `incoming/${agency}/${year}/s${minute}/report.txt`))
  if (message === null) throw new Error('gone')
  const now = new Date(Date.UTC(2025, 0, 12, 3, minute))
  await validate({ ...line.site, now: () => now }, message)
  const outcome = await readOutcome(line.s3, RECORDS_BUCKET, message.id)
  if (outcome.outcome !== 'checked') throw new Error('not checked')
  const of = (family: string) => outcome.findings.filter(({ rule }) => rule.startsWith(family))
  return { history: of('history/'), peers: of('peers/'), notEvaluated: outcome.notEvaluated, verdict: outcome.score.verdict }
}

const CARRIED = { outcomes: { granted: [4, 0, 0, 0, 0, 0] }, carriedForward: [3, 0, 0, 0, 0, 0] }

test('a first report has nothing to be compared with: said so, and no worse for it', async () => {
  const { history, notEvaluated, verdict } = await file('orphan', 2024, written(1, { agency: '望北市档案馆', year: 2024 }))
  expect(history).toEqual([])
  expect(notEvaluated.filter(({ rule }) => rule.startsWith('history/')).map(({ reason }) => reason)).toContain('没有本机关上一年度的报告，无法与上一年度比对')
  expect(verdict).toBe('pass')
})

test('two years of one agency: the newest version that could be read is the year before', async () => {
  const agency = '星湖县云桥镇人民政府'
  await file('yunqiao', 2023, written(2, { agency, year: 2023 }))
  await file('yunqiao', 2023, written(2, { agency, year: 2023, figures: CARRIED }))
  await line.check('今天天气晴。', 'incoming/yunqiao/2023/s999/report.txt')
  const { history, verdict } = await file('yunqiao', 2024, written(3, { agency, year: 2024, figures: { ...CARRIED, carriedOver: [1, 0, 0, 0, 0, 0] } }))
  expect(history).toMatchObject([{ rule: 'history/carried-over', severity: 'error', expected: '3', actual: '1' }])
  expect(verdict).toBe('fail')
  expect((await file('yunqiao', 2024, written(3, { agency, year: 2024, figures: { ...CARRIED, carriedOver: [3, 0, 0, 0, 0, 0] } }))).history).toEqual([])
})

test('last year’s words with new numbers are found', async () => {
  const agency = '星湖县人民政府办公室'
  await file('xinghu', 2023, written(4, { agency, year: 2023 }))
  const { history } = await file('xinghu', 2024, written(4, { agency, year: 2024 }))
  expect(history.map(({ rule }) => rule)).toEqual(['history/copied-narrative'])
})

test('two agencies with one text: the later one is told, with its own words only; versions of one agency are no peers', async () => {
  const [ours, theirs] = ['星湖县云桥镇人民政府', '星湖县无邮乡人民政府']
  const first = written(5, { agency: ours, year: 2022 })
  expect((await file('yunqiao', 2022, first)).peers).toEqual([])
  expect((await file('yunqiao', 2022, first)).peers).toEqual([])
  const copy = written(5, { agency: theirs, year: 2022 })
  const { peers } = await file('silent', 2022, copy)
  expect(peers).toMatchObject([{ rule: 'peers/shared-text', severity: 'warning' }])
  expect(peers[0]?.message).toContain(ours)
  expect(copy).toContain(peers[0]?.quote ?? '-')
  // The one that was there first hears nothing, even when it is corrected later.
  expect((await file('yunqiao', 2022, first)).peers).toEqual([])
  // The copy is mended.
  expect((await file('silent', 2022, written(6, { agency: theirs, year: 2022 }))).peers).toEqual([])
})
