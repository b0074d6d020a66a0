import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

export const FUNCTION_NAMES = ['parse', 'validate', 'notify', 'reconcile', 'api'] as const
export type FunctionName = (typeof FUNCTION_NAMES)[number]

export interface Bundle {
  /** A folder with the one file `index.cjs`. */
  readonly folder: string
  readonly bytes: number
}

const root = join(import.meta.dirname, '../..')

/**
 * Bundles every function in one esbuild run; CDK's NodejsFunction would start esbuild once per function.
 * The AWS SDK is bundled too: its version is then the tested one. CommonJS, so that what stands behind an
 * `import()` is not evaluated until it is needed; `.cjs`, which Lambda and this repository ("type": "module")
 * both read as CommonJS.
 */
export function bundleFunctions(): ReadonlyMap<FunctionName, Bundle> {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: FUNCTION_NAMES.map((name) => ({ in: `functions/${name}/handler.ts`, out: name })),
    outdir: 'bundles',
    write: false,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'error',
  })
  return new Map(
    FUNCTION_NAMES.map((name) => {
      const output = outputFiles.find((file) => file.path.endsWith(`${name}.js`))
      if (output === undefined) throw new Error(`esbuild gave no output for ${name}`)
      return [name, store(name, output.contents)]
    }),
  )
}

/** Writes a bundle once per content: the same code is the same asset, and two processes do not meet half a file. */
function store(name: FunctionName, contents: Uint8Array): Bundle {
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 16)
  const folder = join(root, 'node_modules/.cache/gongkai', `${name}-${hash}`)
  const file = join(folder, 'index.cjs')
  if (!existsSync(file)) {
    const draft = `${folder}.${process.pid}`
    mkdirSync(folder, { recursive: true })
    writeFileSync(draft, contents)
    renameSync(draft, file)
  }
  return { folder, bytes: contents.byteLength }
}
