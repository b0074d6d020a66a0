import { closeSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'

/**
 * An append-only file with one JSON value per line. A line is written by one system call after what it speaks of
 * is on disk; a line torn by a crash was never acknowledged and is cut off at the next start.
 */
export class Journal {
  readonly #file: number

  /** Replays the lines of `path`, oldest first, and opens it for appending. `replay` may throw on a foreign line. */
  constructor(path: string, replay: (line: unknown) => void) {
    this.#file = openSync(path, 'a')
    const contents = readFileSync(path)
    const complete = contents.lastIndexOf(0x0a) + 1
    if (complete < contents.length) truncateSync(path, complete)
    for (const line of contents.toString('utf8', 0, complete).split('\n')) if (line !== '') replay(JSON.parse(line))
  }

  append(value: unknown): void {
    writeSync(this.#file, `${JSON.stringify(value)}\n`)
  }

  close(): void {
    closeSync(this.#file)
  }
}
