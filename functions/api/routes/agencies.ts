import * as z from 'zod'
import { agencyHistory } from '../../../lib/store/agency.ts'
import { AgencyEntry, AgencyHistory, AgencyPage, RegisterImport } from '../../../lib/store/api-register.ts'
import { AgencyId } from '../../../lib/store/object-keys.ts'
import { agencyWithin } from '../access.ts'
import { entriesOf, resumeMail } from '../entries.ts'
import { unknownAgency } from '../problem.ts'
import { exportPage, importRegister, LIMIT, listAgencies } from '../register.ts'
import { file, Limit } from '../request.ts'
import { jsonAnswer, route } from '../route.ts'

const AgencyPath = z.strictObject({ id: AgencyId })
const FILE_TYPES = ['text/csv', 'application/octet-stream', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']

export const AGENCY_ROUTES = [
  route('GET /agencies', {
    action: 'agency.read',
    summary: 'The agencies directly below a supervisor, the caller’s own if none is named; of an agency, its own entry; of an operator, those at the top.',
    query: z.strictObject({ supervisor: AgencyId.optional(), limit: Limit.default(100), cursor: AgencyId.optional() }),
    answers: { 200: jsonAnswer('A page, in the order of ids.', AgencyPage) },
    problems: [400],
    serve: async ({ site, access, query }) => ({ body: await listAgencies(site.store, access, query) }),
  }),
  route('GET /agencies/{id}', {
    action: 'agency.read',
    summary: 'An agency’s entry in the register, and which of its addresses get no more mail, since when and why.',
    path: AgencyPath,
    answers: { 200: jsonAnswer('The entry.', AgencyEntry) },
    problems: [400, 404],
    async serve({ site, access, path }) {
      const agency = await agencyWithin(site.store, access, path.id)
      if (agency === null) throw unknownAgency(path.id)
      const [entry] = await entriesOf(site.store, [agency])
      return { body: entry }
    },
  }),
  route('POST /agencies/{id}/addresses/{address}/resume', {
    action: 'address.resume',
    summary: 'Says that an address takes mail again, after it bounced or its owner complained. A new address goes into the register instead, and needs no such word.',
    path: AgencyPath.extend({ address: z.email().max(320) }),
    answers: { 200: jsonAnswer('The agency’s entry as it is then.', AgencyEntry) },
    problems: [400, 404, 409],
    async serve({ site, access, path }) {
      const agency = await agencyWithin(site.store, access, path.id)
      if (agency === null) throw unknownAgency(path.id)
      return { body: await resumeMail(site.store, agency, path.address) }
    },
  }),
  route('GET /agencies/{id}/history', {
    action: 'register.history',
    summary: 'What changed of an agency in the register, newest first, and by whom.',
    path: AgencyPath,
    query: z.strictObject({ limit: Limit.default(20), cursor: z.iso.datetime().optional() }),
    answers: { 200: jsonAnswer('A page.', AgencyHistory) },
    problems: [400, 404],
    async serve({ site, access, path, query }) {
      if ((await agencyWithin(site.store, access, path.id)) === null) throw unknownAgency(path.id)
      const { changes, after } = await agencyHistory(site.store, path.id, { limit: query.limit, after: query.cursor })
      return { body: { agency: path.id, changes, cursor: after } satisfies AgencyHistory }
    },
  }),
  route('POST /register', {
    action: 'register.import',
    summary: 'Takes a register (CSV or XLSX, told apart by content) all or nothing. CSV that is not UTF-8 has to come as `application/octet-stream`.',
    query: z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') }),
    body: file(FILE_TYPES, LIMIT),
    answers: { 200: jsonAnswer('What was imported, or would be; a dry run also tells each bad row.', RegisterImport) },
    problems: [400, 413, 415, 422],
    serve: async ({ site, access, query, body }) => ({ body: await importRegister(site, body, { by: access.principal.subject, dryRun: query.dryRun === 'true' }) }),
  }),
  route('GET /register', {
    action: 'register.export',
    summary: 'The register as CSV, 500 agencies at a time: where more follow, the header `link` says where. Only the first page has the names of the columns, so that pages can be joined.',
    query: z.strictObject({ cursor: AgencyId.optional() }),
    answers: { 200: { about: 'A page; `POST /register` takes all of them together back.', headers: { 'link?': 'Where the next page is, as `rel="next"`; absent on the last one.' }, content: { 'text/csv': null } } },
    problems: [400],
    async serve({ site, query }) {
      const { content, cursor } = await exportPage(site.store, query.cursor)
      const header = query.cursor === undefined ? 'present' : 'absent'
      return { type: `text/csv; charset=utf-8; header=${header}`, headers: cursor === null ? {} : { link: `</register?cursor=${cursor}>; rel="next"` }, content }
    },
  }),
] as const
