import { headingLevel, roleOf, rowWrapsText, type Role } from './elements.ts'
import { traverse } from './traverse.ts'
import type { Element, Tree } from './tree.ts'

/** The most that a cell of a form holds is a label with a legal explanation; more is a page laid out in a table. */
const MAX_CELL_TEXT = 800
const MAX_CELL_BLOCKS = 30

interface Facts {
  cells: number
  cellsInRow: number
  mostInRow: number
  headings: number
  /** Tables inside that have cells of their own, not just a single one around a number. */
  tables: number
  blocksInCell: number
  textInCell: number
  mostBlocks: number
  mostText: number
  /** In a cell that nothing ends, and past its own first line. */
  over: boolean
  unclosedCell: Element | null
}

/** The tables that hold data. All others only lay the page out, or wrap a single cell, or lines one below the other. */
export function dataTables({ root, unclosedCells }: Tree): ReadonlySet<Element> {
  const found = new Set<Element>()
  const open: Facts[] = []
  traverse(root, {
    text(value) {
      const facts = open.at(-1)
      if (facts && !facts.over) facts.textInCell += value.trim().length
    },
    enter(element) {
      const role = roleOf(element)
      if (role === 'unseen') return 'skip'
      const facts = open.at(-1)
      if (facts?.unclosedCell && role === 'block' && (facts.textInCell > 0 || !rowWrapsText(facts.unclosedCell))) facts.over = true
      if (element.tagName === 'table') {
        open.push(newFacts())
        return 'leave'
      }
      if (facts && !facts.over) note(facts, element, role, unclosedCells)
      return 'through'
    },
    leave(element) {
      const facts = open.pop()
      if (!facts) return
      closeCell(facts)
      const holdsData = facts.mostInRow > 1 && facts.tables === 0 && facts.headings === 0 && isSmall(facts)
      if (holdsData) found.add(element)
      const outer = open.at(-1)
      if (!outer || outer.over) return
      outer.tables += facts.tables + (facts.cells > 1 ? 1 : 0)
      outer.headings += facts.headings
      outer.textInCell += facts.mostText
      outer.blocksInCell += facts.mostBlocks
    },
  })
  return found
}

const newFacts = (): Facts => ({
  cells: 0,
  cellsInRow: 0,
  mostInRow: 0,
  headings: 0,
  tables: 0,
  blocksInCell: 0,
  textInCell: 0,
  mostBlocks: 0,
  mostText: 0,
  over: false,
  unclosedCell: null,
})

const isSmall = ({ mostText, mostBlocks }: Facts) => mostText <= MAX_CELL_TEXT && mostBlocks <= MAX_CELL_BLOCKS

function note(facts: Facts, element: Element, role: Role, unclosedCells: Tree['unclosedCells']): void {
  if (element.tagName === 'td' || element.tagName === 'th') {
    beginCell(facts)
    facts.unclosedCell = unclosedCells.has(element) ? element : null
  } else if (element.tagName === 'tr') facts.cellsInRow = 0
  else if (headingLevel(element)) facts.headings += 1
  else if (role === 'break' || role === 'block') facts.blocksInCell += 1
}

function beginCell(facts: Facts): void {
  closeCell(facts)
  facts.cells += 1
  facts.cellsInRow += 1
  facts.mostInRow = Math.max(facts.mostInRow, facts.cellsInRow)
}

function closeCell(facts: Facts): void {
  facts.mostText = Math.max(facts.mostText, facts.textInCell)
  facts.mostBlocks = Math.max(facts.mostBlocks, facts.blocksInCell)
  facts.textInCell = 0
  facts.blocksInCell = 0
}
