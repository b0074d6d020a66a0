const MB = 1024 * 1024

/** The largest files that are read, in bytes. */
export const LIMITS = {
  /** Of any upload, whatever it holds. */
  upload: 20 * MB,
  /** Of a web page or a text file; a real report is below 1 MB. */
  html: 10 * MB,
  text: 10 * MB,
  /** Of one entry of a ZIP container (which DOCX and XLSX are), unpacked; the body of a real report is below 2 MB. */
  zipEntry: 40 * MB,
  /** Of all entries of a container that are unpacked. */
  zipTotal: 100 * MB,
  /** The number of entries in a container, or in an archive and those in it. */
  zipEntries: 5_000,
  /** Of a PDF; a long report has fifty pages and 100,000 operators. */
  pdfPages: 300,
  pdfOperators: 1_000_000,
  /** Of all files of an archive and of those in it, unpacked; each of them is bound by `upload`. */
  archiveTotal: 200 * MB,
} as const
