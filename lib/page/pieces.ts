import type { DrawnRow, Drawn } from './drawn.ts'
import { element, escape } from './html.ts'
import type { GridSquare, Piece } from './layout.ts'
import { worst, type Marks } from './marks.ts'
import type { Unit } from './unit.ts'

/** A part of the source as HTML, with what is marked in it. */
export function renderPiece(piece: Piece, marks: Marks, text: string): string {
  const outlined = marks.isOutlined(piece) ? ' outlined' : ''
  switch (piece.kind) {
    case 'paragraph': {
      const { heading, unit } = piece
      if (heading === null) return `<p>${marks.render(unit)}</p>`
      const level = Math.min(heading + 2, 6)
      return `<h${level}${heading === 1 ? ' class="title"' : ''}>${marks.render(unit)}</h${level}>`
    }
    case 'image':
      return `<div class="picture">（这里是一张图片，或者一张没有框线的表格，里面的文字和数字没有读取）${marks.render(piece.unit)}</div>`
    case 'run':
      return `<p class="run">${piece.units.map((unit) => `<span>${marks.render(unit)}</span>`).join(' ')}</p>`
    case 'lines':
      return scroll(`<table class="filed${outlined}">${piece.rows.map((units) => row(units.map((unit) => cell('td', unit, marks)))).join('')}</table>`)
    case 'grid':
      return scroll(`<table class="filed${outlined}">${grid(piece.rows, marks, text)}</table>`)
    case 'drawn':
      return drawn(piece, marks, text, outlined)
  }
}

const scroll = (html: string): string => `<div class="scroll">${html}</div>`
const row = (cells: readonly string[]): string => `<tr>${cells.join('')}</tr>`

function cell(tag: 'td' | 'th', unit: Unit, marks: Marks, attributes = '', classes = ''): string {
  const severity = worst(marks.in(unit))
  const names = [classes, severity === null ? '' : `hit ${severity}`].filter((name) => name !== '').join(' ')
  return `<${tag}${attributes}${names === '' ? '' : ` class="${names}"`}>${marks.render(unit)}</${tag}>`
}

const NUMBER = /^\s*[-+]?[\d.,]+\s*$/u

/** A grid as it was filed. Full rows without a number are headers of columns, words before a row's first number its own. */
function grid(rows: readonly (readonly GridSquare[])[], marks: Marks, text: string): string {
  const words = ({ unit }: GridSquare): string => (unit === null ? '' : text.slice(unit.place.start, unit.place.end))
  const isNumber = (square: GridSquare): boolean => NUMBER.test(words(square))
  const isEmpty = (square: GridSquare): boolean => words(square).trim() === ''
  const hasNumbers = rows.some((squares) => squares.some(isNumber))
  return rows
    .map((squares) => {
      const firstNumber = squares.findIndex(isNumber)
      const isHeader = hasNumbers && firstNumber === -1 && !squares.some(isEmpty)
      return row(
        squares.map((square, at) => {
          const { unit, rowSpan, colSpan } = square
          const spans = `${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}${colSpan > 1 ? ` colspan="${colSpan}"` : ''}`
          if (unit === null) return `<td${spans}></td>`
          if (isHeader) return cell('th', unit, marks, `${spans} scope="col"`)
          if (!isEmpty(square) && at < firstNumber) return cell('th', unit, marks, `${spans} scope="row"`, 'label')
          return cell('td', unit, marks, spans, isNumber(square) ? 'number' : '')
        }),
      )
    })
    .join('')
}

/** A finding about a row's empty cells has no characters to mark but those of its label. */
const isAboutCells = (label: Unit | null, marks: Marks): boolean => label !== null && marks.in(label).some(({ finding }) => finding.rule === 'cells/blank')

/** Blocks with fewer columns than the widest of the table let their last column fill the row. */
const spanOf = (at: number, count: number, width: number): string => (at === count - 1 && count < width ? ` colspan="${width - count + 1}"` : '')

function drawn(piece: Drawn, marks: Marks, text: string, outlined: string): string {
  const width = Math.max(...piece.parts.map(({ columns }) => columns.length))
  const groupRow = (group: string): string => `<tr><th colspan="${width + 1}" scope="rowgroup" class="group">${escape(group)}</th></tr>`
  const valueRow = ({ label, name, cells }: DrawnRow): string => {
    const head = label === null ? `<th scope="row" class="label absent">${escape(name)}（原文没有这一行）</th>` : cell('th', label, marks, ' scope="row"', 'label')
    return row([
      head,
      ...cells.map(({ kind, unit }, at) => {
        const span = spanOf(at, cells.length, width)
        if (unit === null) return `<td${span} class="absent">${label === null ? '' : '未读出'}</td>`
        if (kind === 'blank' && marks.in(unit).length === 0) return `<td${span}${isAboutCells(label, marks) ? ' class="hit error"' : ''}><span class="blank">（空）</span></td>`
        return cell('td', unit, marks, span, kind === 'number' ? 'number' : '')
      }),
    ])
  }
  const parts = piece.parts.map(({ caption, columns, rows }) => {
    return [
      caption === null ? '' : groupRow(caption),
      row([`<td></td>`, ...columns.map((column, at) => `<th scope="col"${spanOf(at, columns.length, width)}>${escape(column)}</th>`)]),
      ...rows.flatMap((one) => [...one.groups.map(groupRow), valueRow(one)]),
    ].join('')
  })
  const others = piece.others.map((unit) => `<li>${marks.render(unit)}</li>`).join('')
  const shown = piece.lines.filter((unit) => marks.in(unit).length > 0).map((unit) => `<li>${marks.render(unit)}</li>`)
  return [
    `<p class="remark">原文的这张表不是表格，而是逐行的文字；这里按格式排成表格，数字照原文。</p>`,
    scroll(`<table class="filed${outlined}"><caption>${escape(piece.title)}</caption>${parts.join('')}</table>`),
    others === '' ? '' : `<p class="remark">表中还有格式以外的内容：</p><ul>${others}</ul>`,
    shown.length === 0 ? '' : `<p class="remark">表中原文：</p><ul>${shown.join('')}</ul>`,
    `<details><summary>这张表的原文</summary>${element('pre', text.slice(piece.place.start, piece.place.end))}</details>`,
  ].join('\n')
}
