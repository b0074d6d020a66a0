// node test/bench/formats-child.ts READERS FILE RUNS: loads the readers, reads a file so often, and tells what that took, in a process of its own.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { read } from '../../lib/readers/index.ts'

const [readers = '', file = '', runs = '1'] = process.argv.slice(2)
const bytes = new Uint8Array(readFileSync(file))
const begin = performance.now()
const module = (await import(pathToFileURL(readers).href)) as { readonly read: typeof read }
const loaded = performance.now()
const { ok } = await module.read(bytes)
const first = performance.now()
for (let run = 1; run < Number(runs); run += 1) await module.read(bytes)
if (!ok) throw new Error(`${file} was not read`)
console.log(JSON.stringify({ load: loaded - begin, first: first - loaded, peak: process.resourceUsage().maxRSS / 1024 }))
process.exit()
