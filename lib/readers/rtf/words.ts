const names = (list: string) => new Set(list.split(/\s+/))

/** Groups that hold nothing that is seen in the body of the page. */
export const UNSEEN = names(
  `colortbl info header headerl headerr headerf footer footerl footerr footerf footnote fldinst object-data
   shprslt nonesttables nonshppict xe tc tcn rxe txe template private comment revtbl filetbl listtable listoverridetable`,
)
/** Groups marked `\*` (to be left out by who does not know them) that are known here. */
export const KNOWN = names('shppict nesttableprops')
export const NUMBERING = names('listtext pntext')

/** Words that stand for characters. */
export const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['tab', ' '], ['line', '\n'], ['lbr', '\n'], ['page', '\n'], ['column', '\n'],
  ['emdash', '—'], ['endash', '–'], ['emspace', ' '], ['enspace', ' '], ['qmspace', ' '], ['~', '\u00a0'], ['_', '-'], ['bullet', '•'],
  ['lquote', '‘'], ['rquote', '’'], ['ldblquote', '“'], ['rdblquote', '”'],
])
