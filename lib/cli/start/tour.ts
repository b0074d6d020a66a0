import { setTimeout as sleep } from 'node:timers/promises'
import type { LocalEvent } from '../../local/index.ts'
import { recordKey, resultKey } from '../../store/object-keys.ts'
import { pendingMail, withoutResult } from '../../store/unfinished.ts'
import { reportId } from '../../store/upload.ts'
import type { Store } from '../../store/table.ts'
import type { SignInPoint } from '../sign-in/protocol.ts'
import { asUser } from '../sign-in/server.ts'
import { upload } from '../upload.ts'
import { Display } from './display.ts'
import { isToldBy, newJourney, reach, type Journey, type Stage } from './journey.ts'
import type { Sample } from './samples.ts'

/** What the tour needs of the running stack. */
export interface Site {
  readonly api: string
  readonly signIn: SignInPoint
  readonly bucket: string
  readonly store: Store
  readonly nameOf: (agency: string) => string
}

/** After this long the tour ends; what is still under way goes on without being shown. */
const PATIENCE = 60_000
/** Between two looks for mails. */
const PAUSE = 200

/** Sends samples through the running stack and shows each one's way: uploaded, parsed, checked, mailed. */
export class Tour {
  readonly #site: Site
  readonly #display = new Display()
  readonly #journeys: Journey[] = []
  /** By the id of the submitted version, which is known once its upload is done. */
  readonly #byId = new Map<string, Journey>()
  /** Keys of objects that were stored before the version's id was known here. */
  readonly #stored = new Map<string, number>()

  constructor(site: Site) {
    this.#site = site
  }

  /** Hears of everything that happens in the stack. */
  hear(event: LocalEvent): void {
    if (event.kind === 'object') this.#stored.set(event.key, performance.now())
    if (event.kind === 'mail') {
      const told = this.#journeys.find((journey) => !journey.reached.has('邮件') && isToldBy(journey, event.subject))
      if (told !== undefined) told.mails += 1
    }
    this.#advance()
  }

  async run(samples: readonly Sample[]): Promise<void> {
    const uploads = { done: false }
    await Promise.all([
      this.#upload(samples).finally(() => {
        uploads.done = true
      }),
      this.#watchMails(uploads),
    ])
  }

  async #upload(samples: readonly Sample[]): Promise<void> {
    const latest = Math.max(...samples.map(({ year }) => year))
    const versions = new Map<string, number>()
    for (const { agency, year, path } of samples) {
      const version = (versions.get(`${agency} ${year}`) ?? 0) + 1
      versions.set(`${agency} ${year}`, version)
      const journey = newJourney({ agency: this.#site.nameOf(agency), year, version }, latest, performance.now())
      this.#journeys.push(journey)
      this.#display.redraw(this.#journeys)
      const uploaded = await upload(asUser(this.#site, agency), { agency, year }, path)
      this.#reach(journey, '上传', performance.now())
      this.#byId.set(reportId({ bucket: this.#site.bucket, ...uploaded }), journey)
      this.#advance()
    }
  }

  async #watchMails(uploads: { readonly done: boolean }): Promise<void> {
    const until = performance.now() + PATIENCE
    while (performance.now() < until && !(uploads.done && this.#journeys.every(({ reached }) => reached.has('邮件')))) {
      await sleep(PAUSE)
      await this.#noteMailed()
    }
  }

  #advance(): void {
    for (const [id, journey] of this.#byId) {
      const parsed = this.#stored.get(recordKey(id))
      const checked = this.#stored.get(resultKey(id))
      if (parsed !== undefined) this.#reach(journey, '解析', parsed)
      if (checked !== undefined) this.#reach(journey, '校验', checked)
    }
  }

  /** The result is in the table, and no mail about it is left to be sent. */
  async #noteMailed(): Promise<void> {
    const waiting = [...this.#byId].filter(([, { reached }]) => reached.has('校验') && !reached.has('邮件'))
    const unsaved = await withoutResult(this.#site.store, waiting.map(([id]) => id))
    const pending = new Set<string>()
    for await (const page of pendingMail(this.#site.store)) for (const { id } of page) pending.add(id)
    for (const [id, journey] of waiting) if (!unsaved.has(id) && !pending.has(id)) this.#reach(journey, '邮件', performance.now())
  }

  #reach(journey: Journey, stage: Stage, now: number): void {
    const stages = reach(journey, stage, now)
    if (stages.length === 0) return
    this.#display.step(journey, stages)
    this.#display.redraw(this.#journeys)
  }
}
