/**
 * The official forms as data: which rows and columns each table has, and how they are labelled. The sums between
 * them are in lib/rules/identities. Source: 国办公开办函〔2019〕60号 (report years 2019 and 2020) and 国办公开办函〔2021〕30号 (2021 on).
 */

export type FormId = '2019' | '2021'
export type TableKey = 'disclosure' | 'requests' | 'disputes'

export interface Column {
  readonly key: string
  readonly label: string
  /** May hold decimals: only amounts of money. */
  readonly decimal?: true
}

interface Row {
  readonly key: string
  /** The row's own words, without the group that it stands in. */
  readonly label: string
  /** The printed groups above it, outermost first: `三、本年度办理结果`, `(三)不予公开`. */
  readonly groups?: readonly string[]
}

/** A part of a table with its own header: one 第二十条 item of table 2, or the whole of table 3 or 4. */
export interface Block {
  readonly key: 'item1' | 'item5' | 'item6' | 'item8' | 'item9' | 'requests' | 'disputes'
  /** The block's caption; null where it has none. */
  readonly caption: string | null
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

export interface Form {
  readonly id: FormId
  readonly years: { readonly from: number; readonly to: number | null }
  readonly source: string
  readonly tables: Readonly<Record<TableKey, readonly Block[]>>
}

export const APPLICANT_COLUMNS: readonly Column[] = [
  { key: 'naturalPerson', label: '自然人' },
  { key: 'business', label: '商业企业' },
  { key: 'research', label: '科研机构' },
  { key: 'publicWelfare', label: '社会公益组织' },
  { key: 'legalService', label: '法律服务机构' },
  { key: 'otherOrganization', label: '其他' },
  { key: 'total', label: '总计' },
]

const DISPUTE_COLUMNS: readonly Column[] = [
  { key: 'upheld', label: '结果维持' },
  { key: 'corrected', label: '结果纠正' },
  { key: 'otherResult', label: '其他结果' },
  { key: 'pending', label: '尚未审结' },
  { key: 'total', label: '总计' },
]

const RESULTS = '三、本年度办理结果'
const inGroup = (group: string, rows: readonly (readonly [key: string, label: string])[]): Row[] =>
  rows.map(([key, label]) => ({ key, label, groups: [RESULTS, group] }))

const requestRows = (other: readonly Row[]): readonly Row[] => [
  { key: 'newReceived', label: '一、本年新收政府信息公开申请数量' },
  { key: 'carriedOver', label: '二、上年结转政府信息公开申请数量' },
  { key: 'granted', label: '(一)予以公开', groups: [RESULTS] },
  { key: 'partiallyGranted', label: '(二)部分公开(区分处理的,只计这一情形,不计其他情形)', groups: [RESULTS] },
  ...inGroup('(三)不予公开', [
    ['denied.stateSecret', '1.属于国家秘密'],
    ['denied.prohibitedByLaw', '2.其他法律行政法规禁止公开'],
    ['denied.securityAndStability', '3.危及“三安全一稳定”'],
    ['denied.thirdPartyRights', '4.保护第三方合法权益'],
    ['denied.internalAffairs', '5.属于三类内部事务信息'],
    ['denied.processInformation', '6.属于四类过程性信息'],
    ['denied.enforcementCaseFile', '7.属于行政执法案卷'],
    ['denied.administrativeInquiry', '8.属于行政查询事项'],
  ]),
  ...inGroup('(四)无法提供', [
    ['unavailable.notHeld', '1.本机关不掌握相关政府信息'],
    ['unavailable.needsCreation', '2.没有现成信息需要另行制作'],
    ['unavailable.unclearAfterCorrection', '3.补正后申请内容仍不明确'],
  ]),
  ...inGroup('(五)不予处理', [
    ['notProcessed.petition', '1.信访举报投诉类申请'],
    ['notProcessed.duplicate', '2.重复申请'],
    ['notProcessed.publication', '3.要求提供公开出版物'],
    ['notProcessed.excessive', '4.无正当理由大量反复申请'],
    ['notProcessed.reconfirmation', '5.要求行政机关确认或重新出具已获取信息'],
  ]),
  ...other,
  { key: 'totalProcessed', label: '(七)总计', groups: [RESULTS] },
  { key: 'carriedForward', label: '四、结转下年度继续办理' },
]

const OTHER_2021: readonly Row[] = inGroup('(六)其他处理', [
  ['other.correctionOverdue', '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请'],
  ['other.feeOverdue', '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请'],
  ['other.miscellaneous', '3.其他'],
])
const OTHER_2019: readonly Row[] = [{ key: 'other', label: '(六)其他处理', groups: [RESULTS] }]

const requests = (other: readonly Row[]): readonly Block[] => [
  { key: 'requests', caption: null, columns: APPLICANT_COLUMNS, rows: requestRows(other) },
]

/** Table 4 is one row of fifteen in print; its three groups of five are the rows here. */
const DISPUTES: readonly Block[] = [
  {
    key: 'disputes',
    caption: null,
    columns: DISPUTE_COLUMNS,
    rows: [
      { key: 'review', label: '行政复议' },
      { key: 'directLitigation', label: '未经复议直接起诉', groups: ['行政诉讼'] },
      { key: 'litigationAfterReview', label: '复议后起诉', groups: ['行政诉讼'] },
    ],
  },
]

const DECISIONS: readonly Column[] = [{ key: 'decisions', label: '本年处理决定数量' }]
const CHANGE: readonly Column[] = [
  { key: 'previous', label: '上一年项目数量' },
  { key: 'change', label: '本年增/减' },
  { key: 'decisions', label: '处理决定数量' },
]
const NORMATIVE: readonly Row[] = [
  { key: 'regulations', label: '规章' },
  { key: 'normativeDocuments', label: '行政规范性文件' },
]

export const FORM_2021: Form = {
  id: '2021',
  years: { from: 2021, to: null },
  source: '国办公开办函〔2021〕30号',
  tables: {
    disclosure: [
      {
        key: 'item1',
        caption: '第二十条第(一)项',
        columns: [
          { key: 'made', label: '本年制发件数' },
          { key: 'repealed', label: '本年废止件数' },
          { key: 'inForce', label: '现行有效件数' },
        ],
        rows: NORMATIVE,
      },
      { key: 'item5', caption: '第二十条第(五)项', columns: DECISIONS, rows: [{ key: 'licensing', label: '行政许可' }] },
      {
        key: 'item6',
        caption: '第二十条第(六)项',
        columns: DECISIONS,
        rows: [
          { key: 'penalties', label: '行政处罚' },
          { key: 'compulsion', label: '行政强制' },
        ],
      },
      {
        key: 'item8',
        caption: '第二十条第(八)项',
        columns: [{ key: 'amount', label: '本年收费金额(单位:万元)', decimal: true }],
        rows: [{ key: 'fees', label: '行政事业性收费' }],
      },
    ],
    requests: requests(OTHER_2021),
    disputes: DISPUTES,
  },
}

export const FORM_2019: Form = {
  id: '2019',
  years: { from: 2019, to: 2020 },
  source: '国办公开办函〔2019〕60号',
  tables: {
    disclosure: [
      {
        key: 'item1',
        caption: '第二十条第(一)项',
        columns: [
          { key: 'made', label: '本年新制作数量' },
          { key: 'disclosed', label: '本年新公开数量' },
          { key: 'totalDisclosed', label: '对外公开总数量' },
        ],
        rows: [
          { key: 'regulations', label: '规章' },
          { key: 'normativeDocuments', label: '规范性文件' },
        ],
      },
      {
        key: 'item5',
        caption: '第二十条第(五)项',
        columns: CHANGE,
        rows: [
          { key: 'licensing', label: '行政许可' },
          { key: 'otherServices', label: '其他对外管理服务事项' },
        ],
      },
      {
        key: 'item6',
        caption: '第二十条第(六)项',
        columns: CHANGE,
        rows: [
          { key: 'penalties', label: '行政处罚' },
          { key: 'compulsion', label: '行政强制' },
        ],
      },
      {
        key: 'item8',
        caption: '第二十条第(八)项',
        columns: [
          { key: 'previous', label: '上一年项目数量' },
          { key: 'change', label: '本年增/减' },
        ],
        rows: [{ key: 'fees', label: '行政事业性收费' }],
      },
      {
        key: 'item9',
        caption: '第二十条第(九)项',
        columns: [
          { key: 'count', label: '采购项目数量' },
          { key: 'amount', label: '采购总金额', decimal: true },
        ],
        rows: [{ key: 'procurement', label: '政府集中采购' }],
      },
    ],
    requests: requests(OTHER_2019),
    disputes: DISPUTES,
  },
}

export const FORMS: Readonly<Record<FormId, Form>> = { '2019': FORM_2019, '2021': FORM_2021 }

/** The form that a report of `year` must follow; null for years before 2019, which had no such tables. */
export function formOfYear(year: number): Form | null {
  if (year >= FORM_2021.years.from) return FORM_2021
  return year >= FORM_2019.years.from ? FORM_2019 : null
}
