import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { reportIn } from '../../lib/check/index.ts'
import { bandsOf, compare, estimate, isSameAgency, narrativeOf, Neighbours, signatureOf } from '../../lib/similarity/index.ts'
import { inventedParagraphs, numbersFrom, recordOfParagraphs } from '../support/invented.ts'
import fc from '../support/property.ts'

const TOWN = '星湖县云桥镇人民政府'
const narrative = (paragraphs: readonly string[], agency = TOWN) => narrativeOf(recordOfParagraphs(agency, 2024, paragraphs))
const share = (own: readonly string[], other: readonly string[]): number => compare(narrative(own), narrative(other)).share
const signature = (paragraphs: readonly string[]): string => signatureOf(narrative(paragraphs)) ?? ''
const seed = fc.nat(100_000)

/** Some characters replaced, the same ones for the same seed; more of them contain the fewer. */
function edited(paragraphs: readonly string[], edits: number, from: number): string[] {
  const next = numbersFrom(from)
  const lines = paragraphs.map((paragraph) => Array.from(paragraph))
  for (let edit = 0; edit < edits; edit += 1) {
    const line = lines[next(lines.length)] ?? []
    line[next(line.length)] = '替'
  }
  return lines.map((line) => line.join(''))
}

describe('what is compared', () => {
  const text = (paragraph: string, agency = TOWN): string => narrative([paragraph], agency).text.trim()

  test.each([
    ['numbers and years', '2024年，公开信息1,286条，占91.5%', '2023年，公开信息97条，占8%'],
    ['numerals before a unit', '举办培训三期', '举办培训十二期'],
    ['width and punctuation', '公开信息（含图解）“一图读懂”', '公开信息(含图解)"一图读懂"'],
    ['traditional characters', '圖書館設查閱點', '图书馆设查阅点'],
    ['white space', '设立 查 阅\n点', '设立查阅点'],
    ['titles of documents', '印发《星湖县公开办法》', '印发《望北市公开规定》'],
    ['numbers of paragraphs', '一是加强培训；二是增加人手', '(一)加强培训；(2)增加人手'],
    ['speaking of oneself', '我镇加强培训', '本单位加强培训'],
  ])('is blind to %s', (_, one, other) => {
    expect(text(one)).toBe(text(other))
    expect(text(one)).not.toBe('')
  })

  test('the agency’s own name and the places in it are blanked', () => {
    const [own, other] = ['云桥镇在星湖县率先公开，云桥发布每日更新', '松涛街道在望北市率先公开，松涛发布每日更新']
    expect(text(own)).toBe(text(other, '望北市松涛街道办事处'))
  })

  test.each([
    '本报告由总体情况、主动公开政府信息情况等六部分组成，电子版可在网站下载。',
    '现将2024年度政府信息公开工作情况报告如下。',
    '2024年，我镇未收到政府信息公开申请，未发生行政复议、行政诉讼。',
    '2024年新收政府信息公开申请21件，上年结转2件，办结20件。',
    '2024年度，本机关未收取信息处理费，没有其他需要报告的事项。',
  ])('what law and form have everybody write is left out: %s', (sentence) => {
    expect(narrative([sentence]).text).toBe('')
  })

  test('each character knows where it stands in the source', () => {
    const record = recordOfParagraphs(TOWN, 2024, inventedParagraphs(1))
    const { text: words, starts, ends } = narrativeOf(record)
    for (const [at, character] of Array.from(words).entries())
      if (/\p{Script=Han}/u.test(character)) expect(record.text.slice(starts[at], ends[at])).toBe(character)
  })
})

describe('how alike two narratives are', () => {
  test('all of it, where only numbers and names differ', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 10, max: 99_999 }), (from, number) => {
        const own = inventedParagraphs(from).map((paragraph) => `${paragraph}云桥镇共计${number}次。`)
        const other = inventedParagraphs(from).map((paragraph) => `${paragraph.replaceAll(/\d+/gu, '4')}松涛街道共计7次。`)
        const { share: found, passages } = compare(narrative(own), narrative(other, '望北市松涛街道办事处'))
        expect(found).toBe(1)
        expect(passages.length).toBeGreaterThan(0)
      }),
      { numRuns: 60 },
    )
  })

  test('little, where one writer wrote two reports', () => {
    fc.assert(
      fc.property(seed, seed, (a, b) => {
        fc.pre(a !== b)
        expect(share(inventedParagraphs(a), inventedParagraphs(b))).toBeLessThan(0.5)
      }),
      { numRuns: 100 },
    )
  })

  test('less with every few edits, never much more', () => {
    fc.assert(
      fc.property(seed, seed, (from, edits) => {
        const own = inventedParagraphs(from)
        const shares = [0, 5, 10, 20, 40].map((count) => share(edited(own, count, edits), own))
        expect(shares[0]).toBe(1)
        expect(shares[1]).toBeGreaterThan(0.75)
        for (const [at, value] of shares.entries()) expect(value).toBeLessThanOrEqual((shares[at - 1] ?? 1) + 0.03)
        expect(shares.at(-1)).toBeLessThan(0.85)
      }),
      { numRuns: 60 },
    )
  })

  test('a passage is a slice of both sources, in the same words', () => {
    const [first = '', ...rest] = inventedParagraphs(7)
    const own = recordOfParagraphs(TOWN, 2024, [first, ...rest])
    const other = recordOfParagraphs(TOWN, 2024, [...inventedParagraphs(8, 2), ...rest])
    const { passages } = compare(narrativeOf(own), narrativeOf(other))
    const long = passages.filter(({ length }) => length > 40)
    expect(long.length).toBeGreaterThanOrEqual(rest.length)
    for (const passage of long) expect(own.text.slice(passage.own.start, passage.own.end)).toBe(other.text.slice(passage.other.start, passage.other.end))
  })

  test('nothing of nothing', () => {
    expect(compare(narrative([]), narrative(inventedParagraphs(1)))).toEqual({ share: 0, common: 0, total: 0, passages: [] })
  })
})

describe('signatures', () => {
  test('a short report has none: its few words are nobody’s', () => {
    expect(signatureOf(narrative(['我镇通过县政府网站公开信息12条，做到应公开尽公开。', '无。']))).toBeNull()
  })

  test('narratives that are 80 % alike meet in a band nearly always, unlike ones seldom', () => {
    let met = 0
    let strangers = 0
    for (let from = 0; from < 300; from += 1) {
      const own = inventedParagraphs(from)
      const bands = new Set(bandsOf(signature(own)))
      const meets = (other: readonly string[]): boolean => bandsOf(signature(other)).some((band) => bands.has(band))
      if (meets(edited(own, 6, from))) met += 1
      if (meets(inventedParagraphs(from + 1_000))) strangers += 1
    }
    expect(met).toBeGreaterThanOrEqual(297)
    expect(strangers).toBeLessThanOrEqual(15)
  })

  test('estimate what is shared', () => {
    const own = inventedParagraphs(3, 10)
    expect(estimate(signature(own), signature(own))).toBe(1)
    expect(estimate(signature(own), signature([...own.slice(0, 5), ...inventedParagraphs(4, 5)]))).toBeGreaterThan(0.2)
    expect(estimate(signature(own), signature(inventedParagraphs(5, 10)))).toBeLessThan(0.35)
  })

  test('in memory, the nearest come first', () => {
    const neighbours = new Neighbours<string>()
    const own = inventedParagraphs(6, 8)
    neighbours.add('some', signature([...own.slice(0, 7), ...inventedParagraphs(61, 1)]))
    neighbours.add('same', signature(own))
    neighbours.add('other', signature(inventedParagraphs(62, 8)))
    expect(neighbours.alike('own', signature(own))).toEqual(['same', 'some'])
    expect(neighbours.alike('same', signature(own))).toEqual(['some'])
  })
})

test.each([
  ['云桥镇', '星湖县云桥镇人民政府', true],
  ['星湖县水务局', '水务局', true],
  ['云桥镇', '石桥镇', false],
  ['城东区教育局', '东区教育局', false],
  ['星湖县云桥镇人民政府', '望北市云桥镇人民政府', false],
  ['星湖县人民政府', '星湖县人民政府办公室', false],
  ['星湖县', '星湖县人民政府办公室', true],
  ['云桥镇人民政府', '云桥镇人民政府办公室', true],
])('%s and %s are the same agency: %s', (one, other, expected) => {
  expect(isSameAgency(one, other)).toBe(expected)
  expect(isSameAgency(other, one)).toBe(expected)
})

/** Real reports; they are not part of the project and may be absent. */
const SEEDS = '../shared/seeds'
test.skipIf(!existsSync(SEEDS))('real reports of strangers are not alike', async () => {
  const reports = await Promise.all(readdirSync(SEEDS).map((file) => reportIn(readFileSync(`${SEEDS}/${file}`), file)))
  const narratives = reports.flatMap((report) => (report === null ? [] : [narrativeOf(report)]))
  expect(narratives).toHaveLength(5)
  for (const own of narratives) for (const other of narratives) if (own !== other) expect(compare(own, other).share).toBeLessThan(0.2)
})
