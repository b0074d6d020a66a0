import { createHash } from 'node:crypto'
import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { type Dismissal, Finding } from '../report/index.ts'
import { readPartition } from './batch.ts'
import type { Filing } from './filing.ts'
import { AgencyId, ReportYear } from './object-keys.ts'
import { INDEXES, type IndexName, type Store, unlessRefused } from './table.ts'
import { ReportId } from './upload.ts'

/** "This finding is wrong, because …": objections of agencies, and what their supervisors answered. */

/** Plain text of a person: no control characters but line breaks, and nothing that was lost in another encoding. */
const Words = z
  .string()
  .trim()
  .min(5)
  .max(1000)
  .refine((text) => text.isWellFormed() && !/[\p{Cc}\p{Cf}\uFFFD]/u.test(text.replaceAll(/[\n\r\t]/g, '')))

/** `POST /reports/{id}/corrections`: the index of the finding among the report's, and why it is wrong. */
export const CorrectionRequest = z.strictObject({
  finding: z.int().nonnegative().max(100_000),
  /** The finding's rule, as the client saw it: refused if another one stands there by now. */
  rule: Finding.shape.rule.optional(),
  reason: Words,
})
export type CorrectionRequest = z.infer<typeof CorrectionRequest>

/** `POST /reports/{id}/corrections/{correction}/answer`: whether the objection is accepted, or dismissed. */
export const CorrectionAnswer = z.strictObject({ answer: z.enum(['accept', 'dismiss']), reason: Words })
export type CorrectionAnswer = z.infer<typeof CorrectionAnswer>

export const CorrectionId = z.string().regex(/^[0-9a-f]{32}$/)

/** Who did something: the user, and the agency for which. */
const Party = z.object({ subject: z.string(), agency: AgencyId, name: z.string() })

export const CorrectionState = z.enum(['open', 'accepted', 'dismissed'])
export type CorrectionState = z.infer<typeof CorrectionState>

export const Correction = z.object({
  id: CorrectionId,
  agency: AgencyId,
  /** Who stands above the agency, nearest first: follows the register. */
  ancestors: z.array(AgencyId).default([]),
  year: ReportYear,
  /** The version in which the finding stood. */
  report: ReportId,
  /** As it stood there. */
  finding: Finding,
  /** `accepted`: the finding is dismissed. `dismissed`: the objection is, the finding stays. */
  state: CorrectionState,
  /** Who said what when, oldest first: the objection, then its answer. */
  history: z.array(z.object({ at: z.iso.datetime(), by: Party, did: z.enum(['object', 'accept', 'dismiss']), words: z.string() })).min(1),
})
export type Correction = z.infer<typeof Correction>
export type CorrectionStep = Correction['history'][number]

const partition = ({ agency, year }: Filing): string => `CORRECTION#${agency}#${year}`
const keyOf = (correction: Filing & { readonly id: string }) => ({ pk: partition(correction), sk: correction.id })

/** One objection to one finding of one version: asking again meets the same id. */
export const correctionId = (report: string, { rule, place, message }: Finding): string =>
  createHash('sha256').update(JSON.stringify([report, rule, place.start, place.end, message])).digest('hex').slice(0, 32)

/** Newest years first when read backwards, within a year the newest objection. */
export const correctionOrder = ({ year, history, id }: Correction): string => `${year}#${history[0]?.at ?? ''}#${id}`

/** Who lists objections, and where in the indexes of results they lie: apart from these, by state. */
export const CORRECTION_LISTS = ['byAgency', 'bySupervisor', 'bySupervisor2', 'bySupervisor3', 'bySupervisor4'] as const satisfies readonly IndexName[]
export const correctionList = (id: string, state: CorrectionState): string => `CORRECTION#${state}#${id}`

const listKeys = ({ agency, ancestors, state }: Correction): Record<string, string> =>
  Object.fromEntries([agency, ...ancestors].slice(0, CORRECTION_LISTS.length).map((id, level) => [INDEXES[CORRECTION_LISTS[level] ?? 'byAgency'], correctionList(id, state)]))

/** Enters an objection. @returns false if there is one to this finding already. */
export const enterCorrection = (store: Store, correction: Correction): Promise<boolean> =>
  unlessRefused(
    store.client.send(
      new PutCommand({ TableName: store.table, Item: { ...keyOf(correction), ...correction, order: correctionOrder(correction), ...listKeys(correction) }, ConditionExpression: 'attribute_not_exists(pk)' }),
    ),
  )

/** Answers an open objection: of two answers at once one counts. @returns false if it was answered before. */
export function answerCorrection(store: Store, correction: Correction, step: CorrectionStep): Promise<boolean> {
  const answered = step.did === 'accept' ? 'accepted' : 'dismissed'
  const lists = Object.entries(listKeys({ ...correction, state: answered }))
  return unlessRefused(
    store.client.send(
      new UpdateCommand({
        TableName: store.table,
        Key: keyOf(correction),
        UpdateExpression: `SET #state = :answered, history = list_append(history, :step)${lists.map(([key], index) => `, ${key} = :list${index}`).join('')}`,
        ConditionExpression: '#state = :open',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':answered': answered, ':open': 'open', ':step': [step], ...Object.fromEntries(lists.map(([, list], index) => [`:list${index}`, list])) },
      }),
    ),
  )
}

/** Puts an objection into the lists of those who stand above the agency now; if it is answered meanwhile, once more. */
export async function moveCorrection(store: Store, seen: Correction, ancestors: readonly string[]): Promise<void> {
  for (let now: Correction | null = seen; now !== null; now = await findCorrection(store, seen, seen.id)) {
    const keys = listKeys({ ...now, ancestors: [...ancestors] })
    const [set, removed] = [Object.entries(keys), CORRECTION_LISTS.map((list) => INDEXES[list]).filter((key) => keys[key] === undefined)]
    const moved = await unlessRefused(
      store.client.send(
        new UpdateCommand({
          TableName: store.table,
          Key: keyOf(now),
          UpdateExpression: `SET ancestors = :ancestors${set.map(([key], index) => `, ${key} = :list${index}`).join('')}${removed.length === 0 ? '' : ` REMOVE ${removed.join(', ')}`}`,
          ConditionExpression: '#state = :state',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':state': now.state, ':ancestors': ancestors, ...Object.fromEntries(set.map(([, list], index) => [`:list${index}`, list])) },
        }),
      ),
    )
    if (moved) return
  }
}

/** An objection, read consistently; null if there is none. */
export async function findCorrection(store: Store, filing: Filing, id: string): Promise<Correction | null> {
  const { Item } = await store.client.send(new GetCommand({ TableName: store.table, Key: keyOf({ ...filing, id }), ConsistentRead: true }))
  return Item === undefined ? null : Correction.parse(Item)
}

/** All objections within a filing, the newest first, read consistently. As many as there are findings, at most. */
export async function correctionsOf(store: Store, filing: Filing): Promise<Correction[]> {
  const found = z.array(Correction).parse(await readPartition(store, partition(filing)))
  const at = ({ history }: Correction): string => history[0]?.at ?? ''
  return found.sort((a, b) => (at(a) < at(b) ? 1 : at(a) > at(b) ? -1 : a.id < b.id ? -1 : 1))
}

/** The findings of a filing that were dismissed, each with by whom, when and why. */
export async function dismissalsOf(store: Store, filing: Filing): Promise<{ readonly finding: Finding; readonly dismissed: Dismissal }[]> {
  return (await correctionsOf(store, filing)).flatMap(({ finding, history }) => {
    const step = history.find(({ did }) => did === 'accept')
    return step === undefined ? [] : [{ finding, dismissed: { by: step.by.name, at: step.at, reason: step.words } }]
  })
}

const UNSETTLED = 'CORRECTING'

/** A filing of which an objection was made or answered, while scores and letters do not follow yet. */
export const Unsettled = z.object({ agency: AgencyId, year: ReportYear, report: ReportId, since: z.iso.datetime() })
export type Unsettled = z.infer<typeof Unsettled>

/** On the recheck queue: a filing whose scores and letters have to follow its corrections. */
export const SettleMessage = z.object({
  settle: Unsettled,
  /** Only for what was being checked meanwhile: everybody has been told. */
  again: z.boolean(),
})
export type SettleMessage = z.infer<typeof SettleMessage>

const unsettledKey = ({ report }: Pick<Unsettled, 'report'>) => ({ pk: UNSETTLED, sk: report })

/** Notes what has to follow, before it is worth following: an interrupted request is finished by `reconcile`. */
export async function noteUnsettled(store: Store, unsettled: Unsettled): Promise<void> {
  await store.client.send(new PutCommand({ TableName: store.table, Item: { ...unsettledKey(unsettled), ...unsettled } }))
}

/** Strikes the note out, unless it has been written again since. */
export async function strikeUnsettled(store: Store, unsettled: Unsettled): Promise<void> {
  await unlessRefused(
    store.client.send(
      new DeleteCommand({
        TableName: store.table,
        Key: unsettledKey(unsettled),
        ConditionExpression: 'since = :since',
        ExpressionAttributeValues: { ':since': unsettled.since },
      }),
    ),
  )
}

/** What is noted; nearly empty. */
export async function unsettled(store: Store): Promise<Unsettled[]> {
  const { Items = [] } = await store.client.send(
    new QueryCommand({ TableName: store.table, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': UNSETTLED }, ConsistentRead: true, Limit: 100 }),
  )
  return z.array(Unsettled).parse(Items)
}
