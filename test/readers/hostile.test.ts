import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { HOSTILE_FILES, type HostileFile } from './support/hostile-files.ts'
import { readApart, type HostileOutcome } from './support/hostile-outcome.ts'

const MEMORY = 500
/** Of the processor: the machine may be busy with something else. */
const SECONDS = 5

const FOLDER = new URL('../../../shared/documents/hostile/', import.meta.url)
const found: readonly HostileFile[] = existsSync(FOLDER)
  ? readdirSync(FOLDER).sort().map((name) => ({ name, code: null, bytes: () => readFileSync(new URL(name, FOLDER)) }))
  : []

const expectAnswer = ({ code, message, verdict, processor, next }: HostileOutcome) => {
  if (code === null) expect(verdict).not.toBe('pass')
  else expect(message).toMatch(/请/)
  expect(processor).toBeLessThan(SECONDS)
  expect(next).toBe('checked')
}

/** As many as one function may meet in a row. */
const IN_A_ROW = 17
const groups = [HOSTILE_FILES, found].flatMap((files) =>
  Array.from({ length: Math.ceil(files.length / IN_A_ROW) }, (_, index) => files.slice(index * IN_A_ROW, (index + 1) * IN_A_ROW)),
)

describe.each(groups.map((files) => ({ first: files[0]?.name, files })))('hostile files from "$first" on, one behind the other in one process', ({ files }) => {
  let outcomes: readonly HostileOutcome[] = []
  beforeAll(async () => {
    outcomes = await readApart(files.map(({ bytes }) => bytes))
  })

  test.each(files.map((file, index) => ({ ...file, index })))('$name: a reason that says what to do, in time, and the next file is read', ({ code, index }) => {
    const outcome = outcomes[index]
    if (!outcome) throw new Error('no answer')
    expectAnswer(outcome)
    if (code !== null) expect(outcome.code).toBe(code)
  })

  test('within 500 MB', () => {
    expect(Math.max(...outcomes.map(({ peak }) => peak))).toBeLessThan(MEMORY)
  })
})
