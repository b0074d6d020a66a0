import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { examine } from '../../lib/check/index.ts'
import { folderLine, folderPage, reportPage } from '../../lib/page/index.ts'
import type { Entry } from '../../lib/report/index.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { FAULTY_FILES } from './support/reports.ts'

const CHROMIUM = '/usr/bin/chromium'
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const DATE = '2026-02-01'

const Marks = z.array(z.object({ numbers: z.string(), width: z.number(), height: z.number(), line: z.string(), contrast: z.number() }))

/** Runs in the page: each mark's size, its underline, and the contrast of its letters on its ground. */
const MARKS = `(() => {
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => {
      const share = part / 255
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  return [...document.querySelectorAll('mark, a.ref')].map((mark) => {
    const { width, height } = mark.getBoundingClientRect()
    const style = getComputedStyle(mark)
    const [light, dark] = [luminance(style.color), luminance(style.backgroundColor)].sort((a, b) => b - a)
    return { numbers: mark.dataset.finding ?? '', width, height, line: style.textDecorationStyle + ' ' + style.textDecorationLine + ' ' + style.borderStyle, contrast: (light + 0.05) / (dark + 0.05) }
  })
})()`
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

const pageOf = async (bytes: Uint8Array, file: string): Promise<{ entry: Entry; html: string }> => {
  const { entry, document } = await examine(bytes, file, { date: DATE })
  return { entry, html: reportPage(entry, document, DATE) }
}

describe.skipIf(!existsSync(CHROMIUM))('in a browser', () => {
  let browser: Browser
  let page: Page
  let requests: string[] = []
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS })
    page = await browser.newPage()
    page.on('request', (request) => requests.push(request.url()))
  })
  afterAll(() => browser.close())

  async function look(html: string, media: 'screen' | 'print', width: number): Promise<z.infer<typeof Marks>> {
    requests = []
    await page.emulateMedia({ media })
    await page.setViewportSize({ width, height: 900 })
    await page.setContent(html)
    expect(await page.evaluate(OVERFLOW)).toBe(0)
    expect(requests).toEqual([])
    return Marks.parse(await page.evaluate(MARKS))
  }

  const samples = globSync(fileURLToPath(new URL('../../samples/*/2025/*', import.meta.url))).map((path) => [basename(path), readFileSync(path)] as const)
  const chosen = FAULTY_FILES.filter(([name]) => /pipes$|blank lines between|Word pastes|^DOCX|^XLSX|^DOC /.test(name))

  test.for([...samples, ...chosen])('%s: every finding is to be seen, on a screen, a phone and on paper', async ([name, bytes]) => {
    const { entry, html } = await pageOf(bytes, name)
    for (const [media, width] of [['screen', 1280], ['screen', 360], ['print', 680]] as const) {
      const marks = await look(html, media, width)
      for (const [index] of entry.findings.entries()) {
        const own = marks.filter(({ numbers }) => numbers.split(' ').includes(String(index + 1)))
        expect(own.length).toBeGreaterThan(0)
        for (const { width: wide, height, line } of own) {
          expect(Math.min(wide, height)).toBeGreaterThan(3)
          expect(line).toMatch(/underline|solid|double/)
        }
      }
      for (const { contrast } of marks) expect(contrast).toBeGreaterThan(4.5)
    }
  })

  test('a page can be printed', async () => {
    const { html } = await pageOf(...[FAULTY_FILES[0]?.[1] ?? new Uint8Array(), 'a.txt'] as const)
    await page.setContent(html)
    expect((await page.pdf({ preferCSSPageSize: true })).byteLength).toBeGreaterThan(10_000)
  })

  test('hostile text is shown as text: nothing runs, nothing is fetched', async () => {
    const hostile = '</style></script><script>window.hit=1</script><img src="http://x.example/a.png" onerror="window.hit=1">"><svg onload=window.hit=1>\u202E'
    const text = layoutNamed('row per line, pipes').write(SPECIMEN).replaceAll('云桥镇', `云桥镇${hostile}`)
    const { entry, html } = await pageOf(new TextEncoder().encode(text), `${hostile}.txt`)
    for (const shown of [html, folderPage([folderLine(entry, 'a.html')], DATE)]) {
      await look(shown, 'screen', 1000)
      expect(await page.evaluate('[window.hit ?? null, document.querySelectorAll("script, img, svg").length]')).toEqual([null, 0])
      expect(await page.evaluate('document.body.innerText')).toContain('<script>window.hit=1</script>')
      expect(await page.content()).not.toContain('\u202E')
    }
  })

  test('the overview of a folder: the worst first, each with its page', async () => {
    const entries = await Promise.all(samples.map(([name, bytes]) => pageOf(bytes, name)))
    await look(folderPage(entries.map(({ entry }, index) => folderLine(entry, `${index}.html`)), DATE), 'screen', 1000)
    const rows = z.array(z.tuple([z.string(), z.string(), z.string()])).parse(
      await page.evaluate(`[...document.querySelectorAll('tbody tr')].map((row) => [row.cells[2].innerText, row.cells[3].innerText, row.querySelector('a').getAttribute('href')])`),
    )
    const ranks = rows.map(([verdict]) => ['不能核对', '未通过', '未能完成核对', '通过'].indexOf(verdict))
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
    const failed = rows.flatMap(([verdict, score]) => (verdict === '未通过' ? [Number(score)] : []))
    expect(failed).toEqual(failed.toSorted((a, b) => a - b))
    expect(new Set(rows.map(([, , href]) => href)).size).toBe(samples.length)
  })
})
