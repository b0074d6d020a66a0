const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Marks that show nothing, turn the direction of what follows, or that HTML does not allow. */
const UNSAFE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Cf}/gu

/** Text of any origin as a page shows it, before it is escaped: line breaks stay. */
const shownText = (text: string): string => text.toWellFormed().replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replaceAll(UNSAFE, '')

/** Text of any origin, safe between tags and inside a double-quoted attribute. */
export const escape = (text: string): string => shownText(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')

/** As `escape`, with line breaks where the source has them. */
export const lines = (text: string): string => escape(text).replaceAll('\n', '<br>')

/** A text that stands alone: none at all where there is nothing to say. */
export const element = (tag: string, text: string, attributes = ''): string =>
  text === '' ? '' : `<${tag}${attributes === '' ? '' : ` ${attributes}`}>${lines(text)}</${tag}>`
