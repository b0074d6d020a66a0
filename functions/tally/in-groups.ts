const AT_ONCE = 16

/** Does the same for many, some at once: a batch may name hundreds of agencies. */
export async function inGroups<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (let start = 0; start < items.length; start += AT_ONCE) done.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))))
  return done
}
