import * as z from 'zod'
import { AuditPage } from '../../../lib/store/api-audit.ts'
import { AuditCursor, type AuditQuery, readAudit, Subject } from '../../../lib/store/audit.ts'
import { AgencyId } from '../../../lib/store/object-keys.ts'
import { badRequest } from '../problem.ts'
import { Limit } from '../request.ts'
import { jsonAnswer, route } from '../route.ts'

const Asked = z.strictObject({
  day: z.iso.date().optional(),
  agency: AgencyId.optional(),
  subject: Subject.optional(),
  limit: Limit.default(20),
  cursor: AuditCursor.optional(),
})

export const AUDIT_ROUTES = [
  route('GET /audit', {
    action: 'audit.read',
    summary: 'Who did what when and from where, newest first: of a day (in China), of an agency’s users, or of one user.',
    query: Asked,
    answers: { 200: jsonAnswer('A page.', AuditPage) },
    problems: [400],
    // Asking is entered itself.
    etag: false,
    serve: async ({ site, query: { limit, cursor, ...asked } }) => ({
      body: (await readAudit(site.store, trailOf(asked), { limit, after: cursor })) satisfies z.infer<typeof AuditPage>,
    }),
  }),
] as const

function trailOf({ day, agency, subject }: Pick<z.output<typeof Asked>, 'day' | 'agency' | 'subject'>): AuditQuery {
  const [query, ...others] = [day === undefined ? [] : [{ day }], agency === undefined ? [] : [{ agency }], subject === undefined ? [] : [{ subject }]].flat()
  if (query === undefined || others.length > 0)
    throw badRequest({ zh: '请在 day、agency、subject 中填写一个，且只填写一个。', en: 'Give exactly one of day, agency and subject.' })
  return query
}
