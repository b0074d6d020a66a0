import { describe, expect, test } from 'vitest'
import type { RuleContext } from '../../lib/rules/index.ts'
import { runExample } from './support/example.ts'
import { toldOf } from './support/told.ts'

const town: Partial<RuleContext> = { agency: '澜川县青禾镇人民政府', level: 'township' }
const subdistrict: Partial<RuleContext> = { agency: '岚平市云桥区松涛街道办事处', level: 'township' }
const county: Partial<RuleContext> = { agency: '澜川县人民政府', level: 'county' }
/** The specimen speaks as 我局: of other bodies only their own words are tried. */
const ofOthers = async (words: string, context: Partial<RuleContext>) => {
  const { findings } = await runExample({ edits: [['维护县政府门户网站的水务专栏，在办事大厅设置查阅点，由专人协助群众查询。', words], ['2024年，我局通过', '2024年，通过']], context })
  return [...new Set(findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('text/')))]
}

describe('doubled words', () => {
  test.each([
    '由专人件件登记、事事回应，渐渐形成机制。',
    '一步一步推进，一项一项落实，一村一栏、一事一议，户户知晓。',
    '推进政务公开公开透明，办好政务公开公开栏。',
    '从事政府信息公开工作工作人员共3名。',
    '将其纳入2024年度年度考核，2024年度年度报告按时发布。',
    '为了了解群众需求，对对口部门开展座谈，以及及时回应关切。',
    '在在建项目现场公开信息，和和谐社区共建，的的确确方便群众。',
    '年年公开、月月更新、天天巡检，人人参与、个个尽责，家家受益、时时关注、层层把关。',
    '开展研究研究再研究的调研，常常走访。',
    '多多公开、好好服务，点点滴滴记心上，清清楚楚告诉群众，高高兴兴办事。',
    '2024年1月1日至2024年12月31日公开公开类文件12件。',
    '加强财政政务信息报送，微信信息同步发布，信息息息相关。',
    '公开信息信息量达86条，信息信息员3名。',
    '工作作风建设和干部部署同步推进，工作作为重点任务。',
    '政府网网站集约化，县县通公路，市市场监管局配合，区区政府办指导。',
    '一一对应、一一答复，两两结合。',
    '妈妈爸爸协会、爷爷奶奶课堂参与，星星点灯项目，宝宝乐园，太太乐公司。',
    '查询办事指南、指南针栏目。',
  ])('left alone: %s', async (words) => {
    expect(await toldOf('text', 'work', words)).toEqual([])
  })

  test.each([
    ['2024年度年度，维护水务专栏。', '年度年度'],
    ['我局积极推进政府信息公开政府信息公开工作。', '政府信息公开政府信息公开'],
    ['认真做好政务公开工作工作。', '工作工作'],
    ['进一步进一步提高认识。', '进一步进一步'],
    ['我局我局高度重视。', '我局我局'],
    ['主动公开政府信息的的数量为86条。', '的的'],
    ['取得了良好的情况况。', '情况况'],
    ['按照按照上级要求维护专栏。', '按照按照'],
    ['通过通过门户网站发布。', '通过通过'],
    ['县政府门户网站县政府门户网站设专栏。', '县政府门户网站县政府门户网站'],
    ['加强加强组织领导。', '加强加强'],
    ['没有没有收到投诉。', '没有没有'],
    ['及时及时更新专栏。', '及时及时'],
    ['依申请公开依申请公开渠道畅通。', '依申请公开依申请公开'],
    ['群众满意度度提高，群众满意满意。', '满意满意'],
  ])('found: %s', async (words, quote) => {
    const { findings } = await runExample({ edits: [['维护县政府门户网站的水务专栏，在办事大厅设置查阅点，由专人协助群众查询。', words]] })
    expect(findings.filter(({ rule }) => rule === 'text/doubled-words').map((finding) => finding.quote)).toContain(quote)
  })
})

describe('marks', () => {
  test.each([
    '按照《关于印发〈公开指南〉的通知》《公开目录》维护专栏（每周更新）。',
    '按照《关于印发<公开指南>的通知》维护专栏(每周更新）。',
    '包括：1）通知公告；2）规划计划；3）人事信息。',
    '一)通知公告；二)规划计划。',
    '推行“五公开”“三审三校”，做到“谁公开、谁审核”。',
    '设“水务之窗"专栏，"一站式"查询。',
    '维护（含水务专栏（县级）和移动端）。',
    '文号为澜水发〔2024〕12号、澜水函[2024]3号、澜水办【2024】5号。',
    '公开时间为8：30—12：00，网址见首页。……',
    '落实《条例》，做到应公开尽公开；',
    '①通知公告；②规划计划。',
  ])('paired: %s', async (words) => {
    expect(await toldOf('text', 'work', words)).toEqual([])
  })

  test.each([
    ['按照《《公开指南》维护专栏。', 'text/book-title-marks'],
    ['按照《公开指南维护专栏。', 'text/book-title-marks'],
    ['按照公开指南》维护专栏。', 'text/book-title-marks'],
    ['按照《公开指南》》维护专栏。', 'text/book-title-marks'],
    ['按照《公开指南《维护专栏。', 'text/book-title-marks'],
    ['维护专栏（每周更新。', 'text/brackets'],
    ['维护专栏每周更新）。', 'text/brackets'],
    ['维护专栏（（每周更新）。', 'text/brackets'],
    ['推行“五公开，维护专栏。', 'text/quotation-marks'],
    ['推行五公开”，维护专栏。', 'text/quotation-marks'],
    ['按照《》维护专栏。', 'text/empty-marks'],
    ['设“”专栏。', 'text/empty-marks'],
  ])('not: %s', async (words, rule) => {
    expect(await toldOf('text', 'work', words)).toEqual([rule])
  })

  test('a mark whose partner stands on the next line is paired', async () => {
    expect(await toldOf('text', 'work', '按照《关于进一步做好全县\n政务公开工作的通知》维护专栏。')).toEqual([])
  })
})

describe('leftovers of templates', () => {
  test.each([
    '邮箱xxgk@example.invalid，网址http://www.example.invalid/xxgk_2024/xx__nr.html。',
    '申请人张某某申请公开××村征地信息，申请人王××申请公开某某单位的决定。',
    '联系电话0000-5550***。',
    '推进“互联网+政务服务”，建设A4纸大小的公开栏，发布PDF版本。',
    '指导申请人填写申请表，在大厅提供填写样例，申请表（请填写真实姓名）可以下载。',
    '公开内容包括单位名称、机构职能、联系方式（详见公开指南）。',
    '年度报告应当包括六个部分，这一部分数据截至年底。',
    '按要求补充完善栏目，修订填报说明，规范政府信息公开指南模板。',
    '召开专题会议，通报2×3项任务，5×2表格。',
    '参考模板化做法，以示范带动，视情况公开。',
    '请各单位于每月底前报送信息。',
  ])('left alone: %s', async (words) => {
    expect(await toldOf('text', 'work', words)).toEqual([])
  })

  test.each([
    ['全年公开政府信息XX条。', 'text/placeholder'],
    ['全年公开政府信息××条。', 'text/placeholder'],
    ['全年公开政府信息xxx条。', 'text/placeholder'],
    ['全年公开政府信息***条。', 'text/placeholder'],
    ['全年公开政府信息____条。', 'text/placeholder'],
    ['全年公开政府信息（  ）条。', 'text/placeholder'],
    ['20XX年，维护专栏。', 'text/placeholder'],
    ['20××年度，维护专栏。', 'text/placeholder'],
    ['XX局维护专栏。', 'text/placeholder'],
    ['×××镇人民政府维护专栏。', 'text/placeholder'],
    ['某某县政府网站设专栏。', 'text/placeholder'],
    ['办结率达XX%。', 'text/placeholder'],
    ['（此处填写平台建设情况）', 'text/instruction'],
    ['维护专栏（请根据实际情况填写）。', 'text/instruction'],
    ['维护专栏（如有请写明数量）。', 'text/instruction'],
    ['[单位名称]维护专栏。', 'text/instruction'],
    ['【填写】维护专栏。', 'text/instruction'],
    ['维护专栏（可自行增减）。', 'text/instruction'],
    ['请结合本单位实际撰写。', 'text/instruction'],
    ['以上内容仅供参考。', 'text/instruction'],
    ['这一部分应写明本单位平台建设情况。', 'text/instruction'],
    ['维护专栏（待补充）。', 'text/instruction'],
  ])('found: %s', async (words, rule) => {
    expect(await toldOf('text', 'work', words)).toEqual([rule])
  })
})

describe('damage', () => {
  test.each(['2024年6月清理文件，截至2024年12月31日办结。', '编号20240612001号，电话02024612345。', '当年政府信息公开工作平稳，我县历年政务公开工作有序。', '全年度政府信息公开平稳，每年政务公开培训一次。'])('left alone: %s', async (words) => {
    expect(await toldOf('text', 'work', words)).toEqual([])
  })

  test.each([
    ['20246月清理文件。', 'text/damaged-date'],
    ['截至202412月31日办结。', 'text/damaged-date'],
    ['截至20241231日办结。', 'text/damaged-date'],
    ['202424年清理文件。', 'text/damaged-date'],
    ['澜川县水务局年政府信息公开工作有序开展。', 'text/lost-year'],
    ['维护锟斤拷专栏。', 'text/garbled'],
    ['维护\ufffd专栏。', 'text/garbled'],
    ['维护通知公告、规划总结、人事信息、规划总结、财政资金等栏目。', 'text/repeated-item'],
  ])('found: %s', async (words, rule) => {
    expect(await toldOf('text', 'work', words)).toEqual([rule])
  })
})

describe('how the preamble says the report is built', () => {
  test.each([
    '本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。',
    '本报告由“总体情况”“主动公开政府信息情况”“收到和处理政府信息公开申请情况”“因政府信息公开工作被申请行政复议、提起行政诉讼情况”“存在的主要问题及改进情况”“其他需要报告的事项”等六个部分组成。',
    '全文包括概述、主动公开、依申请公开、复议诉讼、问题和改进、其他事项6个部分。',
    '本报告共分六部分：总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项。',
    '本报告主要从总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，政府信息公开行政复议、行政诉讼情况，存在的主要问题及改进情况，其他需要报告的事项六个方面汇报工作。',
    '本报告内容涵盖2024年1月1日至2024年12月31日期间的工作。',
    '2024年，我局报告了三个方面的工作打算，从两个方面改进平台。',
    '本报告电子版可在网站下载。报告所列数据由三个部门提供。',
    '本报告包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和诉讼情况、存在的主要问题及改进情况等内容。',
  ])('right: %s', async (words) => {
    expect(await toldOf('text', 'basis', words)).toEqual([])
  })

  test.each([
    ['本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、存在的主要问题及改进情况五个部分组成。', 'text/preamble-count'],
    ['本报告包括总体情况、主动公开、依申请公开、存在问题和其他事项五项内容。', 'text/preamble-count'],
    ['本报告共分为四个部分。', 'text/preamble-count'],
    ['全文由概述、主动公开、依申请公开、复议诉讼、存在问题、附表、其他七个部分组成。', 'text/preamble-count'],
    ['本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议、行政诉讼情况、存在的主要问题及改进情况六个部分组成。', 'text/preamble-parts'],
    ['本报告由概述、主动公开情况、依申请公开情况、收费及减免情况、行政复议和行政诉讼情况、存在的主要问题及改进措施六个部分组成。', 'text/preamble-parts'],
    ['本报告由概述；主动公开政府信息情况；依申请公开政府信息情况；收费及减免情况；行政复议、行政诉讼情况；存在的主要问题及改进措施六个部分组成。', 'text/preamble-parts'],
    ['本报告包括概述、主动公开政府信息情况、依申请公开情况、收费及减免情况、行政复议和诉讼情况、存在问题及附表。', 'text/preamble-parts'],
  ])('wrong: %s', async (words, rule) => {
    expect(await toldOf('text', 'basis', words)).toContain(rule)
  })
})

describe('other bodies', () => {
  test.each<[string, Partial<RuleContext>]>([
    ['我镇在县政府门户网站设专栏，我县统一运维，我市集约化平台已上线，我省统一部署。', town],
    ['按照全省政务公开工作要点，落实全市部署，积极参加全县政务公开培训。', town],
    ['认真落实县政府关于加强全县政府信息公开工作的通知，配合县政府办做好全县政务公开考核。', town],
    ['镇党委政府高度重视，各村（社区）、镇直各部门按月报送，督促各镇直部门更新。', town],
    ['联合县水务局、县公安局派出所公布热线，县林业局党组来镇调研。', town],
    ['与柳河镇联合开展宣讲，邀请县城各乡镇参观，柳河镇代表发言。', town],
    ['本街道社区公开栏28处，我街道在区政府网站设专栏，我区统一运维。', subdistrict],
    ['街道党工委统一部署，我办牵头，社区配合。', subdistrict],
    ['申请人可以向区政府提出行政复议申请。', subdistrict],
    ['督促各街道科室按时更新，指导各社区规范公开。', subdistrict],
    ['指导全县政务公开工作，督促各乡镇、县直部门更新，公民向县政府提出政府信息公开申请21件。', county],
    ['我县各镇、各街道设公开栏，“我镇动态”栏目更新，县政务服务局党组专题研究。', county],
    ['推动全省一体化平台在我县落地。', county],
    ['落实《关于组织推动全省政务公开工作的通知》，推进全市政务公开工作要点落地。', town],
    ['强化跟进指导，推动全镇政务公开工作提升，立足我镇积极创新，确保各村镇持续更新。', town],
    ['设“我局动态”专栏，转载《我局怎样办》。', town],
    ['2024年，青禾镇严格落实条例。', { agency: '云桥新区青禾镇人民政府', level: 'township' }],
    ['青禾镇认真落实条例，2024年青禾镇共公开信息12条。', town],
    ['2024年，岚平市澜川县深入贯彻条例，各区县积极参与，开发区持续发力，澜川县全年公开信息12条。', county],
    ['2024年，县水利水务局严格落实条例，与县林业局联合发布信息，县公安局派员指导。', {}],
  ])('left alone: %s', async (words, context) => {
    expect(await ofOthers(words, context)).toEqual([])
  })

  test.each<[string, Partial<RuleContext>, string]>([
    ['我街道在社区设公开栏。', town, 'text/self-reference'],
    ['我局高度重视。', town, 'text/self-reference'],
    ['我镇在各社区设公开栏。', subdistrict, 'text/self-reference'],
    ['本乡在各村设公开栏。', subdistrict, 'text/self-reference'],
    ['我镇在各村设公开栏。', county, 'text/self-reference'],
    ['局党组高度重视，维护专栏。', town, 'text/foreign-house'],
    ['维护专栏，经镇党委研究确定专人。', subdistrict, 'text/foreign-house'],
    ['组织推动全省政府信息公开工作，维护专栏。', town, 'text/foreign-scope'],
    ['统筹推进全市政务公开工作。', subdistrict, 'text/foreign-scope'],
    ['（六）组织推动全省政府信息公开工作\n\n第一时间传达。', town, 'text/foreign-scope'],
    ['组织全县政务公开培训。', town, 'text/foreign-scope'],
    ['督促各县（市、区）更新栏目。', subdistrict, 'text/foreign-scope'],
    ['指导推动全省政务公开工作。', county, 'text/foreign-scope'],
    ['全年公民向市政府提出政府信息公开申请12件。', subdistrict, 'text/foreign-requests'],
    ['2024年，柳河镇认真落实条例，维护专栏。', town, 'text/other-name'],
    ['柳河镇共公开信息12条。', town, 'text/other-name'],
    ['2024年，望北县深入贯彻条例，维护专栏。', county, 'text/other-name'],
    ['2024年，县林业局严格落实条例，维护专栏。', {}, 'text/other-name'],
  ])('found: %s', async (words, context, rule) => {
    expect(await ofOthers(words, context)).toEqual([rule])
  })

  test('of an unknown body, two that exclude each other', async () => {
    const { findings } = await runExample({
      edits: [['# 澜川县水务局2024年政府信息公开工作年度报告\n', '# 2024年政府信息公开工作年度报告\n'], ['与澜川县水务局办公室联系', '与办公室联系'], ['\n澜川县水务局\n', '\n'], ['维护县政府门户网站', '我镇维护县政府门户网站']],
      context: { agency: undefined, level: undefined },
    })
    expect(findings.filter(({ rule }) => rule === 'text/self-reference').map(({ quote }) => quote)).toHaveLength(1)
  })
})
