// Reads files one by one as the product does, in a process of its own, and tells of each what came of it and what it took.
import { readFileSync } from 'node:fs'
import { check } from '../../../lib/check/index.ts'
import { isArchive, openArchive } from '../../../lib/readers/archive/index.ts'
import { Refusal } from '../../../lib/readers/refusal.ts'
import type { HostileOutcome } from './hostile-outcome.ts'

const CONTEXT = { date: '2026-01-20' }
const [goodFile = '', ...files] = process.argv.slice(2)
const good = readFileSync(goodFile)

type Answer = Pick<HostileOutcome, 'code' | 'message' | 'verdict'>

async function answerOf(bytes: Uint8Array): Promise<Answer> {
  if (!isArchive(bytes)) {
    const { rejection, score } = await check(bytes, '年报.docx', CONTEXT)
    return { code: rejection?.code ?? null, message: rejection?.message ?? null, verdict: score?.verdict ?? null }
  }
  try {
    for (const member of openArchive(bytes).members) member.read()
    return { code: null, message: null, verdict: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ...error.rejection, verdict: null }
  }
}

for (const file of files) {
  const bytes = readFileSync(file)
  const [begin, before] = [performance.now(), process.cpuUsage()]
  const answer = await answerOf(bytes)
  const { user, system } = process.cpuUsage(before)
  const next = await check(good, '年报.doc', CONTEXT)
  const outcome: HostileOutcome = {
    ...answer,
    processor: (user + system) / 1e6,
    seconds: (performance.now() - begin) / 1000,
    peak: process.resourceUsage().maxRSS / 1024,
    next: next.outcome,
  }
  process.stdout.write(`${JSON.stringify(outcome)}\n`)
}
process.exit()
