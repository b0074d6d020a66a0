import { lines, squares, type Layout, type WriteTable, type WriteText } from './layout.ts'

const pipeTable: WriteTable = (table) => {
  const [head = [], ...body] = squares(table).map((row) => row.map((cell) => cell?.text ?? ''))
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...body.map(line), '']
}

const text: WriteText = (part) => {
  const marks = { title: '# ', heading: '## ', subheading: '### ', paragraph: '', signature: '' }
  return [`${marks[part.kind]}${part.text}`, '']
}

export const MARKDOWN_LAYOUTS: readonly Layout[] = [
  {
    name: 'Markdown pipe tables',
    format: 'markdown',
    carries: { blanks: 'rows' },
    write: (report) => `${lines(report, pipeTable, text).join('\n')}\n`,
  },
]
