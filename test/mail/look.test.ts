import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { agencyMail, supervisorMail } from '../../lib/mail/index.ts'
import { failing, resubmission } from './results.ts'

const CHROMIUM = '/usr/bin/chromium'
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

const Measured = z.object({ smallest: z.number(), overflow: z.number() })

/** Runs in the page: the smallest letters, and how far the page is wider than the screen. */
const MEASURE = `(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  let smallest = Infinity
  while (texts.nextNode()) {
    if (texts.currentNode.textContent.trim() === '') continue
    smallest = Math.min(smallest, parseFloat(getComputedStyle(texts.currentNode.parentElement).fontSize))
  }
  const { scrollWidth, clientWidth } = document.documentElement
  return { smallest, overflow: scrollWidth - clientWidth }
})()`

describe.skipIf(!existsSync(CHROMIUM))('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS })
  })
  afterAll(() => browser.close())

  const long = { ...failing, file: `${'很长的文件名'.repeat(30)}.txt`, agency: { ...failing.agency, name: 'A'.repeat(200) } }

  test.for([320, 390, 800])('at %i px nothing is cut off and no letter is below 16 px', async (width) => {
    for (const mail of [agencyMail(long, resubmission), supervisorMail(long)]) {
      const page = await browser.newPage({ viewport: { width, height: 800 } })
      await page.setContent(mail.html)
      const measured = Measured.parse(await page.evaluate(MEASURE))
      expect(measured.smallest).toBeGreaterThanOrEqual(16)
      expect(measured.overflow).toBe(0)
      await page.close()
    }
  })
})
