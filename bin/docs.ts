import { mkdirSync, writeFileSync } from 'node:fs'
import { schemaFiles } from '../lib/check/schemas.ts'
import { rulesMarkdown } from '../lib/rules/docs.ts'

/** Writes the documents that follow from the code; a test fails when they are stale. */
const docs = new URL('../docs/', import.meta.url)

writeFileSync(new URL('rules.md', docs), rulesMarkdown())
mkdirSync(new URL('schema/', docs), { recursive: true })
for (const [name, text] of schemaFiles()) writeFileSync(new URL(`schema/${name}`, docs), text)
