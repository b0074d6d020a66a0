import { Level } from '../../lib/report/index.ts'
import { CorrectionState } from '../../lib/store/corrections.ts'
import { Standing } from '../../lib/store/result.ts'
import { UploadType } from '../../lib/store/api.ts'
import { STANDS } from '../../lib/tally/index.ts'
import type { Words } from './problem.ts'

const options = (values: readonly string[]): Words => ({ zh: `${values.join('、')} 之一`, en: `one of ${values.join(', ')}` })
const after = (words: Words, { zh, en }: Words): Words => ({ zh: `${words.zh}，${zh}`, en: `${words.en}, ${en}` })
const LETTERS: Words = { zh: '由英文字母、数字、“-”和“_”组成', en: 'made of letters, digits, - and _' }

/** What each parameter must be: for whoever got it wrong, and for the description of the API. */
export const EXPECTED: Readonly<Record<string, Words>> = {
  agency: after({ zh: '单位编号', en: 'an agency’s id' }, LETTERS),
  address: { zh: '邮件地址，例如 office@xinghu.example', en: 'a mail address, such as office@xinghu.example' },
  supervisor: after({ zh: '主管部门的编号', en: 'the id of a supervisor' }, LETTERS),
  year: { zh: '报告年度，2008到2099之间的整数', en: 'a report year, 2008 to 2099' },
  verdict: after({ zh: '核对结论', en: 'a verdict' }, options(Standing.options)),
  status: after({ zh: '报送情况', en: 'how a duty stands' }, options(STANDS)),
  level: after({ zh: '单位级别', en: 'an agency’s level' }, options(Level.options)),
  reach: { zh: 'direct（只看直接下级）或 all（所有下级）', en: 'direct (those directly below) or all (down the tree)' },
  versions: { zh: 'current（只要最新版）或 all（包括历史版本）', en: 'current (newest versions only) or all' },
  limit: { zh: '每页条数，1到100之间的整数', en: 'how many at most, 1 to 100' },
  cursor: { zh: '上一页返回的 cursor，原样填写', en: 'the cursor that the page before gave, as it is' },
  submission: { zh: '提交编号，上传时由系统给出', en: 'the submission that POST /uploads gave' },
  id: { zh: '有效的编号：报告编号是32位十六进制数字，单位编号由英文字母、数字、“-”和“_”组成', en: 'a valid id: 32 hexadecimal digits of a report, letters, digits, - and _ of an agency' },
  with: { zh: '另一个版本的报告编号，32位十六进制数字', en: 'the id of another version, 32 hexadecimal digits' },
  state: after({ zh: '异议的状态', en: 'the state of an objection' }, options(CorrectionState.options)),
  finding: { zh: '问题在核对结果中的序号，从0数起', en: 'the index of a finding, counted from 0' },
  rule: { zh: '这一处问题的规则编号', en: 'the rule of that finding' },
  reason: { zh: '理由，5到1000个字符的文字', en: 'the reason, text of 5 to 1000 characters' },
  answer: { zh: 'accept（认可异议）或 dismiss（不认可）', en: 'accept or dismiss' },
  correction: { zh: '异议编号，32位十六进制数字', en: 'the id of an objection, 32 hexadecimal digits' },
  day: { zh: '日期，例如 2026-01-31，按北京时间', en: 'a day in China, such as 2026-01-31' },
  subject: { zh: '用户编号，即登录令牌中的 sub', en: 'the id of a user, the sub of the token' },
  format: { zh: 'json、csv 或 xlsx', en: 'json, csv or xlsx' },
  cell: { zh: '单元格，写成“表.行.列”，例如 requests.newReceived.total', en: 'a cell as table.row.column, such as requests.newReceived.total' },
  dryRun: { zh: 'true（只检查，不写入）或 false', en: 'true (find mistakes, write nothing) or false' },
  file: { zh: '文件名，不超过500个字符', en: 'a file name of at most 500 characters' },
  size: { zh: '文件的字节数，大于0的整数', en: 'the size of the file in bytes' },
  sha256: { zh: '文件的 SHA-256 校验值，44个字符的 Base64', en: 'the SHA-256 of the file in Base64, 44 characters' },
  type: after({ zh: '文件类型', en: 'a type of file' }, options(UploadType.options)),
}
