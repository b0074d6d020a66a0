import type { Agency } from '../store/agency.ts'
import { NAMES } from './header.ts'

/** The header of a register in CSV. The byte order mark in front is for Excel: without it Chinese is shown, and saved, as something else. */
export const CSV_HEADER = `\uFEFF${NAMES.join(',')}\n`

/** One agency as a line below the header; `readCsv` takes both back. */
export const csvLine = ({ id, name, level, supervisor, emails, deadline, from, to }: Agency): string =>
  `${[id, name, level, supervisor ?? '', emails.join(';'), deadline ?? '', from ?? '', to ?? ''].map((value) => inQuotes(asText(String(value)))).join(',')}\n`

/** What a spreadsheet would calculate is told to be text. */
const asText = (value: string): string => (/^[=+\-@＝＋－＠\t\r]/.test(value) ? `'${value}` : value)

const inQuotes = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
