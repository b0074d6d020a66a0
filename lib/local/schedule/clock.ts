import { EventEmitter } from 'node:events'
import type { Schedule } from './expression.ts'

/** Timers cannot wait longer than this. */
const LONGEST_WAIT_MS = 2 ** 31 - 1

/** A jump over more times than this makes up for the last one alone. */
const MADE_UP = 100

/**
 * The time that schedules, uploads and the mailbox go by: this machine's, or set to another day. Time goes on from there
 * as fast as ever.
 */
export class LocalClock {
  #offset = 0
  readonly #moves = new EventEmitter<{ moved: [] }>().setMaxListeners(0)

  /** @param start what time it is now; left out: this machine's. */
  constructor(start?: Date) {
    if (start !== undefined) this.#offset = start.getTime() - Date.now()
  }

  now(): Date {
    return new Date(Date.now() + this.#offset)
  }

  /** Lets time pass at once: what was due meanwhile is done now, in its order. */
  advance(milliseconds: number): void {
    this.#offset += milliseconds
    this.#moves.emit('moved')
  }

  /** Calls `due` whenever the schedule says so; gives what stops it. */
  run(schedule: Schedule, due: (time: Date) => void): () => void {
    let timer: NodeJS.Timeout | undefined
    let reached = this.now().getTime()
    const wait = (): void => {
      const next = schedule(reached)
      if (next === null) return
      timer = setTimeout(wake, Math.min(Math.max(0, next - this.now().getTime()), LONGEST_WAIT_MS))
    }
    const wake = (): void => {
      clearTimeout(timer)
      const times = timesUntil(schedule, reached, this.now().getTime())
      reached = times.at(-1) ?? reached
      for (const time of times.length > MADE_UP ? times.slice(-1) : times) due(new Date(time))
      wait()
    }
    wait()
    this.#moves.on('moved', wake)
    return () => {
      clearTimeout(timer)
      this.#moves.off('moved', wake)
    }
  }
}

/** When the schedule is due after `after` and not after `until`. */
function timesUntil(schedule: Schedule, after: number, until: number): number[] {
  const times: number[] = []
  for (let next = schedule(after); next !== null && next <= until; next = schedule(next)) times.push(next)
  return times
}
