import { parse, parseFragment, defaultTreeAdapter as tree, type DefaultTreeAdapterTypes } from 'parse5'
import { describe, expect, test } from 'vitest'
import { agencyMail, compareFindings, receiptMail, supervisorMail, type MailResult } from '../../lib/mail/index.ts'
import fc from '../support/property.ts'
import { failing, identity, passing, rejected, resubmission, uncheckable } from './results.ts'

type Node = DefaultTreeAdapterTypes.Node

function elements(node: Node): DefaultTreeAdapterTypes.Element[] {
  const own = tree.isElementNode(node) ? [node] : []
  return 'childNodes' in node ? [...own, ...node.childNodes.flatMap(elements)] : own
}
const tagsOf = (html: string): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { tagName, attrs } of elements(parse(html))) {
    const name = [tagName, ...attrs.map((attribute) => attribute.name).sort()].join(' ')
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}
/** What a person reads of the HTML, white space left out. */
function visible(node: Node): string {
  if (tree.isTextNode(node)) return node.value.replaceAll(/\s/g, '')
  if (tree.isElementNode(node) && ['style', 'title'].includes(node.tagName)) return ''
  return 'childNodes' in node ? node.childNodes.map(visible).join('') : ''
}

const named = (name: string): MailResult => ({
  ...failing,
  agency: { ...failing.agency, name },
  file: name,
  supervisor: name,
  findings: failing.findings.map((finding) => ({ ...finding, quote: name, message: name, fix: name })),
})

describe('hostile names, quotes and file names', () => {
  const evil = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</style></div><a href="javascript:alert(1)">',
    '镇政府\r\nBcc: everyone@example.invalid',
    '镇政府\u2028第二行\u0000\u202E倒写',
  ]
  const plain = tagsOf(agencyMail(named('云溪镇'), resubmission).html)

  test.for(evil)('%j adds no element and no attribute', (name) => {
    expect(tagsOf(agencyMail(named(name), resubmission).html)).toEqual(plain)
  })

  test('any name: one line of subject, no element more, no control character in the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (name) => {
        for (const mail of [agencyMail(named(`镇${name}`), resubmission), supervisorMail(named(`镇${name}`))]) {
          expect(mail.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]/u)
          expect(mail.subject.length).toBeLessThanOrEqual(240)
          expect(mail.text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
        }
        expect(tagsOf(agencyMail(named(`镇${name}`), resubmission).html)).toEqual(plain)
      }),
      { numRuns: 100 },
    )
  })

  test('an address that is no web address is shown, not linked', () => {
    const mail = agencyMail(failing, { sentence: '请重新报送。', url: 'javascript:alert(1)' })
    expect(elements(parse(mail.html)).filter(({ tagName }) => tagName === 'a')).toEqual([])
    expect(mail.html).toContain('javascript:alert(1)')
  })
})

describe('what a mail says', () => {
  test('every finding of an agency mail: what, quote, law, fix and suggestion, in HTML and in text', () => {
    const mail = agencyMail(failing, resubmission)
    const html = visible(parseFragment(mail.html))
    const text = mail.text.replaceAll(/\s/g, '')
    for (const finding of failing.findings.filter(({ severity }) => severity !== 'info')) {
      for (const words of [finding.message, finding.quote, finding.source, finding.fix, finding.suggestion?.message ?? '']) {
        const wanted = words.replaceAll(/\s/g, '')
        expect(html).toContain(wanted)
        expect(text).toContain(wanted)
      }
    }
  })

  test('thirty findings of one rule are told as one: the law once, ten places, and how many more', () => {
    const many = Array.from({ length: 30 }, (_, index) => identity(`第${index + 1}类`, 80 + index))
    const { text } = agencyMail({ ...failing, findings: many, changes: undefined }, resubmission)
    expect(text).toContain('新收与结转不平衡（共30处）')
    expect(text).toContain('另有20处同类错误没有逐条列出，请一并检查。')
    expect(text.match(/第一项加第二项之和/g)).toHaveLength(1)
    expect(text.match(/· 表三/g)).toHaveLength(10)
  })

  test('a mail about a report with everything wrong stays below 100 KB', () => {
    const everything = Array.from({ length: 3000 }, (_, index) => ({
      ...identity(`第${index % 60}类`, index + 1),
      rule: `family/rule-${index % 60}`,
      quote: '长'.repeat(2000),
    }))
    const mail = agencyMail({ ...failing, findings: everything, changes: undefined }, resubmission)
    expect(Buffer.byteLength(mail.html)).toBeLessThan(100_000)
    expect(mail.text).toContain('请先改正以上各处再重新报送')
  })

  test('the verdict stands first after the greeting, and nothing claims a check that was not made', () => {
    expect(agencyMail(failing, resubmission).text.split('\n')[2]).toMatch(/^【需要修改】.*有2处错误、1处疑点/)
    const open = agencyMail(uncheckable, resubmission)
    expect(open.text).toContain('表三是一张图片，里面的数字读不出来（未核对：“新收与结转不平衡”“申请人分类与总计不符”）')
    expect(open.text).not.toContain('没有发现')
    expect(receiptMail(passing).text).toContain('核对没有发现错误')
    expect(agencyMail(rejected, resubmission).text).toContain('请报送年度报告的正文')
  })

  test('a result that a newer version has overtaken says so', () => {
    expect(supervisorMail({ ...failing, supersededBy: 5 }).text).toContain('已有更新的第5版')
  })
})

describe('compareFindings', () => {
  test('the same mistake with other figures is still open; gone is mended; the rest is new', () => {
    const before = [identity('自然人', 88), identity('总计', 94)]
    const after = [{ ...identity('自然人', 120), message: identity('自然人', 88).message, quote: '13' }, identity('商业企业', 99)]
    expect(compareFindings(1, before, after)).toEqual({ previousVersion: 1, mended: [before[1]], open: [0], added: [1] })
  })

  test('a row of blanks of which some were filled is still open, known by what it quotes', () => {
    const row = { ...identity('规章', 39), rule: 'cells/blank', quote: '规章' }
    const before = [{ ...row, message: '表2“规章”行“本年制发件数”“现行有效件数”列共2个单元格为空。' }]
    const after = [{ ...row, message: '表2“规章”行“现行有效件数”列为空。' }]
    expect(compareFindings(1, before, after)).toEqual({ previousVersion: 1, mended: [], open: [0], added: [] })
  })

  test('counts repeats: two before and one now is one open, one mended', () => {
    const one = identity('自然人', 1)
    const changes = compareFindings(1, [one, { ...one }], [one])
    expect(changes.open).toEqual([0])
    expect(changes.mended).toHaveLength(1)
  })
})
