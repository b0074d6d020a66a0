import { describe, expect, test } from 'vitest'
import type { Dimension, Finding, Severity } from '../../lib/report/index.ts'
import { COSTS, DIMENSIONS, score } from '../../lib/score/index.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { recordOf } from '../rules/support/record.ts'
import fc from '../support/property.ts'

const REPORT = recordOf(SPECIMEN)
const chargeOf = (rule: string): { dimension: Dimension; cost?: number } =>
  rule === 'test/unread' ? { dimension: 'completeness', cost: 10 } : { dimension: DIMENSIONS.find(({ dimension }) => rule.endsWith(dimension))?.dimension ?? 'accuracy' }

const finding = (dimension: Dimension, severity: Severity): Finding => ({
  rule: `test/${dimension}`,
  severity,
  message: '测试',
  quote: '',
  place: { start: 0, end: 0 },
  fix: '测试',
  source: '测试',
})
const findings = fc.array(
  fc.tuple(fc.constantFrom(...DIMENSIONS.map(({ dimension }) => dimension)), fc.constantFrom<Severity>('error', 'warning', 'info')).map((parts) => finding(...parts)),
  { maxLength: 30 },
)

describe('the score', () => {
  test('of a report without findings is 100', () => {
    expect(score(REPORT, [], chargeOf)).toMatchObject({ total: 100, verdict: 'pass' })
    expect(DIMENSIONS.reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
  })

  test('is as in the worked example of docs/scoring.md', () => {
    const found = [finding('completeness', 'error'), finding('accuracy', 'error'), finding('accuracy', 'error'), finding('accuracy', 'error'), finding('accuracy', 'error'), finding('formality', 'warning'), finding('timeliness', 'info')]
    const { total, verdict, dimensions } = score(REPORT, found, chargeOf)
    expect({ total, verdict }).toEqual({ total: 57, verdict: 'fail' })
    expect(dimensions.map(({ name, points }) => [name, points])).toEqual([['完整', 20], ['准确', 0], ['一致', 15], ['规范', 12], ['及时', 10]])
    expect(dimensions[1]?.lost).toEqual([1, 2, 3].map((index) => ({ finding: index, points: 10 })))
  })

  test('charges what a rule costs where its severity does not say it', () => {
    const unread = { ...finding('completeness', 'warning'), rule: 'test/unread' }
    expect(score(REPORT, [unread, finding('completeness', 'warning')], chargeOf).dimensions[0]).toMatchObject({
      points: 17,
      lost: [{ finding: 0, points: 10 }, { finding: 1, points: 3 }],
    })
  })

  test('never rises with another finding, wherever it is put', () => {
    fc.assert(
      fc.property(findings, findings, fc.nat(), (some, [extra], at) => {
        fc.pre(extra !== undefined)
        const more = some.toSpliced(at % (some.length + 1), 0, extra)
        expect(score(REPORT, more, chargeOf).total).toBeLessThanOrEqual(score(REPORT, some, chargeOf).total)
      }),
    )
  })

  test('explains each lost point by a finding', () => {
    fc.assert(
      fc.property(findings, (found) => {
        const { total, dimensions } = score(REPORT, found, chargeOf)
        expect(total).toBeGreaterThanOrEqual(0)
        for (const { dimension, weight, points, lost } of dimensions) {
          expect(points + lost.reduce((sum, loss) => sum + loss.points, 0)).toBe(weight)
          for (const loss of lost) {
            expect(found[loss.finding]?.rule).toBe(`test/${dimension}`)
            expect(loss.points).toBeLessThanOrEqual(COSTS[found[loss.finding]?.severity ?? 'info'])
          }
        }
      }),
    )
  })
})

describe('the verdict', () => {
  const unreadable = { ...REPORT, tables: { ...REPORT.tables, disputes: { ...REPORT.tables.disputes, status: 'unreadable' as const } } }

  test('is fail with any error, even where a table could not be read', () => {
    expect(score(unreadable, [finding('accuracy', 'error')], chargeOf).verdict).toBe('fail')
  })
  test('is uncheckable without an error where a table could not be read', () => {
    expect(score(unreadable, [finding('accuracy', 'warning')], chargeOf).verdict).toBe('uncheckable')
  })
  test('is pass with warnings alone', () => {
    expect(score(REPORT, [finding('accuracy', 'warning')], chargeOf).verdict).toBe('pass')
  })
})
