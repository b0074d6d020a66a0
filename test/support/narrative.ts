import type { TableKey } from '../../lib/report/index.ts'
import type { ReportData, TableData } from './report-data.ts'

type Narrative = Pick<ReportData, 'preamble' | 'overview' | 'problems' | 'other'>

const NOTICE_2019 = '《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》(国办公开办函〔2019〕60号)'
const NOTICE_2021 =
  '《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》(国办公开办函〔2021〕30号)'

/** Invented words for an invented agency that agree with the tables and cover all that the form asks for. */
export function narrative(agency: string, year: number, tables: Readonly<Record<TableKey, TableData>>): Narrative {
  const request = (row: string) => tables.requests[row]?.total?.value ?? 0
  const dispute = (row: string) => tables.disputes[row]?.total?.value ?? 0
  const carriedOver = request('carriedOver') > 0 ? `,另有上年结转${request('carriedOver')}件` : ''
  const lawsuits = dispute('directLitigation') + dispute('litigationAfterReview')
  const unpaid = request('other.feeOverdue')
  return {
    preamble:
      `根据《中华人民共和国政府信息公开条例》和${year > 2020 ? NOTICE_2021 : NOTICE_2019}要求,现公布${agency}${year}年政府信息公开工作年度报告。` +
      `本报告所列数据的统计期限自${year}年1月1日起至${year}年12月31日止。`,
    overview: [
      {
        heading: '主动公开情况',
        text: '本机关围绕群众关心的事项公开办事指南、财政预决算和惠农补贴发放结果,做到应公开尽公开,并逐项核对公开目录。',
      },
      {
        heading: '依申请公开情况',
        text:
          `${year}年新收政府信息公开申请${request('newReceived')}件${carriedOver},办结${request('totalProcessed')}件,` +
          `结转下年度继续办理${request('carriedForward')}件。因政府信息公开被申请行政复议${dispute('review')}件,被提起行政诉讼${lawsuits}件。`,
      },
      {
        heading: '政府信息管理情况',
        text: '公文起草时同步确定公开属性,发布前由拟稿人、科室负责人和分管领导逐级审核,已失效的信息及时标注。',
      },
      {
        heading: '政府信息公开平台建设情况',
        text: '维护门户网站信息公开专栏,在便民服务大厅设置查阅点,配备查询设备和纸质公开目录,方便老年人查阅。',
      },
      {
        heading: '监督保障情况',
        text: '政府信息公开纳入年度工作考核,组织开展社会评议,评议结果良好。全年未发生需要追究责任的情形。',
      },
    ],
    problems: [
      '存在的主要问题:一是部分信息的解读形式较为单一;二是业务人员更替后对公开流程还不够熟悉。',
      '改进情况:一是增加图文和问答形式的解读;二是每季度组织一次业务学习,由熟悉流程的同志带教新人。',
    ],
    other: [`${year}年度,本机关${unpaid > 0 ? `发出收费通知${unpaid}件,总金额${unpaid * 30}元,实际` : ''}未收取政府信息公开信息处理费。除此以外,没有其他需要报告的事项。`],
  }
}
