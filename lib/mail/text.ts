import { oneLine, type Case, type Fact, type Part, type Tone } from './parts.ts'

/** Marks up words for a terminal; a mail's text takes them as they are. */
export type Style = (kind: Tone | 'heading' | 'quiet', text: string) => string
const plain: Style = (_, text) => text

/**
 * The parts as plain text: short lines, nothing that needs a fixed width, every text of foreign origin on one
 * line and free of control characters.
 */
export function renderText(parts: readonly Part[], style: Style = plain): string {
  return `${parts.map((part) => render(part, style)).join('\n').replaceAll(/\n{3,}/g, '\n\n').trim()}\n`
}

function render(part: Part, style: Style): string {
  const fact = (indent: string) => (one: Fact): string => `${indent}${style('quiet', `${one.label}：`)}${oneLine(one.value)}`
  const place = (one: Case): string[] => [`   · ${oneLine(one.text)}`, ...one.facts.map(fact('     '))]
  switch (part.kind) {
    case 'verdict':
      return `${style(part.tone, `【${part.word}】`)}${oneLine(part.text)}\n`
    case 'heading':
      return `\n${style('heading', `■ ${oneLine(part.text)}`)}\n`
    case 'paragraph':
      return `${oneLine(part.text)}\n`
    case 'facts':
      return part.facts.map(fact('')).join('\n')
    case 'list':
      return part.items.map((item) => `· ${oneLine(item)}`).join('\n')
    case 'finding':
      return [
        `${style(part.tone, `${part.number}.`)} ${style('heading', oneLine(part.text))}`,
        ...part.facts.map(fact('   ')),
        ...part.cases.flatMap(place),
        ...(part.more === undefined ? [] : [`   ${oneLine(part.more)}`]),
        '',
      ].join('\n')
    case 'score':
      return `${part.name}：${part.points}分（满分${part.weight}分）`
    case 'link':
      return `${oneLine(part.text)}：${oneLine(part.url)}\n`
    case 'footer':
      return `\n——\n${oneLine(part.text)}`
  }
}
