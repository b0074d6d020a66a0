import { describe, expect, test } from 'vitest'
import type { RuleContext } from '../../lib/rules/index.ts'
import { runExample } from './support/example.ts'
import { toldOf } from './support/told.ts'

describe('信息处理费 in section six', () => {
  test.each([
    '本年度未收取信息处理费。',
    '无。2024年没有产生政府信息公开信息处理费。',
    '2024年，我局依申请公开政府信息未收取任何费用。',
    '本机关2024年未出现需要收取信息处理费的情况。',
    '（一）信息处理费收取情况：无。（二）其他事项：无。',
    '依据《政府信息公开信息处理费管理办法》，全年收取信息处理费0元。',
    '按照《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号）规定的按件、按量收费标准，本年度没有产生信息处理费。',
    '2024年度发出收费通知0件，收费总金额0元，实际收取0元。',
    '本机关严格执行收费规定，不存在收取信息处理费的情形。',
    '全年未向申请人收取信息公开处理费用，无其他需要报告的事项。',
    '政府信息公开信息处理费：0元。',
    '2024年，我局共发出信息处理费收费通知3件，总金额1,200元，实际收取1,200元。',
    '发出收费通知书的件数为2件，总金额为600元，已全部收取，实际收到600元。',
    '本年度开具缴费通知1份，应收金额100元，申请人逾期未缴纳，未实际收取。',
    '全年免收信息处理费，没有其他需要报告的事项。',
    '本年度无收费情况。',
    '信息處理費收取情況：2024年未收取信息處理費。',
    '2024年行政事业性收费36.528万元，未收取信息处理费。',
    '2023年发出收费通知1件，收取信息处理费100元；2024年未收取信息处理费。',
    '本年度未发生政府信息公开收费事项，我局行政事业性收费项目已按规定公示。',
    '本单位2024年度政府信息公开信息处理费收取金额为零。',
  ])('is told in full by: %s', async (words) => {
    expect(await toldOf('law', 'other', words)).toEqual([])
  })

  test.each([
    ['无。', 'law/fee-unstated'],
    ['无其他需要报告的事项。', 'law/fee-unstated'],
    ['2024年办理人大代表建议3件、政协提案2件。', 'law/fee-unstated'],
    ['2024年政务公开工作要点已全部落实。', 'law/fee-unstated'],
    ['本机关行政事业性收费36.528万元，没有其他需要报告的事项。', 'law/fee-unstated'],
    ['本年度发出收费通知3件。', 'law/fee-incomplete'],
    ['本年度发出信息处理费收费通知书两件，总金额200元。', 'law/fee-incomplete'],
    ['2024年收取信息处理费500元。', 'law/fee-incomplete'],
    ['我局认真贯彻《政府信息公开信息处理费管理办法》，规范收取信息处理费。', 'law/fee-incomplete'],
    ['本年度未收取信息处理费。本年度收取信息处理费120元。', 'law/fee-contradiction'],
    ['发出收费通知0件，收取信息处理费300元。', 'law/fee-contradiction'],
    ['发出收费通知1件，总金额100元，实际收取300元。', 'law/fee-contradiction'],
    ['发出收费通知5件，总金额36.528万元，实际收取信息处理费36.528万元。', 'law/fee-confused'],
  ])('is not by: %s', async (words, rule) => {
    expect(await toldOf('law', 'other', words)).toEqual([rule])
  })

  test('is found in another part in words of its own', async () => {
    const { findings } = await runExample({ edits: [['未收取政府信息公开信息处理费，', ''], ['因政府信息公开被申请', '全年未收取政府信息公开费用。因政府信息公开被申请']] })
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['law/fee-elsewhere', 'info']])
  })

  test('is not asked for of 2020', async () => {
    const { findings } = await runExample({ edits: [['# 澜川县水务局2024年', '# 澜川县水务局2020年'], ['未收取政府信息公开信息处理费，', '']] })
    expect(findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('law/fee'))).toEqual([])
  })
})

describe('工作考核、社会评议和责任追究', () => {
  const SUPERVISION = '政府信息公开纳入股室年度考核，组织社会评议，评议结果为满意，全年没有需要追究责任的情形。'
  const told = async (context: Partial<RuleContext>, words = '安排专人负责。') =>
    (await runExample({ edits: [[SUPERVISION, words]], context })).findings.filter(({ rule }) => rule === 'law/accountability')

  test.each<[string, Partial<RuleContext>]>([
    ['a county', { agency: '澜川县人民政府', level: 'county' }],
    ['a town', { agency: '澜川县青禾镇人民政府', level: 'township' }],
    ['a city', { agency: '岚平市人民政府', level: 'city' }],
  ])('are asked of %s, as a hint', async (_, context) => {
    expect(await told(context)).toMatchObject([{ severity: 'info', message: expect.stringContaining('“工作考核”“社会评议”“责任追究”') as string }])
  })

  test.each<[string, Partial<RuleContext>]>([
    ['a department', { agency: '澜川县水务局', level: 'department' }],
    ['a subdistrict office', { agency: '澜川县松涛街道办事处', level: 'township' }],
  ])('are not asked of %s', async (_, context) => {
    expect(await told(context)).toEqual([])
  })

  test('only what is lacking is named', async () => {
    const [finding] = await told({ agency: '澜川县人民政府', level: 'county' }, '政务公开占绩效考评的4%。')
    expect(finding?.message).toContain('“社会评议”“责任追究”')
    expect(finding?.message).not.toContain('“工作考核”')
  })
})

describe('section five', () => {
  test.each([
    '存在的问题：公开不及时。改进措施：加强审核。',
    '虽然取得了一定成效，但仍存在公开形式单一的情况。下一步，我局将丰富公开形式。',
    '一、存在的主要问题\n\n栏目更新有时滞后。\n\n二、改进措施\n\n每月检查一次栏目。',
    '（一）存在的问题\n\n楼道屏故障较多，专业词汇多。\n\n（二）改进情况\n\n更换楼道屏，编写词汇说明。',
    '2023年指出的两个问题已经整改到位。2024年，业务培训还需加强，计划每季度培训一次。',
    '我局工作与群众期待相比还有差距，将从三方面改进：一是加强培训；二是优化栏目；三是强化督查。',
    '未发现违规公开的问题，但是解读材料偏少。今后将同步起草解读材料。',
    '主要不足：重点领域信息公开得不够全面。改进：已制定重点领域清单。',
    '1.问题：人员变动频繁，业务生疏。2.措施：老带新，组织跟班学习。',
  ])('is told in full by: %s', async (words) => {
    expect(await toldOf('law', 'problems', words)).toEqual([])
  })

  test.each([
    ['无。', 'law/problems-denied'],
    ['无', 'law/problems-denied'],
    ['暂无', 'law/problems-denied'],
    ['2024年度不存在问题。', 'law/problems-denied'],
    ['本单位政府信息公开工作无存在问题及改进情况。', 'law/problems-denied'],
    ['我局政府信息公开工作开展良好，未发现明显问题。', 'law/problems-denied'],
    ['（一）存在的主要问题：无。（二）改进情况：无。', 'law/problems-denied'],
    ['2024年，我局政府信息公开工作取得显著成效，得到群众一致好评。', 'law/problems-missing'],
    ['下一步，我局将继续加强学习，提高公开质量。', 'law/problems-missing'],
    ['一是公开内容不够全面；二是更新不够及时；三是队伍力量薄弱。', 'law/improvements-missing'],
    ['公开的广度和深度有待进一步拓展，信息更新的时效有待提升。', 'law/improvements-missing'],
  ])('is not by: %s', async (words, rule) => {
    expect(await toldOf('law', 'problems', words)).toEqual([rule])
  })
})

describe('citations', () => {
  const NAME_2021 = '《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》'
  const NAME_2019 = '《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》'

  test.each([
    '本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号）编制。',
    '根据《中华人民共和国政府信息公开条例》（中华人民共和国国务院令第 711 号，以下简称《条例》）第五十条规定，编制本报告。',
    '根据国务院第711号令《中华人民共和国政府信息公开条例》编制本报告。',
    '根据新修订的《政府信息公开条例》第四十九条、第五十条，现公布本报告。',
    '根据《条例》第49条和第50条编制年度报告。',
    `根据${NAME_2021}（国办公开办函〔2021〕30号）编制。`,
    `根据${NAME_2021}(国办公开办函[2021]30号)编制。`,
    `根据${NAME_2021}（国办公开办函﹝2021﹞30号）编制。`,
    `根据${NAME_2021}（国办公开办函【2021】30号）编制。`,
    `根据${NAME_2021}（国办公开办函（2021）30号）编制。`,
    '按照国办公开办函〔 2021 〕 30 号文件要求编制本报告。',
    '依据《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）编制。',
    '按照《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制。',
    '按照国务院办公厅政府信息与政务公开办公室《关于印发<中华人民共和国政府信息公开工作年度报告格式>的通知》（国办公开办函〔2021〕30号）编制。',
    '按照国办公开办函〔2021〕30号《中华人民共和国政府信息公开工作年度报告格式》编制。',
    `按照${NAME_2019}（国办公开办函〔2019〕60号）、${NAME_2021}（国办公开办函〔2021〕30号）编制。`,
    '按照海关总署要求和国办公开办函〔2019〕60号、〔2021〕30号通知编制年度报告，格式见《中华人民共和国政府信息公开工作年度报告格式》。',
    '按照《岚平市政务公开办公室关于做好年度报告编制工作的通知》（岚公开办函〔2025〕1号）编制。',
    '按照《国务院办公厅关于印发2024年政务公开工作要点的通知》（国办发〔2024〕8号）开展工作。',
    '按照《国务院办公厅印发〈关于全面推进政务公开工作的意见〉实施细则的通知》（国办发〔2016〕80号）开展工作，编制本报告，格式依国办公开办函〔2021〕30号。',
    '根据《中华人民共和国政府信息公开条例》《岚平市政府信息公开规定》《保障农民工工资支付条例》（国务院令第724号）编制。',
    '按照省政府办公厅公开办函〔2022〕5号要求，结合《中华人民共和国政府信息公开条例》，编制本报告。',
    '《条例》（2007年4月5日国务院令第492号公布，2019年4月3日国务院令第711号修订）是编制本报告的依据。',
    '按照《条例》第二十条、第二十一条主动公开政府信息。',
    '根据《中华人民共和国档案法实施条例》《中华人民共和国政府采购法实施条例》归档。',
  ])('right: %s', async (words) => {
    expect(await toldOf('law', 'basis', words)).toEqual([])
  })

  test.each([
    ['根据《中华人民共和国信息公开条例》编制本报告。', 'law/regulation-name'],
    ['根据《中国人民共和国政府信息公开条例》编制本报告。', 'law/regulation-name'],
    ['根据《中华人民共和国政府信息公开条列》编制本报告。', 'law/regulation-name'],
    ['根据《中华人民共和国政府公开信息条例》编制本报告。', 'law/regulation-name'],
    ['根据《政府信息公开条列》编制本报告。', 'law/regulation-name'],
    ['根据中华人民共和国政务信息公开条例编制本报告。', 'law/regulation-name'],
    ['根据《中华人民共和国政府信息公开条例》（国务院令第771号）编制。', 'law/regulation-decree'],
    ['根据《中华人民共和国政府信息公开条例》（国务院令第711条）编制。', 'law/regulation-decree'],
    ['根据《中华人民共和国政府信息公开条例》（中华人民共和国国务院令第492号）编制。', 'law/regulation-decree'],
    ['根据国务院令第117号《中华人民共和国政府信息公开条例》编制。', 'law/regulation-decree'],
    ['根据《中华人民共和国政府信息公开条例》第三十二条规定编制本报告。', 'law/regulation-article'],
    ['按照《条例》第三十一条要求，现公布2024年度报告。', 'law/regulation-article'],
    [`根据${NAME_2021}（国办发〔2021〕30号）编制。`, 'law/notice-number'],
    [`根据${NAME_2021}（国办函〔2021〕30号）编制。`, 'law/notice-number'],
    [`根据${NAME_2021}（国办公开函〔2021〕30号）编制。`, 'law/notice-number'],
    [`根据${NAME_2021}（国办公开办涵〔2021〕30号）编制。`, 'law/notice-number'],
    [`根据${NAME_2021}（国办公开办〔2021〕30号）编制。`, 'law/notice-number'],
    [`根据${NAME_2021}（公开办函〔2021〕30号）编制。`, 'law/notice-number'],
    [`根据${NAME_2021}（国办公开办函〔2020〕30号）编制。`, 'law/notice-number'],
    [`根据${NAME_2021}（国办公开办函〔2021〕3号）编制。`, 'law/notice-number'],
    [`根据${NAME_2021}（国办公开办函〔202130号）编制。`, 'law/notice-number'],
    ['根据国办公开函202130号要求编制本报告。', 'law/notice-number'],
    ['根据过半公开办函〔2021〕30号要求编制本报告。', 'law/notice-number'],
    ['按照国办发〔2021〕30号文件规定的格式编制年度报告。', 'law/notice-number'],
    [`根据${NAME_2019}（国办公开办函〔2021〕30号）编制。`, 'law/notice-mismatch'],
    [`根据${NAME_2021}（国办公开办函〔2019〕60号）编制。`, 'law/notice-mismatch'],
    [`根据${NAME_2019}（国办公开办函〔2019〕60号）编制。`, 'law/notice-outdated'],
    [`根据${NAME_2019}编制。`, 'law/notice-outdated'],
    ['按照国办公开办函〔2019〕60号要求编制本报告。', 'law/notice-outdated'],
    ['根据《国务院办公厅关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制。', 'law/notice-issuer'],
    ['根据《国务院关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制。', 'law/notice-issuer'],
    ['根据《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办发〔2020〕109号）收费。', 'law/fee-notice'],
    ['根据《政府信息公开信息处理费管理办法》（国办函〔2020〕190号）收费。', 'law/fee-notice'],
    ['根据《政府信息公开信息处理管理办法》（国办函〔2020〕109号）收取信息处理费。', 'law/fee-notice'],
    ['按照国办函〔2018〕12号要求编制本年度报告。', 'law/basis'],
  ])('wrong: %s', async (words, rule) => {
    expect(await toldOf('law', 'basis', words)).toEqual([rule])
  })

  test('a report of 2020 cites the notice of 2019, and cannot cite that of 2021', async () => {
    const of2020 = (words: string) => runExample({ edits: [['# 澜川县水务局2024年', '# 澜川县水务局2020年'], ['本报告根据', `${words}本报告根据`], ['（国办公开办函〔2021〕30号）', ''], ['和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》', '']] })
    const cited = async (words: string) => (await of2020(words)).findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('law/notice'))
    expect(await cited(`按照${NAME_2019}（国办公开办函〔2019〕60号）编制。`)).toEqual([])
    expect(await cited(`按照${NAME_2021}（国办公开办函〔2021〕30号）编制。`)).toEqual(['law/notice-unborn'])
  })
})

describe('规章', () => {
  const ROW = '| 规章 | 0 | 0 | 0 |'
  const told = async (context: Partial<RuleContext>) =>
    (await runExample({ edits: [[ROW, '| 规章 | 1 | 0 | 3 |']], context })).findings.filter(({ rule }) => rule.startsWith('law/reg')).map(({ severity }) => severity)

  test.each<[string, Partial<RuleContext>, string[]]>([
    ['a town', { agency: '澜川县青禾镇', level: 'township' }, ['error']],
    ['a county', { agency: '澜川县人民政府', level: 'county' }, ['error']],
    ['a county’s department', { agency: '澜川县水务局', level: 'department' }, ['error']],
    ['a department of a city', { agency: '岚平市司法局', level: 'department' }, ['warning']],
    ['a city', { agency: '岚平市人民政府', level: 'city' }, []],
    ['a province', { agency: '东岭省人民政府', level: 'province' }, []],
    ['a ministry', { agency: '水利部', level: 'ministry' }, []],
    ['a bureau of the State Council', { agency: '国家水文局', level: 'department' }, []],
  ])('of %s', async (_, context, severities) => {
    expect(await told(context)).toEqual(severities)
  })

  test.each([
    '宣传国务院部门规章2件，修订规章制度3项，配合市政府制定规章1件。',
    '公开本级政府规章库链接，规章和规范性文件清理工作同步开展。',
    '全年共制定规章0件。',
  ])('left alone: %s', async (words) => {
    expect(await toldOf('law', 'work', words)).toEqual([])
  })

  test.each(['全年制定规章2件。', '本局出台政府规章1部，现行有效规章3件。'])('claimed: %s', async (words) => {
    expect(await toldOf('law', 'work', words)).toEqual(['law/regulations-claimed'])
  })
})
