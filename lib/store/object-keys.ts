/** Where things lie in the two buckets. */
export const INCOMING = 'incoming/'
export const RECORDS = 'records/'
export const RESULTS = 'results/'

/** The normalized record of one submitted version. */
export const recordKey = (id: string): string => `${RECORDS}${id}.json`

/** The findings of one submitted version. */
export const resultKey = (id: string): string => `${RESULTS}${id}.json`
