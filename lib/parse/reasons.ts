/** Why a table counts as unreadable: what is the matter, and what the clerk should do. */
export const REASONS = {
  fused: '表格中的文字和数字粘连在一起（如“规章000”），各列之间没有分隔，无法确定每一格的数值。请提交保留表格格式的文件（如网页原文、Word 或带表格的文本）。',
  deduplicated: '表格中重复出现的行（包括多数“0”和重复的表头）已丢失，疑为采集或转换时去重所致，无法确定每一格的数值。请提交报告原件。',
  labelsLost: '表格中的行名缺失，一串数字无法与各行一一对应。请补全行名，或提交保留表格格式的文件。',
  shifted: '表格中多数行的数字个数与列数不符，空格又已丢失，无法确定各数字属于哪一列。请补全每一格（没有发生的填“0”），或提交保留表格格式的文件。',
  picture: '此处表格是图片，无法读取其中的数字。请以可编辑的表格（文字）形式提交。',
  unruled: '表格没有完整的框线，各个数字在哪一格无法确定，没有读取；请上传 Word 原稿，或者给表格加上框线后重新导出 PDF。',
} as const

/** Table 4 must hold fifteen numbers. */
export function disputesReason(count: number): string {
  return count > 15
    ? `行政复议、行政诉讼情况表应有15个数字，实际读到${count}个，无法确定多出的是哪一格。请核对表格，删去多余的单元格后重新提交。`
    : `行政复议、行政诉讼情况表应有15个数字，实际只读到${count}个，无法确定缺的是哪一格。请补全每一格（没有发生的填“0”）后重新提交。`
}
