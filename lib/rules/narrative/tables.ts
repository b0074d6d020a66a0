import type { Claim } from '../../claims/index.ts'
import type { Rule } from '../define.ts'
import { tableRule, type TableRule } from './against-table.ts'

const of = (...keys: string[]) => (claim: Claim): boolean => !claim.negation && keys.includes(claim.subject.key)
const within = (...domains: string[]) => (claim: Claim): boolean => !claim.negation && domains.includes(claim.subject.domain)

const FLOW = ['newReceived', 'received', 'received+processed', 'noun', 'processed', 'handled', 'due', 'carriedOver', 'carriedForward', 'underway', 'open']
const REQUESTS = '2024年新收政府信息公开申请21件，上年结转2件，办结20件，结转下年度继续办理3件。'
const DISPUTES = '因政府信息公开被申请行政复议4件，被提起行政诉讼1件。'
const MANAGED = '全年清理失效的规范性文件2件。'

/** The narrative against tables 2, 3 and 4, one row for each kind of thing that both tell. */
const RULES: readonly TableRule[] = [
  {
    id: 'narrative/requests-received',
    title: '正文的申请收到数与表3不一致',
    why: '正文的“收到”“受理”数应当等于表3的本年新收，或者等于新收加上年结转；都不相等，说明有一处写错。',
    covers: of('newReceived', 'received', 'received+processed', 'noun', 'due'),
    examples: {
      fail: [
        { edits: [['新收政府信息公开申请21件', '新收政府信息公开申请12件']] },
        { edits: [[REQUESTS, '2024年共受理公民、法人或者其他组织提出的政府信息公开申请二十二件。']] },
        { edits: [[REQUESTS, '2024年，我局收到并答复依申请公开事项25件。']] },
      ],
      pass: [
        { edits: [[REQUESTS, '2024年受理政府信息公开申请23件（含上年结转2件）。']] },
        { edits: [[REQUESTS, '2023年收到政府信息公开申请16件。2024年收到21件。']] },
        { edits: [[REQUESTS, '全年指导各科室和下属单位办理政府信息公开申请36件；本机关收到政府信息公开申请21件。']] },
        { edits: [[REQUESTS, '2024年上半年收到政府信息公开申请9件。']] },
      ],
    },
  },
  {
    id: 'narrative/requests-processed',
    title: '正文的办结数与表3不一致',
    why: '正文的“办结”“答复”数就是表3本年度办理结果的总计。',
    covers: of('processed', 'handled'),
    examples: {
      fail: [{ edits: [['办结20件', '办结21件']] }, { edits: [[REQUESTS, '2024年收到政府信息公开申请21件，其中3件结转下年度办理，其余18件均已按期答复。']] }],
      pass: [{ edits: [['办结20件', '答复群众留言365件，按期办结申请20件']] }, { edits: [['办结20件', '通过电子邮件答复15件']] }],
    },
  },
  {
    id: 'narrative/requests-carried',
    title: '正文的结转数与表3不一致',
    why: '上年结转和结转下年度的数量，正文和表3说的是同一批申请，应当相等。',
    covers: of('carriedOver', 'carriedForward', 'underway', 'open'),
    examples: {
      fail: [{ edits: [['结转下年度继续办理3件', '结转下年度继续办理1件']] }, { edits: [['上年结转2件', '2023年度结转5件']] }],
      pass: [{ edits: [['结转下年度继续办理3件', '3件结转至2025年继续办理']] }],
    },
  },
  {
    id: 'narrative/outcomes',
    title: '正文的办理结果与表3不一致',
    why: '正文按予以公开、部分公开、不予公开等列出的件数，应当等于表3相应各行的总计。',
    covers: (claim: Claim) => claim.subject.domain === 'requests' && !claim.negation && !FLOW.includes(claim.subject.key) && !claim.subject.key.startsWith('column.'),
    examples: {
      fail: [{ edits: [['办结20件，', '办结20件（予以公开16件、部分公开2件、不予公开2件），']] }, { edits: [['办结20件，', '办结20件，其中属于行政执法案卷4件，']] }],
      pass: [{ edits: [['办结20件，', '办结20件（予以公开14件、部分公开2件、不予公开2件、无法提供1件、其他处理1件），']] }],
    },
  },
  {
    id: 'narrative/applicants',
    title: '正文的申请人构成与表3不一致',
    why: '正文按自然人、法人列出的申请数，应当等于表3相应各列的数。',
    covers: (claim: Claim) => claim.subject.key.startsWith('column.'),
    examples: {
      fail: [{ edits: [['新收政府信息公开申请21件', '新收政府信息公开申请21件（自然人申请18件、法人或其他组织申请3件）']] }],
      pass: [{ edits: [['新收政府信息公开申请21件', '新收政府信息公开申请21件（自然人申请15件、法人或其他组织申请6件）']] }],
    },
  },
  {
    id: 'narrative/disputes',
    title: '正文的复议、诉讼数与表4不一致',
    why: '正文的行政复议、行政诉讼数应当等于表4的总计；行政诉讼是“未经复议直接起诉”和“复议后起诉”两部分之和。',
    covers: within('review', 'litigation', 'disputes'),
    examples: {
      fail: [
        { edits: [['被申请行政复议4件', '被申请行政复议5件']] },
        { edits: [[DISPUTES, '因政府信息公开引起的行政复议、行政诉讼均为0件。']] },
        { edits: [[DISPUTES, '因政府信息公开引发行政复议4起，结果维持2起、结果纠正1起。']] },
      ],
      pass: [
        { edits: [[DISPUTES, '涉及政府信息公开的行政复议和行政诉讼案件共5件，未发生被纠正的行政诉讼。']] },
        { edits: [['维护县政府门户网站的水务专栏', '办理取水许可类行政复议9件，维护县政府门户网站的水务专栏']] },
      ],
    },
  },
  {
    id: 'narrative/normative-documents',
    title: '正文的规范性文件数与表2不一致',
    why: '正文的规章、规范性文件制发、废止和现行有效件数，应当等于表2第二十条第（一）项。',
    covers: within('normative', 'regulations'),
    examples: {
      fail: [{ edits: [[MANAGED, '全年制发行政规范性文件3件，废止2件，现行有效21件。']] }],
      pass: [
        { edits: [[MANAGED, '全年制发行政规范性文件3件，废止2件，现行有效12件。']] },
        { edits: [[MANAGED, '全年公开规范性文件8件，备案审查规范性文件30件。']] },
      ],
    },
  },
  {
    id: 'narrative/decisions',
    title: '正文的许可、处罚、强制数与表2不一致',
    why: '正文的行政许可、行政处罚、行政强制决定数，应当等于表2第二十条第（五）项、第（六）项。',
    covers: within('decisions'),
    examples: {
      fail: [{ edits: [[MANAGED, '全年作出行政许可决定145件、行政处罚决定71件。']] }],
      pass: [
        { edits: [[MANAGED, '全年作出行政许可决定145件、行政处罚决定17件，实施行政强制4件。']] },
        { edits: [[MANAGED, '全年公示行政许可和行政处罚信息160条，其中行政许可143条、行政处罚17条。']] },
      ],
    },
  },
  {
    id: 'narrative/fees',
    title: '正文的行政事业性收费与表2不一致',
    why: '正文的行政事业性收费金额应当等于表2第二十条第（八）项；常见的是“元”和“万元”弄错。',
    covers: within('fees'),
    examples: {
      fail: [{ edits: [[MANAGED, '全年收取行政事业性收费365280万元。']] }],
      pass: [{ edits: [[MANAGED, '全年收取行政事业性收费365280元。']] }, { edits: [[MANAGED, '全年收取行政事业性收费36.53万元。']] }],
    },
  },
  {
    id: 'narrative/none',
    title: '正文写没有，表格有数',
    why: '正文写“未收到”“未发生”“没有”，等于说这一项是0，表格相应的单元格也应当是0。',
    covers: (claim: Claim) => claim.negation,
    examples: {
      fail: [
        { edits: [[REQUESTS, '2024年，我局未收到政府信息公开申请。']] },
        { edits: [[DISPUTES, '全年未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。']] },
        { edits: [[MANAGED, '全年未实施行政强制。']] },
      ],
      pass: [
        { edits: [[DISPUTES, '全年没有行政复议被纠正、行政诉讼败诉的情形。']] },
        { edits: [[REQUESTS, '2024年，我局未收到社会公益组织提出的政府信息公开申请。']] },
      ],
    },
  },
]

export const TABLE_RULES: readonly Rule[] = RULES.map(tableRule)
