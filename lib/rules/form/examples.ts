import { SPECIMEN } from '../specimen.ts'

type Edit = readonly [find: string, replace: string]

const NEW_OTHER = SPECIMEN.slice(SPECIMEN.indexOf('| | (六)其他处理 |'), SPECIMEN.indexOf('| | (七)总计 |'))

/** Item by item from the specimen's form to that of 2019. */
export const OLD_ITEMS: readonly [Edit, ...Edit[]] = [
  ['| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |', '| 信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |'],
  [
    '| 信息内容 | 本年处理决定数量 | | |\n| 行政许可 | 145 | | |',
    '| 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n| 行政许可 | 12 | 减4 | 145 |\n| 其他对外管理服务事项 | 6 | 0 | 31 |',
  ],
  [
    '| 信息内容 | 本年处理决定数量 | | |\n| 行政处罚 | 17 | | |\n| 行政强制 | 4 | | |',
    '| 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n| 行政处罚 | 9 | -1 | 17 |\n| 行政强制 | 3 | 0 | 4 |',
  ],
  [
    '| 信息内容 | 本年收费金额(单位:万元) | | |\n| 行政事业性收费 | 36.528 | | |',
    '| 信息内容 | 上一年项目数量 | 本年增/减 | |\n| 行政事业性收费 | 2 | 0 | |\n| 第二十条第(九)项 | | | |\n| 信息内容 | 采购项目数量 | 采购总金额 | |\n| 政府集中采购 | 5 | 80.4 | |',
  ],
  [NEW_OTHER, '| | (六)其他处理 | | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n'],
]

/** The specimen as it would have been filed for 2020, lawfully on the form of 2019. */
export const OLD_REPORT = OLD_ITEMS.reduce((report, [find, replace]) => report.replace(find, replace), SPECIMEN)
  .replaceAll('2024年', '2020年')
  .replaceAll('2025年', '2021年')
  .replace('印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）', '政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）')
