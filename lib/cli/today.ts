/** Today's date in China, `YYYY-MM-DD`. */
export const chinaToday = (): string => new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10)
