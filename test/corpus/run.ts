import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Baseline, difference, FOLDERS, readBaseline, takeBaseline, writeBaseline } from './corpus.ts'

/**
 * `npm run corpus`: lists which findings are new and which have vanished against the stored baselines; fails if any are.
 * `-- --update` writes the baselines anew. `-- --against <git ref> <folder>` compares the rules of that commit with the present
 * ones on a folder of reports. `-- --baseline <file> <folder>` compares with a baseline of one's own, or writes it if there is none.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { update: { type: 'boolean' }, against: { type: 'string' }, baseline: { type: 'string' } },
})
const [folder] = positionals

if (folder !== undefined) await compareFolder(resolve(folder))
else for (const each of FOLDERS) if (existsSync(each.folder)) await compareStored(each)

async function compareStored({ name, folder: path, named, baseline: file }: (typeof FOLDERS)[number]): Promise<void> {
  const now = await takeBaseline(path, named)
  if (values.update === true) writeBaseline(file, now)
  else tell(name, readBaseline(file) ?? { ...now, reports: {} }, now, 'If that is meant: npm run corpus -- --update, and look at the diff.')
}

async function compareFolder(path: string): Promise<void> {
  const now = await takeBaseline(path, true)
  const known = values.against === undefined ? readBaseline(resolve(values.baseline ?? 'corpus.json')) : baselineAt(values.against, path)
  if (known === null || values.update === true) writeBaseline(resolve(values.baseline ?? 'corpus.json'), now)
  else tell(path, known, now, '')
}

function tell(name: string, before: Baseline, now: Baseline, advice: string): void {
  const changes = difference(before, now)
  console.log(`${name}: ${Object.keys(now.reports).length} files, ${changes === '' ? 'nothing new, nothing vanished' : `rule set ${before.ruleSet} → ${now.ruleSet}, parser ${before.parser} → ${now.parser}`}`)
  if (changes === '') return
  console.log(changes + advice)
  process.exitCode = 1
}

/** What the code of another commit finds in a folder: in a worktree of its own, with the packages of this one. */
function baselineAt(ref: string, path: string): Baseline | null {
  const home = mkdtempSync(join(tmpdir(), 'gongkai-corpus-'))
  const tree = join(home, 'tree')
  const file = join(home, 'baseline.json')
  execFileSync('git', ['worktree', 'add', '--detach', tree, ref], { stdio: 'ignore' })
  try {
    symlinkSync(resolve('node_modules'), join(tree, 'node_modules'))
    // The ruler is today's, whatever is measured.
    for (const own of ['corpus.ts', 'run.ts']) cpSync(join(import.meta.dirname, own), join(tree, 'test/corpus', own))
    execFileSync(process.execPath, [join(tree, 'test/corpus/run.ts'), '--baseline', file, path], { cwd: tree, stdio: ['ignore', 'ignore', 'inherit'] })
    return readBaseline(file)
  } finally {
    execFileSync('git', ['worktree', 'remove', '--force', tree], { stdio: 'ignore' })
    rmSync(home, { recursive: true, force: true })
  }
}
