/** Traditional characters of the form's own words and of agencies' names, each before its simplified one. */
const PAIRS =
  '條条項项規规範范製制發发數数廢废現现經经許许處处罰罚強强徵征費费單单萬万開开請请況况約约關关係系個个種种類类總总計计' +
  '結结轉转與与業业機机構构組组織织務务無无資资訊讯報报書书張张應应對对間间當当說说話话門门問问題题訴诉訟讼復复複复議议維维' +
  '糾纠審审運运來来時时後后進进實实際际網网點点線线導导據据護护權权為为爲为眾众親亲買买採采購购額额會会員员參参見见將将' +
  '國国東东陽阳陰阴縣县鄉乡鎮镇區区灣湾廣广廳厅辦办華华龍龙馬马鳳凤寧宁興兴慶庆遼辽蘇苏營营嶺岭雲云貴贵漢汉濟济濱滨瀋沈' +
  '環环財财產产質质樣样學学園园體体衛卫險险質质聯联術术農农漁渔稅税銷销價价貨货調调園园場场標标準准優优補补屬属閉闭僅仅區区' +
  '級级給给統统續续緒绪確确認认誤误誰谁誌志謂谓證证識识獲获舉举擔担據据損损撥拨擾扰擴扩攝摄敗败敵敌數数斂敛歸归殘残殺杀' +
  '決决沒没減减測测滿满潔洁獨独療疗監监盤盘確确碼码禮礼稱称積积窮穷競竞筆笔節节簡简糧粮紀纪級级細细終终絕绝絡络綜综綱纲緊紧' +
  '編编練练縮缩織织繳缴罷罢習习聖圣聞闻職职聽听腦脑臨临舊旧萬万蓋盖藝艺號号衝冲裝装裡里視视覽览觸触訂订訓训記记設设訪访評评' +
  '詢询試试該该詳详談谈課课論论諮咨講讲謝谢譯译讀读變变讓让負负貢贡責责貧贫賠赔賴赖賞赏贊赞車车軍军輔辅輕轻輪轮輯辑' +
  '輸输辭辞農农迴回逕径連连過过違违遠远適适選选遺遗還还邊边鄰邻醫医釋释鐵铁鑒鉴長长陸陆隊队階阶隨随難难電电靈灵靜静頁页順顺' +
  '動动處处競竞產产團团圖图雜杂雙双戶户價价績绩斷断暫暂歷历幾几緣缘繼继續续該该達达遞递郵邮釐厘銀银錄录鎖锁錯错閱阅響响餘余黃黄臺台灘滩塊块壓压夠够獎奖屆届島岛嚴严寶宝專专尋寻導导屬属歲岁師师帶带廟庙廠厂彙汇憑凭懷怀戰战撫抚擬拟敘叙晉晋曉晓擇择樓楼樂乐橋桥欄栏歡欢澤泽湯汤溝沟漸渐滾滚燈灯爭争狀状瑪玛畫画異异療疗皺皱禍祸穩稳築筑簽签紅红紹绍絲丝維维綠绿縱纵罵骂羅罗膽胆艦舰莊庄薦荐藍蓝藥药蘭兰誠诚貿贸賓宾賬账輛辆轄辖遲迟鄭郑鄧邓醬酱釣钓鍋锅鎮镇閣阁閩闽闊阔陳陈際际霧雾韓韩韻韵頓顿頻频額额飯饭飾饰駕驾騰腾鮮鲜鳥鸟麗丽' +
  '須须預预領领頭头顯显類类願愿風风飛飞養养館馆駐驻驗验體体點点黨党齊齐齡龄'

const DROPPED = 0
/** By UTF-16 code: what a character folds to; 0 if it shows nothing. */
const FOLDED = Uint16Array.from({ length: 0x10000 }, (_, code) => code)
/** Compatibility forms that only Unicode's own tables know: ①, ㈠, radicals, vertical forms. */
const COMPATIBLE = /[\u2100-\u214f\u2460-\u24ff\u2e80-\u2fdf\u3200-\u33ff\uf900-\ufaff\ufe10-\ufe6f\uff66-\uffee]/

for (let at = 0; at + 1 < PAIRS.length; at += 2) FOLDED[PAIRS.charCodeAt(at)] = PAIRS.charCodeAt(at + 1)
for (let code = 0xff01; code <= 0xff5e; code++) FOLDED[code] = code - 0xfee0
for (const [from, to] of ['〔(', '〕)', '【(', '】)', '[(', '])', '［(', '］)']) if (from && to) FOLDED[from.charCodeAt(0)] = to.charCodeAt(0)
for (let code = 0; code < 0x10000; code++) {
  if (/[\s\u0000-\u0020\u00ad\u200b-\u200f\u2060\ufeff]/.test(String.fromCharCode(code))) FOLDED[code] = DROPPED
}

const BREAK = /<br\s*\/?>/gi
/** Mirrors write the sound of a character behind it: `務(wù)`. */
const PINYIN = /\([a-züāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]+\)/g
const CHUNK = 4096
/** Most cells: nothing in them folds. */
const DIGITS = /^\d+$/

/**
 * Text for matching only, never for quoting: white space out, full width to half width, brackets to `( )`,
 * traditional to simplified characters, the sound of characters out.
 */
export function fold(text: string): string {
  if (DIGITS.test(text)) return text
  let same = true
  const plain = COMPATIBLE.test(text) ? text.normalize('NFKC') : text
  const codes = new Uint16Array(plain.length)
  let length = 0
  for (let at = 0; at < plain.length; at++) {
    const code = plain.charCodeAt(at)
    const folded = FOLDED[code] ?? code
    if (folded !== code) same = false
    if (folded !== DROPPED) codes[length++] = folded
  }
  if (same && !plain.includes('(') && !plain.includes('<')) return plain
  let spelled = ''
  for (let at = 0; at < length; at += CHUNK) spelled += String.fromCharCode(...codes.subarray(at, Math.min(length, at + CHUNK)))
  if (spelled.includes('<')) spelled = spelled.replace(BREAK, '')
  return /\([a-zü-ǜ]/.test(spelled) ? spelled.replace(PINYIN, '') : spelled
}

const ENUMERATORS = /^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、.,:]|\d{1,2}[、.,:)])+/

/** A folded label without the numbers in front of it. */
export function unnumbered(folded: string): string {
  return folded.replace(ENUMERATORS, '')
}

/** A folded label without the numbers in front of it and without punctuation: `1.属于国家秘密` → `属于国家秘密`. */
export function core(folded: string): string {
  return unnumbered(folded).replace(/[^\p{L}\p{N}]/gu, '')
}

/** The number of single-character edits between two strings, counted no further than `limit` + 1. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1
      const cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same)
      row.push(cost)
      least = Math.min(least, cost)
    }
    if (least > limit) return limit + 1
    previous = row
  }
  return previous[b.length] ?? limit + 1
}
