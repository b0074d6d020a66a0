// node test/bench/narrative.ts: how much of what is wrong in labelled statements is found, and how many alarms are false.
import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod'
import { figuresOf, Statement } from '../corpus/support/statements.ts'

for (const file of ['test/corpus/statements.json', 'test/corpus/blind.json', '../shared/cases/narrative.json']) {
  if (!existsSync(file)) continue
  const statements = z.array(Statement).parse(JSON.parse(readFileSync(file, 'utf8')))
  console.log(file)
  for (const kind of ['all', ...new Set(statements.map((statement) => statement.kind))].toSorted()) {
    const { found, mustFlag, falseAlarms, mustNotFlag, wrong } = figuresOf(kind === 'all' ? statements : statements.filter((statement) => statement.kind === kind))
    console.log(`  ${kind.padEnd(16)} found ${share(found, mustFlag)}  false ${share(falseAlarms, mustNotFlag)}  ${wrong.join(' ')}`)
  }
}

function share(part: number, whole: number): string {
  return `${`${part}/${whole}`.padStart(7)} ${whole === 0 ? '     —' : `${((100 * part) / whole).toFixed(1)} %`.padStart(7)}`
}
