/** What stands between two cells of a text. */
export interface Gap {
  readonly bars: number
  readonly breaks: number
  /** Separators in each line that has any. */
  readonly runs: readonly number[]
  /** Nothing but blanks and separators stands between. */
  readonly clean: boolean
}

export function gapBetween(text: string, from: number, to: number): Gap {
  let bars = 0
  let breaks = 0
  let clean = true
  let run = 0
  const runs: number[] = []
  for (let at = from; at < to; at++) {
    const char = text[at]
    if (char === '|' || char === '｜' || char === '\t') {
      bars++
      run++
    } else if (char === '\n') {
      breaks++
      if (run > 0) runs.push(run)
      run = 0
    } else if (clean && char !== undefined && !/[\s\u3000\ufeff*_]/.test(char)) clean = false
  }
  if (run > 0) runs.push(run)
  return { bars, breaks, clean, runs }
}

/** The most frequent of some counts; of equals, the first. */
export function commonest(counts: readonly number[]): number | null {
  const seen = new Map<number, number>()
  for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1)
  let best: number | null = null
  for (const [count, times] of seen) if (best === null || times > (seen.get(best) ?? 0)) best = count
  return best
}
