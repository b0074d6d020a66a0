import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { RecheckStarted } from '../../../lib/store/api-recheck.ts'
import { AgencyId } from '../../../lib/store/object-keys.ts'
import type { RecheckMessage } from '../../../lib/store/recheck.ts'
import { enqueue } from '../../shared/enqueue.ts'
import { badRequest } from '../problem.ts'
import { Year } from '../request.ts'
import { jsonAnswer, route } from '../route.ts'

const Yes = z.literal('true').optional()

/** In the query, not in a body: so the trail tells what was to be judged again. */
const Asked = z.strictObject({
  agency: AgencyId.optional(),
  supervisor: AgencyId.optional(),
  year: Year.optional(),
  all: Yes,
  history: Yes,
  apply: Yes,
  mail: Yes,
})

export const RECHECK_ROUTES = [
  route('POST /rechecks', {
    action: 'recheck',
    summary: 'Has stored reports judged again: of an agency, directly below a supervisor, of a year, or `all`; superseded versions only with `history`. Nothing is stored without `apply`, nobody mailed without `mail`.',
    query: Asked,
    answers: { 202: jsonAnswer('The run has been started.', RecheckStarted) },
    problems: [400],
    async serve({ site, query }) {
      const id = randomUUID()
      await enqueue(site.sqs, site.recheckQueue, [JSON.stringify(messageOf(id, query))])
      return { status: 202, body: { id } satisfies RecheckStarted }
    },
  }),
] as const

function messageOf(run: string, { agency, supervisor, year, all, history, apply, mail }: z.output<typeof Asked>): RecheckMessage {
  if (all === undefined && agency === undefined && supervisor === undefined && year === undefined)
    throw badRequest({ zh: '请说明重新核对哪些报告：agency、supervisor、year，或者 all=true（全部）。', en: 'Say which reports: agency, supervisor, year, or all=true.' })
  if (mail !== undefined && apply === undefined) throw badRequest({ zh: 'mail 要和 apply 一起用：没有保存的结果不发邮件。', en: 'What is not stored is not mailed: give apply with mail.' })
  const scope = { ...(agency !== undefined && { agency }), ...(supervisor !== undefined && { supervisor }), ...(year !== undefined && { year }) }
  return { run, page: 0, scope, versions: history === undefined ? 'current' : 'all', after: null, apply: apply !== undefined, mail: mail !== undefined }
}
