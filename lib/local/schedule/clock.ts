import type { Schedule } from './expression.ts'

/** Timers cannot wait longer than this. */
const LONGEST_WAIT_MS = 2 ** 31 - 1

/** Calls `due` whenever the schedule says so; gives what stops it. */
export function runSchedule(schedule: Schedule, due: (time: Date) => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const wait = (after: number): void => {
    const next = schedule(after)
    if (next === null) return
    const pause = Math.max(0, next - Date.now())
    timer = setTimeout(
      () => {
        const reached = pause <= LONGEST_WAIT_MS
        if (reached) due(new Date(next))
        wait(reached ? next : after)
      },
      Math.min(pause, LONGEST_WAIT_MS),
    )
  }
  wait(Date.now())
  return () => clearTimeout(timer)
}
