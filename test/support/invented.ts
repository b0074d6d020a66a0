import type { Report, Table } from '../../lib/report/index.ts'

/** Words that one writer might use: many combinations, but the same turns of phrase again and again. */
const WHEN = ['年初', '上半年', '第三季度', '汛期', '春耕时节', '每月初', '年底前', '换届以后', '入冬以来', '每逢集市']
const WHO = ['办公室', '分管领导', '信息员', '各村干部', '法制审核人员', '窗口人员', '档案室', '网格员', '财务人员', '宣传干事', '包片干部', '志愿者']
const DID = ['逐项核对', '集中整理', '重新编写', '上门讲解', '按时公布', '分类归档', '逐户告知', '当场答复', '定期抽查', '图文解读', '统一编号', '及时更新', '公开征求意见后修改', '对照目录补齐']
const WHAT = [
  '低保和临时救助名单', '农村饮水工程进度', '宅基地审批结果', '惠农补贴发放明细', '道路养护安排', '学校招生范围', '防汛物资储备', '村级财务收支', '食品抽检结果', '病死畜禽处理情况',
  '水库水位', '征地补偿标准', '就业培训班次', '医保参保办法', '林木采伐许可', '渔船检验安排', '消防检查结果', '集市摊位收费', '公租房分配结果', '老年食堂运营情况', '文物巡查记录', '农机补贴目录',
]
const HOW = [
  '在村口公示栏张贴满七天', '同时发到村民微信群', '附上咨询人的姓名', '听取了群众代表的意见', '由两人分别复核', '没有错漏', '比往年提前了半个月', '方便不会上网的老人查看', '做到当天办完', '留下了登记簿备查',
  '用方言录成广播', '请人大代表现场监督', '把办理时限压缩了一半', '得到乡亲们的认可', '发现的差错当日改正', '纳入干部年终考评', '与邻近乡镇交换了做法', '并且装订成册',
]

/** A small generator of numbers that is the same everywhere. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** The paragraphs of an invented narrative, the same for the same seed: `paragraphs` of three sentences each. */
export function inventedParagraphs(seed: number, paragraphs = 5): string[] {
  const next = numbersFrom(seed)
  const one = (words: readonly string[]): string => words[next(words.length)] ?? ''
  const sentence = (): string => `${one(WHEN)}${one(WHO)}${one(DID)}${one(WHAT)}${next(3) === 0 ? `${next(900) + 10}条` : ''}，${one(HOW)}。`
  return Array.from({ length: paragraphs }, () => sentence() + sentence() + sentence())
}

const MISSING: Table = { status: 'missing', form: null, blocks: [], rows: {}, labels: {}, extraRows: [], extraCells: [], missingColumns: [], place: null }

/** A record with these paragraphs in section one and nothing else: for comparing thousands of narratives. */
export function recordOfParagraphs(agency: string, year: number, paragraphs: readonly string[]): Report {
  let text = ''
  const placed = paragraphs.map((paragraph) => {
    const start = text.length
    text += `${paragraph}\n`
    return { text: paragraph, place: { start, end: start + paragraph.length } }
  })
  const place = { start: 0, end: 0 }
  return {
    agency,
    year,
    level: null,
    title: null,
    places: { title: null, agency: null, year: null },
    preamble: [],
    sections: [{ key: 'overview', number: 1, heading: '一、总体情况', place, subsections: [], paragraphs: placed }],
    dates: { period: null, signed: null, published: null },
    signature: null,
    tables: { disclosure: MISSING, requests: MISSING, disputes: MISSING },
    duplicate: null,
    source: { format: 'text', encoding: 'utf-8', messages: [] },
    text,
  }
}
