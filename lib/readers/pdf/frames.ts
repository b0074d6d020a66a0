import type { Box } from './box.ts'
import type { Page, Rule } from './page.ts'
import { BORDER, cluster, coverage, drawnLines, SLACK, type Wall } from './walls.ts'

/** A table as its lines draw it: squares between all walls, and which of them are one cell. */
export interface Frame {
  readonly box: Box
  /** Where walls stand; one more than columns, and one more than rows. */
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  readonly cells: readonly FrameCell[]
  /** It has one line across only: a row that a page break cuts, or no table at all. */
  readonly open: boolean
}
export interface FrameCell {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly colSpan: number
  /** A square of an area that is no rectangle, as page breaks leave them beside merged cells: no text can be told to stand there. */
  readonly ragged?: true
}

/** A wall counts where it covers this much of a square's side; below the other it is none; between, nobody can tell. */
const WALL = 0.75
const GAP = 0.25
const MAX_SQUARES = 20_000
/** How much of a table's height such a side covers, and how many points it may be longer. */
const OPEN_SIDE = { covers: 0.75, longer: 60 }

/** The tables that the ruling lines of a page make, top to bottom. Those whose cells cannot be told are left out. */
export function framesOf({ horizontal, vertical }: Pick<Page, 'horizontal' | 'vertical'>): Frame[] {
  const [rows, columns] = [drawnLines(horizontal), drawnLines(vertical)]
  if (!rows || !columns) return []
  return connected(rows, columns)
    .flatMap(({ across, down }) => frameOf(cluster(across, BORDER), cluster(down, BORDER)) ?? [])
    .sort((a, b) => a.box.top - b.box.top)
}

interface Lines {
  readonly across: Rule[]
  readonly down: Rule[]
}

/** Groups of lines that touch or cross each other. */
function connected(across: readonly Rule[], down: readonly Rule[]): Lines[] {
  const groups = new Groups(across.length + down.length)
  for (const [i, a] of across.entries())
    for (const [j, b] of down.entries())
      if (b.at >= a.from - BORDER.apart && b.at <= a.to + BORDER.apart && a.at >= b.from - BORDER.apart && a.at <= b.to + BORDER.apart) groups.unite(i, across.length + j)
  const found = new Map<number, Lines>()
  const groupOf = (index: number) => {
    const root = groups.find(index)
    const group = found.get(root) ?? { across: [], down: [] }
    found.set(root, group)
    return group
  }
  across.forEach((piece, i) => groupOf(i).across.push(piece))
  down.forEach((piece, j) => groupOf(across.length + j).down.push(piece))
  const lone = [...found.values()].flatMap((group) => (group.across.length === 0 ? group.down : []))
  return [...found.values()].filter((group) => group.across.length > 0 && group.down.length > 0).map((group) => withOpenSides(group, lone))
}

/** A cell that begins on a page before and ends on one behind has nothing but its sides on this one. */
function withOpenSides({ across, down }: Lines, lone: readonly Rule[]): Lines {
  const [top, bottom] = [Math.min(...down.map(({ from }) => from)), Math.max(...down.map(({ to }) => to))]
  const sides = lone.filter(({ from, to }) => Math.min(to, bottom) - Math.max(from, top) >= OPEN_SIDE.covers * (bottom - top) && to - from <= bottom - top + OPEN_SIDE.longer)
  return { across, down: [...down, ...sides] }
}

class Groups {
  readonly #parents: number[]

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, index) => index)
  }

  find(index: number): number {
    let root = index
    while ((this.#parents[root] ?? root) !== root) root = this.#parents[root] ?? root
    for (let at = index; at !== root; ) {
      const next = this.#parents[at] ?? root
      this.#parents[at] = root
      at = next
    }
    return root
  }

  unite(a: number, b: number): void {
    this.#parents[this.find(a)] = this.find(b)
  }
}

function frameOf(rows: readonly Wall[], columns: readonly Wall[]): Frame | null {
  const ends = (walls: readonly Wall[]) => walls.flatMap(({ spans }) => spans.flatMap(({ from, to }) => [from, to]))
  const xs = withEnds(columns, Math.min(...ends(rows)), Math.max(...ends(rows)))
  const ys = withEnds(rows, Math.min(...ends(columns)), Math.max(...ends(columns)))
  const [width, height] = [xs.length - 1, ys.length - 1]
  if (width < 1 || height < 1 || width * height > MAX_SQUARES) return null
  const cells = cellsOf(xs, ys)
  const positions = { xs: xs.map(({ at }) => at), ys: ys.map(({ at }) => at) }
  const box = { left: positions.xs[0] ?? 0, right: positions.xs.at(-1) ?? 0, top: positions.ys[0] ?? 0, bottom: positions.ys.at(-1) ?? 0 }
  return cells && { box, ...positions, cells, open: rows.length === 1 }
}

/** A table without outer borders, or one that a page break cuts, ends where the lines that cross its last wall do. */
function withEnds(walls: readonly Wall[], from: number, to: number): Wall[] {
  const known = [...walls]
  const [first, last] = [known[0], known.at(-1)]
  if (first && from < first.at - BORDER.thick) known.unshift({ at: from, spans: [] })
  if (last && to > last.at + BORDER.thick) known.push({ at: to, spans: [] })
  return known
}

/** Squares with no wall between them are one cell. @returns null where a wall is doubtful. */
function cellsOf(xs: readonly Wall[], ys: readonly Wall[]): FrameCell[] | null {
  const [width, height] = [xs.length - 1, ys.length - 1]
  const groups = new Groups(width * height)
  const isWall = (wall: Wall | undefined, walls: readonly Wall[], from: number): boolean | null => {
    const [low, high] = [walls[from]?.at ?? 0, walls[from + 1]?.at ?? 0]
    const inset = Math.min(SLACK, (high - low) / 4)
    const part = wall ? coverage(wall, low + inset, high - inset) : 1
    return part >= WALL ? true : part <= GAP ? false : null
  }
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const square = row * width + column
      if (column > 0) {
        const wall = isWall(xs[column], ys, row)
        if (wall === null) return null
        if (!wall) groups.unite(square, square - 1)
      }
      if (row > 0) {
        const wall = isWall(ys[row], xs, column)
        if (wall === null) return null
        if (!wall) groups.unite(square, square - width)
      }
    }
  }
  return areasOf(groups, width, height)
}

function areasOf(groups: Groups, width: number, height: number): FrameCell[] {
  const areas = new Map<number, { top: number; left: number; bottom: number; right: number; squares: number }>()
  for (let square = 0; square < width * height; square += 1) {
    const [row, column] = [Math.floor(square / width), square % width]
    const root = groups.find(square)
    const area = areas.get(root) ?? { top: row, left: column, bottom: row, right: column, squares: 0 }
    area.left = Math.min(area.left, column)
    area.right = Math.max(area.right, column)
    area.bottom = row
    area.squares += 1
    areas.set(root, area)
  }
  return [...areas].flatMap(([root, { top, left, bottom, right, squares }]): FrameCell[] => {
    if (squares === (bottom - top + 1) * (right - left + 1)) return [{ row: top, column: left, rowSpan: bottom - top + 1, colSpan: right - left + 1 }]
    const all = Array.from({ length: (bottom - top + 1) * (right - left + 1) }, (_, at) => ({ row: top + Math.floor(at / (right - left + 1)), column: left + (at % (right - left + 1)) }))
    return all.filter(({ row, column }) => groups.find(row * width + column) === root).map((square) => ({ ...square, rowSpan: 1, colSpan: 1, ragged: true }))
  })
}
