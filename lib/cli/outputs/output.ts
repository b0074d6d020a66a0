import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { Examined } from '../../check/index.ts'

/** Something that a check writes beside what it prints. */
export interface Output {
  /** Whether it writes, or has written, this file itself: such files are not checked. */
  readonly owns: (file: string) => boolean
  /** Takes one file's outcome; files come in the order in which they are printed. */
  readonly add: (examined: Examined) => Promise<void>
  /** Writes what is left. @returns what a person is told of it. */
  readonly finish: () => Promise<string>
}

/** Whether a file is in a folder or below it, however both are written. */
export function isInside(folder: string, file: string): boolean {
  const way = relative(resolve(folder), resolve(file))
  return !isAbsolute(way) && way.split(sep)[0] !== '..'
}
