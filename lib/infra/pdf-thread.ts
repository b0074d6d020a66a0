import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import type { BesideFile } from './bundle.ts'

const PDF_JS = 'node_modules/pdfjs-dist'
/** As `lib/readers/pdf/worker/thread.ts` calls it where it is bundled. */
const THREAD = 'pdf-thread.mjs'

/**
 * What reading a PDF needs beside the function itself: the thread with pdf.js in it, and the character maps of Chinese
 * fonts, where pdf.js would be installed. No start of the function loads any of it before a PDF comes.
 * @param root the folder of the project.
 */
export function pdfThread(root: string): BesideFile[] {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: ['lib/readers/pdf/worker/entry.ts'],
    write: false,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    alias: Object.fromEntries(['pdf', 'pdf.worker'].map((name) => [`pdfjs-dist/legacy/build/${name}.mjs`, `./${PDF_JS}/legacy/build/${name}.min.mjs`])),
    legalComments: 'none',
    logLevel: 'error',
  })
  const read = (path: string): BesideFile => ({ path: join(PDF_JS, path), contents: readFileSync(join(root, PDF_JS, path)) })
  const maps = readdirSync(join(root, PDF_JS, 'cmaps')).sort()
  return [
    ...outputFiles.map(({ contents }) => ({ path: THREAD, contents })),
    read('package.json'),
    read('LICENSE'),
    ...maps.map((name) => read(join('cmaps', name))),
  ]
}
