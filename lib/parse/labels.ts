import { type Block, type FormId, FORMS, type TableKey } from '../report/index.ts'
import { core, distance, unnumbered } from './fold.ts'

/** What the text of a cell is in the official form. */
export type Label =
  | { readonly role: 'row'; readonly table: TableKey; readonly key: string; readonly exact: boolean }
  /** `(三)不予公开`: stands above rows; in the form of 2019 `(六)其他处理` is a row itself. */
  | { readonly role: 'group'; readonly table: TableKey; readonly key: string }
  | { readonly role: 'caption'; readonly table: TableKey; readonly key: string }
  /** A column's header or another word of the header. */
  | { readonly role: 'header'; readonly table: TableKey; readonly key: string }
  /** 其他 and 总计: a column's header or a row of table 3; what comes before decides. */
  | { readonly role: 'ambiguous'; readonly key: 'other' | 'total' }

/** Printed otherwise than in the form, seen in real reports. */
const PARAPHRASES: readonly (readonly [text: string, key: string])[] = [
  ['规范性文件', 'normativeDocuments'],
  ['本年新收', 'newReceived'],
  ['本年新收申请数量', 'newReceived'],
  ['上年结转', 'carriedOver'],
  ['上年结转申请数量', 'carriedOver'],
  ['上年度结转政府信息公开申请数量', 'carriedOver'],
  ['属于内部事务信息', 'denied.internalAffairs'],
  ['属于过程性信息', 'denied.processInformation'],
  ['结转下年度', 'carriedForward'],
  ['结转下年度办理', 'carriedForward'],
  ['结转下一年度继续办理', 'carriedForward'],
  ['政府采购', 'procurement'],
]

const GROUPS: readonly (readonly [text: string, key: string])[] = [
  ['本年度办理结果', 'results'],
  ['不予公开', 'denied'],
  ['无法提供', 'unavailable'],
  ['不予处理', 'notProcessed'],
  ['其他处理', 'other'],
]

const HEADERS: Readonly<Record<TableKey, readonly (readonly [text: string, key: string])[]>> = {
  disclosure: [['信息内容', 'content']],
  requests: [
    ['申请人情况', 'applicants'],
    ['自然人', 'naturalPerson'],
    ['法人或其他组织', 'organizations'],
    ['商业企业', 'business'],
    ['科研机构', 'research'],
    ['社会公益组织', 'publicWelfare'],
    ['法律服务机构', 'legalService'],
    ['商业', 'business'],
    ['企业', 'fragment'],
    ['科研', 'research'],
    ['机构', 'fragment'],
  ],
  disputes: [
    ['行政复议', 'review'],
    ['行政诉讼', 'litigation'],
    ['未经复议直接起诉', 'directLitigation'],
    ['复议后起诉', 'litigationAfterReview'],
    ['结果维持', 'upheld'],
    ['结果纠正', 'corrected'],
    ['其他结果', 'otherResult'],
    ['尚未审结', 'pending'],
  ],
}

const rowsByKey = new Map<string, { table: TableKey; full: string }>()
const exact = new Map<string, Label>()

function addRows(table: TableKey, blocks: readonly Block[]): void {
  if (table === 'disputes') return
  for (const row of blocks.flatMap(block => block.rows)) {
    if (row.key === 'other' || row.key === 'totalProcessed' || row.key === 'other.miscellaneous') continue
    const full = core(row.label)
    const label: Label = { role: 'row', table, key: row.key, exact: true }
    rowsByKey.set(row.key, { table, full })
    exact.set(full, label)
    exact.set(core(headOf(row.label)), label)
  }
}

/** The words before an explanation in brackets: `规章(设区的市应提供)` → `规章`. */
function headOf(text: string): string {
  const words = unnumbered(text)
  const at = words.indexOf('(', 2)
  return at > 0 ? words.slice(0, at) : words
}

for (const form of Object.values(FORMS)) {
  addRows('disclosure', form.tables.disclosure)
  addRows('requests', form.tables.requests)
}
for (const [text, key] of PARAPHRASES) {
  const known = rowsByKey.get(key)
  if (known) exact.set(text, { role: 'row', table: known.table, key, exact: true })
}
for (const [text, key] of GROUPS) exact.set(text, { role: 'group', table: 'requests', key })
for (const table of ['disclosure', 'requests', 'disputes'] as const) {
  for (const [text, key] of HEADERS[table]) exact.set(text, { role: 'header', table, key })
}
exact.set('其他', { role: 'ambiguous', key: 'other' })
exact.set('总计', { role: 'ambiguous', key: 'total' })
exact.set('合计', { role: 'ambiguous', key: 'total' })

/** Column headers of table 2 and the form that they show, by the words that tell them apart. */
const DISCLOSURE_COLUMNS: readonly (readonly [words: RegExp, key: string, form: FormId])[] = [
  [/制发|发件/, 'made', '2021'],
  [/废止/, 'repealed', '2021'],
  [/现行|有效件/, 'inForce', '2021'],
  [/新制/, 'made', '2019'],
  [/新公开/, 'disclosed', '2019'],
  [/对外公开|公开总/, 'totalDisclosed', '2019'],
  [/年项目/, 'previous', '2019'],
  [/增\/?减/, 'change', '2019'],
  [/本年处理决定/, 'decisions', '2021'],
  [/(?<!本年)处理决定/, 'decisions', '2019'],
  [/收费金额/, 'amount', '2021'],
  [/采购项目/, 'count', '2019'],
  [/采购总?金额/, 'amount', '2019'],
  [/^本年新$/, 'half', '2019'],
]

/** The columns of table 2 that a header's folded text names, also where several headers were run together. */
export function disclosureColumns(folded: string): { key: string; form: FormId }[] {
  return DISCLOSURE_COLUMNS.filter(([words]) => words.test(folded)).map(([, key, form]) => ({ key, form }))
}

const CAPTION = /^(?:《?(?:政府信息公开)?条例》?)?第二十条第?(?:\(?([一五六八九])\)?项?)?$/
const NOTE = /勾稽|项加第[二2]项|第[三3]项加第[四4]项/
const memo = new Map<string, Label | null>()
const MEMO_LIMIT = 2000
const MEMO_LONGEST = 60

/**
 * What a cell's folded text is in the form, or null. Tolerates numbering, punctuation, explanations in brackets,
 * cut ends, known paraphrases and a few wrong characters; a label told only by likeness is not `exact`.
 */
export function labelOf(folded: string): Label | null {
  if (folded === '' || folded.length > 400) return null
  if (folded.length > MEMO_LONGEST) return recognize(folded)
  const known = memo.get(folded)
  if (known !== undefined) return known
  const label = recognize(folded)
  if (memo.size >= MEMO_LIMIT) memo.clear()
  memo.set(folded, label)
  return label
}

function recognize(folded: string): Label | null {
  if (/^[\d.,%/+-]*$|[\d/]$/.test(folded)) return null
  const caption = CAPTION.exec(folded)
  if (caption) return { role: 'caption', table: 'disclosure', key: caption[1] ?? '' }
  if (folded.length <= 60 && NOTE.test(folded)) return { role: 'header', table: 'requests', key: 'note' }
  const words = core(folded)
  const plain = exact.get(words) ?? exact.get(core(headOf(folded)))
  if (plain) return plain.role === 'group' ? (labelWithin(folded) ?? plain) : plain
  if (folded.length > 60 || /[。;!?]/.test(folded)) return null
  if (/^[一-龥/():]{2,40}$/.test(folded) && folded.length <= 40 && disclosureColumns(folded).length > 0 && /件|数|增|额|本年新/.test(folded)) {
    return { role: 'header', table: 'disclosure', key: 'columns' }
  }
  const group = GROUPS.find(([prefix]) => words.startsWith(prefix))
  if (group) return labelWithin(folded) ?? cutLabel(core(words.slice(group[0].length).replace(/^\d/, '')))
  return /\d/.test(words) ? null : (cutLabel(words) ?? likeLabel(words))
}

/** The one row whose label begins with `words`: a line break or a page took the rest. */
function cutLabel(words: string): Label | null {
  if (words.length < 5) return null
  let found: Label | null = null
  for (const [key, { table, full }] of rowsByKey) {
    if (!full.startsWith(words)) continue
    if (found) return null
    found = { role: 'row', table, key, exact: false }
  }
  return found
}

/** The row whose label differs in the fewest characters, if those are few and no other is as near. */
function likeLabel(words: string): Label | null {
  if (words.length < 4) return null
  let best = Math.max(1, Math.floor(words.length / 5)) + 1
  let found: Label | null = null
  for (const [key, { table, full }] of rowsByKey) {
    if (full.length < 4) continue
    const apart = distance(words, full, best)
    if (apart > best || (apart === best && found === null)) continue
    found = apart === best ? null : { role: 'row', table, key, exact: false }
    best = apart
  }
  return found
}

/** The row whose whole label stands somewhere in `folded`; for lines that end in numbers. */
export function labelWithin(folded: string): Label | null {
  const words = core(folded)
  let longest = 0
  let found: Label | null = null
  for (const [key, { table, full }] of rowsByKey) {
    if (full.length < 4 || full.length <= longest || !words.includes(full)) continue
    longest = full.length
    found = { role: 'row', table, key, exact: true }
  }
  return found
}

/** Whether `folded` can be the rest of the label of row `key`, cut by a line break. */
export function continues(key: string, folded: string): boolean {
  const rest = folded.replace(/[^\p{L}\p{N}]/gu, '')
  return rest !== '' && (rowsByKey.get(key)?.full.includes(rest) ?? false)
}

/** How many rows of `table` have their whole label somewhere in `folded`. */
export function rowLabelsIn(folded: string, table: TableKey): number {
  const words = core(folded)
  let count = 0
  for (const known of rowsByKey.values()) if (known.table === table && known.full.length > 3 && words.includes(known.full)) count++
  return count
}

const COLUMN_WORDS = Object.values(FORMS).flatMap(form => form.tables.disclosure.flatMap(block => block.columns.map(column => column.label)))
const WORDS = [...Object.values(HEADERS).flatMap(words => words.map(([word]) => word)), ...COLUMN_WORDS, '总计', '其他']
  .sort((a, b) => b.length - a.length)
  .map(word => Array.from(word, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('\\s*'))
const WORD = new RegExp(`\\s*(${WORDS.join('|')})\\s*`, 'y')

/** The offsets of the header words of which a text consists and nothing else; null if it does not. */
export function headerWords(text: string): { start: number; end: number }[] | null {
  const words: { start: number; end: number }[] = []
  for (let at = 0; at < text.length; at = WORD.lastIndex) {
    WORD.lastIndex = at
    const match = WORD.exec(text)
    if (!match?.[1]) return null
    const start = at + match[0].indexOf(match[1])
    words.push({ start, end: start + match[1].length })
  }
  return words
}
