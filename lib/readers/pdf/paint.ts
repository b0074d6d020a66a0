import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { areaOf, type Box, contains, EVERYWHERE, intersect, transformBox } from './box.ts'
import { CutNumbers } from './cut-numbers.ts'
import { IDENTITY, type Matrix, matrixOf, multiply } from './matrix.ts'
import { numbersOf, Operands, type Operators, settingsOf, stringOf } from './operators.ts'
import { isDigit } from './lines.ts'
import { type Glyph, middleOf, type Page } from './page.ts'
import { clipped, fillRules, type Polygon, polygonsOf, rectangleOf, type Rules, strokeRules } from './paths.ts'
import { type Font, NO_FONT, PLAIN_TEXT, TextCursor, type TextState, UNKNOWN } from './text.ts'

/** What the operators of a page refer to. */
export interface Resources {
  readonly font: (name: string) => Font
  /** Whether a layer (optional content, ISO 32000, 8.11) is shown. */
  readonly isShown: (layer: unknown) => boolean
}

/** How a viewer shows the page: its size in points, and what leads from the file's coordinates to the page's. */
export interface View {
  readonly width: number
  readonly height: number
  readonly transform: Matrix
}

interface State {
  ctm: Matrix
  clip: Box
  fill: string | null
  alpha: number
  text: TextState
}

/** A text's mode that neither fills nor strokes (3), or only clips (7): ISO 32000, 9.3.6. */
const UNSEEN_MODES = new Set([3, 7])
/** Fainter than this is a watermark. */
const FAINT = 0.4
const WHITE = '#ffffff'
/** A picture that covers more of the page than this, drawn over text, is what a person sees instead of it. */
const COVERING = 0.4

/**
 * Follows the operators of one page and keeps what a person sees of it: characters, straight lines, pictures. What is
 * hidden is left out: invisible and tiny text, text outside of the page or a clip, white on white, covered, or on a
 * layer that is off.
 */
export function paintPage(number: number, operators: Operators, view: View, resources: Resources): Page {
  const painter = new Painter(view, resources)
  for (const [at, operator] of operators.fnArray.entries()) painter.take(operator, new Operands(operators.argsArray[at]))
  return {
    number,
    width: view.width,
    height: view.height,
    glyphs: painter.glyphs.filter(({ text }) => text.trim() !== '' || text === ' '),
    horizontal: painter.rules.horizontal,
    vertical: painter.rules.vertical,
    pictures: painter.pictures,
    outlines: painter.outlines,
  }
}

class Painter {
  glyphs: Glyph[] = []
  readonly rules: Rules = { horizontal: [], vertical: [] }
  readonly pictures: Box[] = []
  outlines = 0
  readonly #page: Box
  readonly #resources: Resources
  readonly #cursor = new TextCursor()
  readonly #saved: State[] = []
  readonly #base: Matrix
  #state: State
  /** Areas that are not white, on which white text is seen. */
  readonly #dark: Box[] = []
  /** For each open piece of marked content whether it hides what is in it. */
  readonly #marks: boolean[] = []
  /** For each open group whether it only masks something else. */
  readonly #groups: boolean[] = []
  #clipsNext = false
  readonly #cutNumbers = new CutNumbers()
  #masked = false

  constructor({ width, height, transform }: View, resources: Resources) {
    this.#page = { left: 0, top: 0, right: width, bottom: height }
    this.#resources = resources
    this.#base = transform
    this.#state = initial(transform, this.#page)
  }

  take(operator: number, args: Operands): void {
    const state = this.#state
    switch (operator) {
      case OPS.save:
        this.#save()
        break
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
        this.#restore()
        break
      case OPS.transform:
        this.#transform(args.numbers())
        break
      case OPS.paintFormXObjectBegin:
        this.#save()
        this.#transform(args.numbersAt(0))
        this.#clip(args.numbersAt(1))
        break
      case OPS.beginGroup:
        this.#groups.push(isMask(args.value(0)))
        break
      case OPS.endGroup:
        this.#groups.pop()
        break
      case OPS.beginAnnotation:
        this.#save()
        this.#state = initial(this.#base, this.#page)
        this.#clip(args.numbersAt(1))
        this.#transform(args.numbersAt(2))
        this.#transform(args.numbersAt(3))
        break
      case OPS.endAnnotation:
        this.#restore()
        break
      case OPS.beginMarkedContent:
        this.#marks.push(false)
        break
      case OPS.beginMarkedContentProps:
        this.#marks.push(args.text(0) === 'OC' && !this.#resources.isShown(args.value(1)))
        break
      case OPS.endMarkedContent:
        this.#marks.pop()
        break
      case OPS.setGState:
        this.#settings(settingsOf(args.value(0)))
        break
      case OPS.setFillRGBColor:
        state.fill = args.text(0).toLowerCase()
        break
      case OPS.setFillColorN:
      case OPS.setFillTransparent:
        state.fill = null
        break
      case OPS.clip:
      case OPS.eoClip:
        this.#clipsNext = true
        break
      case OPS.constructPath:
        this.#path(args.number(0), numbersOf(args.list(1).value(0)), args.numbersAt(2))
        break
      case OPS.paintImageXObject:
      case OPS.paintImageMaskXObject:
      case OPS.paintSolidColorImageMask:
      case OPS.paintInlineImageXObject:
        this.#picture(operator)
        break
      default:
        this.#text(operator, args)
    }
    if (operator !== OPS.setGState) this.#masked = false
  }

  #text(operator: number, args: Operands): void {
    const state = this.#state
    const set = (change: Partial<TextState>) => (state.text = { ...state.text, ...change })
    switch (operator) {
      case OPS.beginText:
        this.#cursor.begin()
        break
      case OPS.setTextMatrix:
        this.#cursor.begin(matrixOf(args.numbers().length > 0 ? args.numbers() : args.numbersAt(0)) ?? IDENTITY)
        break
      case OPS.moveText:
        this.#cursor.move(args.number(0), args.number(1))
        break
      case OPS.setLeadingMoveText:
        set({ leading: args.number(1) })
        this.#cursor.move(args.number(0), args.number(1))
        break
      case OPS.nextLine:
        this.#cursor.move(0, state.text.leading)
        break
      case OPS.setLeading:
        set({ leading: -args.number(0) })
        break
      case OPS.setCharSpacing:
        set({ charSpacing: args.number(0) })
        break
      case OPS.setWordSpacing:
        set({ wordSpacing: args.number(0) })
        break
      case OPS.setHScale:
        set({ scale: args.number(0) / 100 })
        break
      case OPS.setTextRise:
        set({ rise: args.number(0) })
        break
      case OPS.setTextRenderingMode:
        set({ mode: args.number(0) })
        break
      case OPS.setFont:
        set({ font: this.#resources.font(args.text(0)), size: args.number(1) })
        break
      case OPS.showText:
        this.#show(args.value(0))
    }
  }

  #save(): void {
    this.#saved.push({ ...this.#state })
  }

  #restore(): void {
    const state = this.#saved.pop()
    if (state) this.#state = state
  }

  #transform(numbers: readonly number[]): void {
    const matrix = matrixOf(numbers)
    if (matrix) this.#state.ctm = multiply(this.#state.ctm, matrix)
  }

  #clip([x0, y0, x1, y1]: readonly number[]): void {
    if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return
    this.#state.clip = intersect(this.#state.clip, transformBox(this.#state.ctm, [x0, y0, x1, y1]))
  }

  #settings(settings: ReadonlyMap<string, unknown>): void {
    const alpha = settings.get('ca')
    if (typeof alpha === 'number') this.#state.alpha = alpha
    const [font, size] = Array.isArray(settings.get('Font')) ? (settings.get('Font') as readonly unknown[]) : []
    if (typeof font === 'string' && typeof size === 'number') this.#state.text = { ...this.#state.text, font: this.#resources.font(font), size }
    this.#masked = settings.get('SMask') === false
  }

  get #isHidden(): boolean {
    return this.#marks.includes(true) || this.#groups.includes(true)
  }

  #path(paint: number, data: readonly number[], bounds: readonly number[]): void {
    if (this.#clipsNext) this.#clip(bounds)
    this.#clipsNext = false
    if (paint === OPS.endPath || this.#isHidden) return
    const fills = FILLS.has(paint) && this.#state.fill !== null
    for (const polygon of polygonsOf(data, this.#state.ctm)) {
      if (STROKES.has(paint)) this.#draw((rules) => strokeRules(polygon, rules))
      const rectangle = rectangleOf(polygon)
      if (fills && rectangle) this.#area(rectangle)
      else if (polygon.curved || (fills && !rectangle)) this.#outline(polygon)
    }
  }

  /** Adds lines, as far as they are within the clip: what a program draws beyond the foot of a page belongs to the next. */
  #draw(add: (rules: Rules) => void): void {
    const { left, top, right, bottom } = intersect(this.#state.clip, this.#page)
    const drawn: Rules = { horizontal: [], vertical: [] }
    add(drawn)
    for (const rule of drawn.horizontal) this.rules.horizontal.push(...clipped(rule, [top, bottom], [left, right]))
    for (const rule of drawn.vertical) this.rules.vertical.push(...clipped(rule, [left, right], [top, bottom]))
  }

  #outline({ points }: Polygon): void {
    if (points.some(([x, y]) => contains(this.#page, x, y))) this.outlines += 1
  }

  /** A filled rectangle hides the text below it. */
  #area(rectangle: Box): void {
    const { fill, alpha, clip } = this.#state
    this.#draw((rules) => fillRules(rectangle, rules))
    if (alpha < 1) return
    const seen = intersect(rectangle, clip)
    this.glyphs = this.glyphs.filter((glyph) => !isUnder(glyph, seen))
    if (fill !== WHITE) this.#dark.push(seen)
  }

  #picture(operator: number): void {
    if (this.#isHidden) return
    const box = transformBox(this.#state.ctm, [0, 0, 1, 1])
    const seen = intersect(intersect(box, this.#state.clip), this.#page)
    if (!(areaOf(seen) > 0)) return
    this.#draw((rules) => fillRules(box, rules))
    this.pictures.push(seen)
    const opaque = operator === OPS.paintImageXObject && !this.#masked && this.#state.alpha === 1
    if (opaque && areaOf(seen) > COVERING * areaOf(this.#page)) this.glyphs = this.glyphs.filter((glyph) => !isUnder(glyph, seen))
    this.#dark.push(seen)
  }

  #show(string: unknown): void {
    const state = this.#state
    const glyphs = this.#cursor.show(stringOf(string), state.text, state.ctm)
    if (UNSEEN_MODES.has(state.text.mode) || state.alpha < FAINT || this.#isHidden) return
    const seen = glyphs.filter((glyph) => this.#isSeen(glyph))
    const isCut = seen.length < glyphs.length && glyphs.some(({ text }) => /\d/.test(text))
    for (const glyph of glyphs) {
      if (isDigit(glyph) && this.#isAtEdge(glyph)) this.#cutNumbers.cut(this.glyphs, glyph)
      else if (this.#isSeen(glyph)) this.glyphs.push((isCut && /\d/.test(glyph.text)) || this.#cutNumbers.goesOn(glyph) ? { ...glyph, text: UNKNOWN } : glyph)
    }
  }

  #isInView = (x: number, y: number): boolean => contains(this.#page, x, y) && contains(this.#state.clip, x, y)

  /** Outside of the clip, but not as far as what is hidden on purpose. */
  #isAtEdge(glyph: Glyph): boolean {
    const [x, y] = middleOf(glyph)
    return !this.#isInView(x, y) && (this.#isInView(x - glyph.size, y) || this.#isInView(x + glyph.size, y))
  }

  #isSeen(glyph: Glyph): boolean {
    const [x, y] = middleOf(glyph)
    if (!this.#isInView(x, y) && !(isPunctuation(glyph) && (this.#isInView(x - glyph.advance / 4, y) || this.#isInView(x + glyph.advance / 4, y)))) return false
    return this.#state.fill !== WHITE || this.#state.text.mode === 1 || this.#dark.some((box) => contains(box, x, y))
  }
}

/** Its ink fills one half; the other may be cut off at the end of a line. */
const isPunctuation = ({ text, direction }: Glyph): boolean => direction === 0 && /^\p{P}$/u.test(text)

const FILLS = new Set<number>([OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke])
const STROKES = new Set<number>([OPS.stroke, OPS.closeStroke, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke])

const initial = (ctm: Matrix, clip: Box): State => ({ ctm, clip: intersect(clip, EVERYWHERE), fill: '#000000', alpha: 1, text: { ...PLAIN_TEXT, font: NO_FONT } })

const isMask = (group: unknown): boolean => typeof group === 'object' && group !== null && 'smask' in group && group.smask !== null && group.smask !== undefined

const isUnder = (glyph: Glyph, box: Box): boolean => contains(box, ...middleOf(glyph))
