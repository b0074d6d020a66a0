import { baseName, type Facts, factsOf, type IntakeFile, type Piece, plan, readSubmission, type Submission } from '../intake/index.ts'
import { Refusal } from '../readers/refusal.ts'
import type { Entry, Rejection, Report } from '../report/index.ts'
import { rejected, type Examined } from './index.ts'

/** One of several files, checked as if it were alone. */
export interface Surveyed {
  /** With `/` between folders. */
  readonly path: string
  /** Whether it was handed in with the others of its folder, so that it may be a part of a report. */
  readonly together: boolean
  /** Called again if it is a part. */
  readonly read: () => Promise<Uint8Array | Rejection>
  readonly examined: Examined
}

/**
 * What came of files of folders and archives, each as soon as it is certain that it stands for itself. Those that
 * lack tables or have nothing but tables wait for the last: several of a folder that certainly make one report become
 * one entry under the name of the body; where that is not certain each stays an entry of its own, with the question
 * among its notes.
 * @param judge what comes of a report, under the name of a file
 * @throws {Error} if a rule breaks.
 */
export async function* joinParts(surveyed: AsyncIterable<Surveyed>, judge: (file: string, report: Report) => Promise<Entry>): AsyncGenerator<Examined> {
  const pieces: Piece[] = []
  const waiting = new Map<string, IntakeFile & { readonly label: string }>()
  for await (const { path, together, read, examined } of surveyed) {
    const { record, file } = examined.entry
    const facts = record === undefined || !together ? null : factsOf(record)
    if (facts !== null) pieces.push({ path, facts, rejection: null })
    if (facts !== null && isPart(facts)) waiting.set(path, { path, label: file, read: async () => bytesOrRefusal(await read()) })
    else yield examined
  }
  if (waiting.size === 0) return
  const { submissions, duplicates } = plan(pieces)
  const repeated = duplicates.map(({ path, note }): Submission => ({ files: [path], state: 'report', facts: null, rejection: null, notes: [note] }))
  for (const submission of [...submissions.flatMap(apart), ...repeated]) {
    const file = waiting.get(submission.files[0] ?? '')
    if (file === undefined) continue
    const result = await readSubmission(submission, (path) => waiting.get(path) ?? unknown(path))
    yield result.ok
      ? { entry: await judge(file.label, result.report), document: result.document }
      : { entry: rejected(file.label, result.rejection), document: null }
  }
}

function bytesOrRefusal(bytes: Uint8Array | Rejection): Uint8Array {
  if (bytes instanceof Uint8Array) return bytes
  throw new Refusal(bytes.code, bytes.message)
}

/** Whether it may belong to another file of its folder. */
const isPart = ({ narrative, tables }: Facts): boolean => !narrative || Object.values(tables).some(({ status }) => status === 'missing')

/** What is asked about is still told file by file. */
const apart = (submission: Submission): Submission[] =>
  submission.state !== 'question'
    ? [submission]
    : submission.files.map((path) => ({ ...submission, files: [path], state: 'report', notes: [submission.rejection?.message ?? ''] }))

function unknown(path: string): never {
  throw new Error(`${baseName(path)} was not handed in`)
}
