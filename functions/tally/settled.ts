import { setTimeout as sleep } from 'node:timers/promises'

const TRIES = 10

/**
 * Repeats work that is thrown away if another run was quicker.
 * @param attempt does it from the beginning; says whether it counted.
 * @throws {Error} if others are quicker every time: the message comes again.
 */
export async function settled(attempt: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (await attempt()) return
    await sleep(10 * 2 ** tries * Math.random())
  }
  throw new Error(`others were quicker ${TRIES} times`)
}
