import { oneLine, type Fact, type Part } from './parts.ts'

const facts = (list: readonly Fact[], indent: string): string[] =>
  list.map(({ label, value }) => `${indent}${label}：${oneLine(value)}`)

const render = (part: Part): string => {
  switch (part.kind) {
    case 'verdict':
      return `【${part.word}】${oneLine(part.text)}\n`
    case 'heading':
      return `\n■ ${oneLine(part.text)}\n`
    case 'paragraph':
      return `${oneLine(part.text)}\n`
    case 'facts':
      return facts(part.facts, '').join('\n')
    case 'list':
      return part.items.map((item) => `· ${oneLine(item)}`).join('\n')
    case 'finding':
      return [
        `${part.number}. ${oneLine(part.text)}`,
        ...facts(part.facts, '   '),
        ...part.cases.flatMap((one) => [`   · ${oneLine(one.text)}`, ...facts(one.facts, '     ')]),
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

/** The parts as plain text: short lines, nothing that needs a fixed width. */
export function renderText(parts: readonly Part[]): string {
  return `${parts.map(render).join('\n').replaceAll(/\n{3,}/g, '\n\n').trim()}\n`
}
