import { EventEmitter } from 'node:events'
import type { Schedule } from './expression.ts'

/** Timers cannot wait longer than this. */
const LONGEST_WAIT_MS = 2 ** 31 - 1

interface Running {
  readonly schedule: Schedule
  /** Up to when everything that was due has been called. */
  reached: number
  readonly each: boolean
}

/**
 * The time that schedules, uploads and the mailbox go by: this machine's, or set to another day. Time goes on from there
 * as fast as ever.
 */
export class LocalClock {
  #offset = 0
  readonly #running = new Set<Running>()
  readonly #moves = new EventEmitter<{ moved: [] }>().setMaxListeners(0)

  /** @param start what time it is now; left out: this machine's. */
  constructor(start?: Date) {
    if (start !== undefined) this.#offset = start.getTime() - Date.now()
  }

  now(): Date {
    return new Date(Date.now() + this.#offset)
  }

  /** Makes it a later time at once; what was due meanwhile is done now. An earlier one changes nothing. */
  moveTo(time: Date): void {
    this.#offset = Math.max(this.#offset, time.getTime() - Date.now())
    this.#moves.emit('moved')
  }

  /** When the next of those schedules is due that make up for each of their times; null: none is any more. */
  nextStop(): Date | null {
    const times = [...this.#running].flatMap(({ schedule, reached, each }) => (each ? (schedule(reached) ?? []) : []))
    return times.length === 0 ? null : new Date(Math.min(...times))
  }

  /**
   * Calls `due` whenever the schedule says so; gives what stops it.
   * @param each of times that were leapt over, make up for each in its order; else for the last one alone
   */
  run(schedule: Schedule, due: (time: Date) => void, each: boolean): () => void {
    let timer: NodeJS.Timeout | undefined
    const running: Running = { schedule, reached: this.now().getTime(), each }
    const wait = (): void => {
      const next = schedule(running.reached)
      if (next === null) return
      timer = setTimeout(wake, Math.min(Math.max(0, next - this.now().getTime()), LONGEST_WAIT_MS))
    }
    const wake = (): void => {
      clearTimeout(timer)
      const times = timesUntil(schedule, running.reached, this.now().getTime())
      running.reached = times.at(-1) ?? running.reached
      for (const time of each ? times : times.slice(-1)) due(new Date(time))
      wait()
    }
    wait()
    this.#running.add(running)
    this.#moves.on('moved', wake)
    return () => {
      clearTimeout(timer)
      this.#running.delete(running)
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
