import * as z from 'zod'
import { DayOfYear } from '../store/agency.ts'
import { ReportYear } from '../store/object-keys.ts'

/** Nothing that anybody typed: it comes along when text is copied from web pages. */
const UNSEEN = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g

/** Text as it was meant: nothing unseen in it, no blanks around it, not told to be text by a mark in front (see `csvLine`). */
export const cleaned = (text: string): string => text.replaceAll(UNSEEN, '').trim().replace(/^'(?=[=+\-@＝＋－＠\t\r])/, '')

/** The same for ids, levels, days and addresses: full-width letters and digits mean the common ones. */
export const plain = (text: string): string => cleaned(text).normalize('NFKC').trim()

/** A name as one line: a name wrapped in its cell has no blank at the break. */
export const oneLine = (text: string): string => cleaned(text).replaceAll(/\s*[\r\n\t\v\f\u0085\u2028\u2029]\s*/g, '')

/** What neither shows nor belongs into a name, and what is left of characters that were lost. */
export const HARMFUL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFD]|锟斤拷/u

const LONGEST_QUOTE = 60

/** What stands in a cell, for a message: short, and with nothing in it that a terminal would obey. */
export function quoted(text: string): string {
  const characters = Array.from(text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '�'))
  return `“${characters.slice(0, LONGEST_QUOTE).join('')}${characters.length > LONGEST_QUOTE ? '……' : ''}”`
}

/** Addresses, each once: whatever stands between them can stand in none. */
export const readEmails = (text: string): string[] => [
  ...new Map(
    text
      .split(/[;,、；，\s]+/)
      .filter((email) => email !== '')
      .map((email) => [email.toLowerCase(), email]),
  ).values(),
]

/** RFC 5321 allows 254 characters; an address that a spreadsheet would calculate is none of an office. */
export const isEmail = (text: string): boolean => text.length <= 254 && /^[A-Za-z0-9_]/.test(text) && z.email().safeParse(text).success

const DAY = /^(?:\d{4}\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?:\s+0{1,2}:00(?::00)?)?$/

/** `MM-DD`, of a date with or without its year; null where nothing is stated, undefined where it is no day. */
export function readDay(text: string): string | null | undefined {
  if (text === '') return null
  const day = DAY.exec(text)
  return DayOfYear.safeParse(day?.slice(1).map((part) => part.padStart(2, '0')).join('-')).data
}

/** A report year; null where nothing is stated, undefined where it is none. */
export function readYear(text: string): number | null | undefined {
  if (text === '') return null
  const year = /^(\d{4})年?度?$/.exec(text)?.[1]
  return ReportYear.safeParse(year === undefined ? undefined : Number(year)).data
}
