/** Raise it whenever the same bytes may give another record than before; a record says which version read it. */
export const PARSER_VERSION = '2.1.0'
