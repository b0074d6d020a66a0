/** Milliseconds that this thread has worked so far. What else the machine does is not counted. */
export function processorTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
