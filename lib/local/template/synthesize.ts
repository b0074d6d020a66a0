import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const Settings = z.object({ context: z.record(z.string(), z.unknown()).default({}) })

/** Whatever can change what the CDK app gives; this room and the command line cannot. */
const SOURCES = ['bin/app.ts', 'lib/**/*.ts', 'functions/**/*.ts', 'cdk.json', 'cdk.context.json', 'package-lock.json']
const NOT_SOURCES = ['lib/local/**', 'lib/cli/**']

/**
 * Runs the CDK app of the project at `root` and gives the folder of the cloud assembly. An assembly made from the
 * same sources is used again; older ones in `cache` are removed.
 * Rejects when `signal` aborts.
 */
export async function synthesize(root: string, cache: string, signal?: AbortSignal): Promise<string> {
  const folder = join(cache, hashSources(root))
  if (existsSync(join(folder, 'manifest.json'))) return folder
  mkdirSync(cache, { recursive: true })
  const older = readdirSync(cache)
  const draft = mkdtempSync(`${folder}-`)
  const { context } = Settings.parse(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')))
  await promisify(execFile)(process.execPath, [join(root, 'bin/app.ts')], {
    cwd: root,
    signal,
    // The checks of a deployment are not those of every start.
    env: { ...process.env, CDK_OUTDIR: draft, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_VALIDATION: 'false' },
  })
  // On Lambda no package.json stands above the code: what `.js` means must not depend on where this folder lies.
  writeFileSync(join(draft, 'package.json'), '{}\n')
  if (existsSync(folder)) return draft
  renameSync(draft, folder)
  for (const name of older) rmSync(join(cache, name), { recursive: true, force: true })
  return folder
}

function hashSources(root: string): string {
  const hash = createHash('sha256').update(process.version)
  for (const file of globSync(SOURCES, { cwd: root, exclude: NOT_SOURCES }).sort())
    hash.update(`${file}\n`).update(readFileSync(join(root, file)))
  return hash.digest('hex').slice(0, 32)
}
