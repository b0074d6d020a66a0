import * as z from 'zod'
import { Level } from '../../../lib/report/index.ts'
import { Contributors, DutyPage, RollUp, Summary } from '../../../lib/store/api-tallies.ts'
import { AgencyId } from '../../../lib/store/object-keys.ts'
import { yearDue } from '../../../lib/store/year-due.ts'
import { dayInChina, STANDS } from '../../../lib/tally/index.ts'
import { rollUpSheets } from '../../../lib/workbook/rollup.ts'
import { agencyWithin } from '../access.ts'
import { listDuties, ownDuty } from '../duties.ts'
import { notFound, unknownAgency } from '../problem.ts'
import { Limit, Year } from '../request.ts'
import { rollUpCsv } from '../rollup-csv.ts'
import { contributors, rollUp } from '../rollup.ts'
import { type Asked, jsonAnswer, route } from '../route.ts'
import { summarize, summarizeOwn } from '../summary.ts'

const About = z.strictObject({ supervisor: AgencyId.optional(), year: Year.optional() })
const DutiesQuery = About.extend({
  agency: AgencyId.optional(),
  status: z.enum(STANDS).optional(),
  level: Level.optional(),
  reach: z.enum(['direct', 'all']).default('all'),
  limit: Limit.default(20),
  cursor: AgencyId.optional(),
})
const RollUpQuery = About.extend({
  format: z.enum(['json', 'csv', 'xlsx']).default('json'),
  cell: z.string().max(100).regex(/^(?:disclosure|requests|disputes)\.[A-Za-z0-9.]+\.[A-Za-z]+$/).optional(),
  limit: Limit.default(20),
  cursor: AgencyId.optional(),
})

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * The agency that is asked about, the caller's own if none is named, and the year, the one that is due if none is.
 * @throws {HttpProblem} 404 for what the caller does not reach.
 */
async function about({ site, access, query }: Asked<unknown, z.output<typeof About>, unknown>) {
  const id = query.supervisor ?? access.principal.agency
  const agency = id === null ? null : await agencyWithin(site.store, access, id)
  if (agency === null) throw unknownAgency(id ?? '')
  return { agency, year: query.year ?? yearDue(site.now()) }
}

export const DUTY_ROUTES = [
  route('GET /obligations', {
    action: 'obligation.read',
    summary:
      'Who has to file for a year and how they stand. Of an agency, or with `agency`, the one duty; of a supervisor, those below it, all or those of a `status` or a `level`. A page can hold fewer than asked for although more follow.',
    query: DutiesQuery,
    answers: { 200: jsonAnswer('A page, and the counts of all.', DutyPage) },
    problems: [400, 404],
    async serve(call) {
      const { site, access, query } = call
      const { agency, year } = await about({ ...call, query: { ...query, supervisor: query.agency ?? query.supervisor } })
      const today = dayInChina(site.now().toISOString())
      const own = query.agency !== undefined || access.scope === 'own'
      return { body: await (own ? ownDuty(site.store, agency, year, today) : listDuties(site.store, { ...query, supervisor: agency.id, year }, today)) }
    },
  }),
  route('GET /summary', {
    action: 'summary.read',
    summary: 'Counts, scores and the most frequent findings of the agencies below a supervisor; of an agency, its own.',
    query: About,
    answers: { 200: jsonAnswer('The summary.', Summary) },
    problems: [400, 404],
    async serve(call) {
      const { agency, year } = await about(call)
      return { body: await (call.access.scope === 'own' ? summarizeOwn(call.site.store, agency, year) : summarize(call.site.store, agency.id, year)) }
    },
  }),
  route('GET /rollup', {
    action: 'rollup.read',
    summary: 'The sum of the tables of all agencies below a supervisor, cell by cell, with what is blank, unread and missing; with `cell`, who contributed what.',
    query: RollUpQuery,
    answers: {
      200: {
        about: 'The sums; with `cell`, a page of contributions.',
          headers: { 'content-disposition?': 'Of CSV and XLSX: the name of the file.' },
        content: { 'application/json': z.union([RollUp, Contributors]), 'text/csv': null, [XLSX]: null },
      },
    },
    problems: [400, 404],
    async serve(call) {
      const { agency, year } = await about(call)
      const { cell, format, limit, cursor } = call.query
      if (cell !== undefined) {
        const page = await contributors(call.site.store, agency.id, year, cell, { limit, cursor })
        if (page === null) throw notFound({ zh: `${year}年度的报告格式里没有单元格“${cell}”。`, en: `The form of ${year} has no cell ${cell}.` })
        return { body: page }
      }
      const sums = await rollUp(call.site.store, agency, year)
      if (format === 'json') return { body: sums }
      const headers = { 'content-disposition': `attachment; filename="rollup-${agency.id}-${year}.${format}"` }
      return format === 'csv'
        ? { type: 'text/csv; charset=utf-8', headers, content: rollUpCsv(sums) }
        : { type: XLSX, headers, content: await rollUpSheets(sums, dayInChina(call.site.now().toISOString())) }
    },
  }),
] as const
