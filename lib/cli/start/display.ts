import { oneLine } from '../../mail/index.ts'
import { columns, table } from '../terminal.ts'
import { STAGES, stageText, type Journey, type Stage } from './journey.ts'

/** Lines on the screen: one that is wider than the screen takes several. */
const heightOf = (text: string, width: number): number =>
  text.trimEnd().split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(columns(line) / width)), 0)

/** Shows journeys as they go on: a table redrawn in place on a terminal, a line for each step anywhere else. */
export class Display {
  readonly #stream = process.stdout
  #height = 0

  step(journey: Journey, stages: readonly Stage[]): void {
    if (this.#stream.isTTY) return
    for (const stage of stages) this.#stream.write(`${oneLine(journey.name)}  ${stageText(journey, stage)}\n`)
  }

  redraw(journeys: readonly Journey[]): void {
    if (!this.#stream.isTTY) return
    const up = this.#height === 0 ? '' : `\u001B[${this.#height}A\u001B[0J`
    const text = table(journeys.map((journey) => [journey.name, ...STAGES.map((stage) => stageText(journey, stage))]))
    this.#height = heightOf(text, this.#stream.columns)
    this.#stream.write(up + text)
  }
}
