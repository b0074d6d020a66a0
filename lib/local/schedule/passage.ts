import { setTimeout as pause } from 'node:timers/promises'
import type { LocalClock } from './clock.ts'

/** Work that sends itself more is quiet for an instant in between: only so many times in a row count. */
const QUIET_LOOKS = 4
const BETWEEN_LOOKS_MS = 50
/** What is still at work then is left to itself: a message that fails comes back for hours. */
const PATIENCE_MS = 5 * 60 * 1000

/** Lets time pass, one step after the other: the next morning's work begins when the last one's is done. */
export class Passage {
  readonly #clock: LocalClock
  readonly #isQuiet: () => Promise<boolean>
  #passing = false
  #stopped = false

  /** @param isQuiet whether nothing is at work that was due so far */
  constructor(clock: LocalClock, isQuiet: () => Promise<boolean>) {
    this.#clock = clock
    this.#isQuiet = isQuiet
  }

  get passing(): boolean {
    return this.#passing
  }

  now(): Date {
    return this.#clock.now()
  }

  /**
   * Lets time pass up to `until`, but not beyond the next time at which a schedule is due; resolves when what was due is done.
   * @returns whether `until` is reached
   * @throws {Error} if time is passing already: look at `passing` first
   */
  async step(until: Date): Promise<boolean> {
    if (this.#passing) throw new Error('time is passing already')
    this.#passing = true
    try {
      await this.#calm()
      const stop = this.#clock.nextStop()
      const last = stop === null || stop > until
      this.#clock.moveTo(last ? until : stop)
      await this.#calm()
      return last || this.#clock.now() >= until
    } finally {
      this.#passing = false
    }
  }

  /** A step under way no longer waits for anything. */
  stop(): void {
    this.#stopped = true
  }

  async #calm(): Promise<void> {
    const end = Date.now() + PATIENCE_MS
    for (let looks = 0; looks < QUIET_LOOKS && Date.now() < end && !this.#stopped; looks = (await this.#isQuiet()) ? looks + 1 : 0) await pause(BETWEEN_LOOKS_MS)
  }
}
