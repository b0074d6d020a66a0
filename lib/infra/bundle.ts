import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { buildSync } from 'esbuild'
import { pdfThread } from './pdf-thread.ts'

/** What is bundled, by name; a stack takes one of the two kinds of whatever mails. */
const ENTRY_POINTS = {
  parse: 'functions/parse/handler.ts',
  validate: 'functions/validate/handler.ts',
  notify: 'functions/notify/handler.ts',
  'notify-smtp': 'functions/notify/handler-smtp.ts',
  remind: 'functions/remind/handler.ts',
  'remind-smtp': 'functions/remind/handler-smtp.ts',
  feedback: 'functions/feedback/handler.ts',
  unsubscribe: 'functions/unsubscribe/handler.ts',
  tally: 'functions/tally/handler.ts',
  reconcile: 'functions/reconcile/handler.ts',
  recheck: 'functions/recheck/handler.ts',
  api: 'functions/api/handler.ts',
} as const
export type BundleName = keyof typeof ENTRY_POINTS

export interface Bundle {
  /** A folder with `index.cjs`, and what it opens only when it needs it. */
  readonly folder: string
  /** Of `index.cjs`, which every start of the function loads. */
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
    banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
    define: { 'import.meta.url': 'moduleUrl' },
    legalComments: 'none',
    // A Chinese character takes three bytes, escaped six.
    charset: 'utf8',
    logLevel: 'error',
  })
  const names = Object.keys(ENTRY_POINTS) as BundleName[]
  return new Map(
    names.map((name) => {
      const output = outputFiles.find((file) => basename(file.path) === `${name}.js`)
      if (output === undefined) throw new Error(`esbuild gave no output for ${name}`)
      return [name, store(name, output.contents, name === 'parse' ? pdfThread(root) : [])]
    }),
  )
}

/** A file that lies beside `index.cjs`, at a path below it. */
export interface BesideFile {
  readonly path: string
  readonly contents: Uint8Array
}

/** Writes a bundle once per content: the same code is the same asset, and two processes do not meet half a folder. */
function store(name: BundleName, contents: Uint8Array, beside: readonly BesideFile[]): Bundle {
  const files = [{ path: 'index.cjs', contents }, ...beside]
  const hash = createHash('sha256')
  for (const file of files) hash.update(file.path).update(file.contents)
  const folder = join(root, 'node_modules/.cache/gongkai', `${name}-${hash.digest('hex').slice(0, 16)}`)
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`
    for (const file of files) {
      mkdirSync(dirname(join(draft, file.path)), { recursive: true })
      writeFileSync(join(draft, file.path), file.contents)
    }
    rename(draft, folder)
  }
  return { folder, bytes: contents.byteLength }
}

/** Another process may have written the same folder meanwhile. */
function rename(draft: string, folder: string): void {
  try {
    renameSync(draft, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
    rmSync(draft, { recursive: true })
  }
}
