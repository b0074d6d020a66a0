import * as z from 'zod'
import { SubmissionStatus, UploadRequest, UploadTicket } from '../../../lib/store/api.ts'
import { SubmissionId } from '../../../lib/store/object-keys.ts'
import { findSubmission } from '../reports.ts'
import { json } from '../request.ts'
import { jsonAnswer, route } from '../route.ts'
import { createUpload } from '../uploads.ts'

export const UPLOAD_ROUTES = [
  route('POST /uploads', {
    action: 'upload.create',
    summary: 'A form with which one file can be uploaded, within 15 minutes, as one submission of an agency.',
    body: json(UploadRequest),
    answers: { 201: { ...jsonAnswer('Send all fields of the form, and the file last, as `multipart/form-data` to `url`.', UploadTicket), headers: { location: 'Where to ask what came of it.' } } },
    problems: [400, 404, 413, 415],
    async serve({ site, access, body }) {
      const ticket = await createUpload(site.store, site.s3, site.uploads, access, body, site.now())
      return { status: 201, headers: { location: `/submissions/${ticket.submission}` }, body: ticket }
    },
  }),
  route('GET /submissions/{submission}', {
    action: 'submission.read',
    summary: 'What came of an upload: nothing until it has been checked, then its report, or those of an archive.',
    path: z.strictObject({ submission: SubmissionId }),
    answers: { 200: jsonAnswer('What there is so far.', SubmissionStatus) },
    problems: [400],
    serve: async ({ site, access, path }) => ({ body: await findSubmission(site.store, access, path.submission) }),
  }),
] as const
