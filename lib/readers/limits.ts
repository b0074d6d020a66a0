const MB = 1024 * 1024

/** The largest files that are read, in bytes. */
export const LIMITS = {
  /** Of any upload, whatever it holds. */
  upload: 20 * MB,
  /** Of a web page or a text file; a real report is below 1 MB. */
  html: 10 * MB,
  text: 10 * MB,
} as const
