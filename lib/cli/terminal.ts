import { once } from 'node:events'
import { styleText } from 'node:util'
import type { Style } from '../mail/index.ts'

/** Writes, and waits where the reader is slower than we are. */
export async function print(text: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain')
}

/** Writes a JSON array item by item, one a line, so that it never has to be held as a whole. */
export async function printArray(items: AsyncIterable<unknown>): Promise<void> {
  let before = '[\n'
  for await (const item of items) {
    await print(before + JSON.stringify(item))
    before = ',\n'
  }
  await print(before === '[\n' ? '[]\n' : '\n]\n')
}

const FORMATS = {
  error: ['bold', 'red'],
  warning: ['bold', 'yellow'],
  info: ['cyan'],
  good: ['bold', 'green'],
  heading: ['bold'],
  quiet: ['dim'],
} as const

/** Colours on a terminal, none into a file or pipe, and none where `NO_COLOR` is set. */
export const colours: Style = (kind, text) => styleText([...FORMATS[kind]], text, { stream: process.stdout })

/** How many columns a terminal needs: Chinese characters take two. */
export function columns(text: string): number {
  let width = 0
  for (const character of text) width += /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6“”‘’…—·]/u.test(character) ? 2 : 1
  return width
}

/** Rows as aligned columns, two blanks apart. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, columns(cell))
  const pad = (cell: string, index: number): string => cell + ' '.repeat((widths[index] ?? 0) - columns(cell))
  return rows.map((row) => `${row.map(pad).join('  ').trimEnd()}\n`).join('')
}

export interface Progress {
  readonly step: () => void
  /** Takes the bar off the screen, before anything else is written there. */
  readonly clear: () => void
}

/** A bar on stderr while many files are at work; nothing where stderr is no terminal. */
export function progress(total: number): Progress {
  const stream = process.stderr
  if (!stream.isTTY || total < 2) return { step: () => undefined, clear: () => undefined }
  const WIDTH = 30
  let count = 0
  return {
    step: () => {
      count += 1
      const full = Math.round((count / total) * WIDTH)
      stream.write(`\r${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${count}/${total}`)
    },
    clear: () => stream.write('\r\u001B[2K'),
  }
}
