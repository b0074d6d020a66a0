import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { buildSync } from 'esbuild'

/** What is bundled, by name; a stack takes one of the two kinds of `notify`. */
const ENTRY_POINTS = {
  parse: 'functions/parse/handler.ts',
  validate: 'functions/validate/handler.ts',
  notify: 'functions/notify/handler.ts',
  'notify-smtp': 'functions/notify/handler-smtp.ts',
  tally: 'functions/tally/handler.ts',
  reconcile: 'functions/reconcile/handler.ts',
  api: 'functions/api/handler.ts',
} as const
export type BundleName = keyof typeof ENTRY_POINTS

export interface Bundle {
  /** A folder with the one file `index.cjs`. */
  readonly folder: string
  readonly bytes: number
}

/**
 * Ways to credentials that a Lambda function never goes: it finds them in its environment. The SDK would import
 * these only after that failed.
 */
const UNUSED_CREDENTIALS = ['http', 'ini', 'login', 'process', 'sso', 'web-identity'].map(
  (way) => `@aws-sdk/credential-provider-${way}`,
)

const root = join(import.meta.dirname, '../..')

/**
 * Bundles every function in one esbuild run; CDK's NodejsFunction would start esbuild once per function.
 * The AWS SDK is bundled too: its version is then the tested one. CommonJS, so that what stands behind an
 * `import()` is not evaluated until it is needed; `.cjs`, which Lambda and this repository ("type": "module")
 * both read as CommonJS.
 */
export function bundleFunctions(): ReadonlyMap<BundleName, Bundle> {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: ENTRY_POINTS,
    outdir: 'bundles',
    write: false,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: [...UNUSED_CREDENTIALS, '@smithy/credential-provider-imds'],
    legalComments: 'none',
    logLevel: 'error',
  })
  const names = Object.keys(ENTRY_POINTS) as BundleName[]
  return new Map(
    names.map((name) => {
      const output = outputFiles.find((file) => basename(file.path) === `${name}.js`)
      if (output === undefined) throw new Error(`esbuild gave no output for ${name}`)
      return [name, store(name, output.contents)]
    }),
  )
}

/** Writes a bundle once per content: the same code is the same asset, and two processes do not meet half a file. */
function store(name: BundleName, contents: Uint8Array): Bundle {
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
