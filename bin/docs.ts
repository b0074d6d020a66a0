import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { describeApi, ROUTES } from '../functions/api/routes.ts'
import { accessMarkdown } from '../lib/access/docs.ts'
import { schemaFiles } from '../lib/check/schemas.ts'
import { ruleHistory, rulesMarkdown, titlesModule } from '../lib/rules/docs.ts'

/** Writes what follows from the code: documents, and the rules’ titles; tests fail when they are stale. */
const docs = new URL('../docs/', import.meta.url)

writeFileSync(new URL('rules.md', docs), rulesMarkdown())
writeFileSync(new URL('../lib/rules/titles.generated.ts', import.meta.url), titlesModule())
writeFileSync(new URL('access.md', docs), accessMarkdown(ROUTES))
writeFileSync(new URL('openapi.json', docs), `${JSON.stringify(describeApi(), null, 2)}\n`)
const history = new URL('rule-history.json', docs)
const known = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(history, 'utf8')))
writeFileSync(history, `${JSON.stringify(ruleHistory(known), null, 2)}\n`)
mkdirSync(new URL('schema/', docs), { recursive: true })
for (const [name, text] of schemaFiles()) writeFileSync(new URL(`schema/${name}`, docs), text)
