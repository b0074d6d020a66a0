import { randomBytes } from 'node:crypto'
import * as z from 'zod'

/** Where things lie in the two buckets. */
export const INCOMING = 'incoming/'
export const RECORDS = 'records/'
export const DOCUMENTS = 'documents/'
export const RESULTS = 'results/'
export const ARCHIVES = 'archives/'

/** The normalized record of one submitted version. */
export const recordKey = (id: string): string => `${RECORDS}${id}.json`

/** What the file of one submitted version was read as. */
export const documentKey = (id: string): string => `${DOCUMENTS}${id}.json`

/** The findings of one submitted version. */
export const resultKey = (id: string): string => `${RESULTS}${id}.json`

/** What was found in one uploaded archive. */
export const archiveKey = (id: string): string => `${ARCHIVES}${id}.json`

/** An agency's id: part of object keys, so nothing that a path could be made of. */
export const AgencyId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/)

/** A report year; 2008 is the first for which 《条例》 asked for a report. */
export const ReportYear = z.int().min(2008).max(2099)

export const SubmissionId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/)

/** What an incoming key tells: `incoming/<agency>/<year>/<submission>/<file>`. */
export interface IncomingKey {
  readonly agency: string
  readonly year: number
  readonly submission: string
  readonly file: string
}

export const incomingKey = ({ agency, year, submission, file }: IncomingKey): string =>
  `${INCOMING}${agency}/${year}/${submission}/${file}`

const KeyParts = z.tuple([z.literal('incoming'), AgencyId, z.string().regex(/^\d{4}$/).transform(Number).pipe(ReportYear), SubmissionId, z.string().min(1)])

/** Reads an incoming key; null if it is not made as ours are. */
export function readIncomingKey(key: string): IncomingKey | null {
  const parts = KeyParts.safeParse(key.split('/'))
  if (!parts.success) return null
  const [, agency, year, submission, file] = parts.data
  return { agency, year, submission, file }
}

/** A new submission's id: 9 characters of time, so that ids sort as they were made, and 80 random bits. */
export const newSubmissionId = (now: Date): string =>
  now.getTime().toString(36).padStart(9, '0') + randomBytes(10).toString('hex')

const LONGEST_NAME = 100

/**
 * The last part of a name that a user chose, without what has a meaning in paths, headers or terminals.
 * The extension survives shortening.
 */
export function safeFileName(name: string): string {
  const base = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = base.replaceAll(/[\p{C}\p{Zl}\p{Zp}<>:"|?*%#&{}^~`[\]$]/gu, '').replace(/^[.\s]+/, '').trim()
  const characters = Array.from(clean)
  if (characters.length === 0) return 'report'
  if (characters.length <= LONGEST_NAME) return clean
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? ''
  return characters.slice(0, LONGEST_NAME - extension.length).join('') + extension
}
