import type { Rule } from '../define.ts'
import { columnOf, identityRule, rowOf, spelled } from './rule.ts'

export const IDENTITY_RULES: readonly Rule[] = [
  identityRule({
    id: 'identities/balance',
    title: '新收与结转不平衡',
    table: 'requests',
    why: '表3表头写明的勾稽关系：第一项加第二项之和，等于第三项加第四项之和。收到的申请要么办结，要么结转下年度。',
    fix: '对照依申请公开台账逐项核对本列的新收、上年结转、（七）总计和结转下年度四个数，改正填错的数。',
    where: columnOf,
    sides: (table, { left, right }) => `新收加上年结转为${spelled(table, left)}，（七）总计加结转下年度为${spelled(table, right)}`,
    examples: {
      fail: [{ edits: [['| 二、上年结转政府信息公开申请数量 | | | 2 |', '| 二、上年结转政府信息公开申请数量 | | | 3 |']] }],
      pass: [
        // Nothing is carried over where everything was handled: zeros balance as well.
        {
          edits: [
            ['| 二、上年结转政府信息公开申请数量 | | | 2 | 0 | 0 | 0 | 0 | 0 | 2 |', '| 二、上年结转政府信息公开申请数量 | | | 0 | 0 | 0 | 0 | 0 | 0 | 0 |'],
            ['| 四、结转下年度继续办理 | | | 2 | 1 | 0 | 0 | 0 | 0 | 3 |', '| 四、结转下年度继续办理 | | | 0 | 1 | 0 | 0 | 0 | 0 | 1 |'],
          ],
        },
      ],
    },
  }),
  identityRule({
    id: 'identities/outcomes',
    title: '办理结果分项与总计不符',
    table: 'requests',
    why: '“（七）总计”是本年度办结的申请，应当等于（一）至（六）各项之和。',
    fix: '逐项核对本列（一）至（六）的办理结果：分项无误的，把“（七）总计”改为分项之和；总计无误的，补正漏填或者错填的分项。',
    where: columnOf,
    sides: (table, { left, right }) => `（一）至（六）各项之和为${spelled(table, left, true)}，“（七）总计”填的是${spelled(table, right)}`,
    examples: {
      fail: [{ edits: [['| (一)予以公开 | | 10 |', '| (一)予以公开 | | 9 |']] }],
      pass: [
        // The same request counted under another outcome: the sum stays.
        {
          edits: [
            ['| (一)予以公开 | | 10 | 3 | 0 | 0 | 1 | 0 | 14 |', '| (一)予以公开 | | 9 | 3 | 0 | 0 | 1 | 0 | 13 |'],
            ['| (二)部分公开(区分处理的,只计这一情形,不计其他情形) | | 2 | 0 | 0 | 0 | 0 | 0 | 2 |', '| (二)部分公开(区分处理的,只计这一情形,不计其他情形) | | 3 | 0 | 0 | 0 | 0 | 0 | 3 |'],
          ],
        },
      ],
    },
  }),
  identityRule({
    id: 'identities/row-total',
    title: '申请人分类与总计不符',
    table: 'requests',
    why: '“总计”列应当等于自然人与五类法人或其他组织之和。',
    fix: '逐列核对本行六类申请人的数字：分列无误的，把“总计”改为六列之和；总计无误的，改正填错的列。',
    where: (identity) => `表3${rowOf('requests', identity)}行`,
    sides: (table, { left, right }) => `各类申请人之和为${spelled(table, left)}，“总计”填的是${spelled(table, right)}`,
    examples: {
      fail: [
        { edits: [['| (一)予以公开 | | 10 | 3 | 0 | 0 | 1 | 0 | 14 |', '| (一)予以公开 | | 10 | 3 | 0 | 0 | 1 | 0 | 10 |']] },
        // One cell is empty, but the others exceed the total already.
        { edits: [['| (一)予以公开 | | 10 | 3 | 0 | 0 | 1 | 0 | 14 |', '| (一)予以公开 | | 10 | 30 | | 0 | 1 | 0 | 14 |']] },
      ],
      pass: [
        // Blank for zero is a fault of its own; what the blank holds cannot be known.
        { edits: [['| (一)予以公开 | | 10 | 3 | 0 | 0 | 1 | 0 | 14 |', '| (一)予以公开 | | 10 | | 0 | 0 | 1 | 0 | 14 |']] },
      ],
    },
  }),
  identityRule({
    id: 'identities/disputes',
    title: '复议诉讼结果与总计不符',
    table: 'disputes',
    why: '表4每组的“总计”应当等于结果维持、结果纠正、其他结果、尚未审结四项之和。',
    fix: '逐项核对本组四种结果：分项无误的，把“总计”改为四项之和；总计无误的，补正漏填或者错填的分项。',
    where: (identity) => `表4${rowOf('disputes', identity)}`,
    sides: (table, { left, right }) => `维持、纠正、其他结果、尚未审结之和为${spelled(table, left)}，“总计”填的是${spelled(table, right)}`,
    examples: {
      fail: [{ edits: [['| 3 | 1 | 0 | 0 | 4 |', '| 3 | 1 | 0 | 0 | 3 |']] }],
      pass: [{ edits: [['| 3 | 1 | 0 | 0 | 4 |', '| 2 | 1 | 0 | 1 | 4 |']] }],
    },
  }),
]
