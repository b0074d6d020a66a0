import type { Rejection } from '../report/index.ts'
import type { ReadResult } from './document.ts'

/** Why a file cannot be read: thrown anywhere within a reader, turned into its result at the door. */
export class Refusal extends Error {
  readonly rejection: Rejection

  /** @param message in Chinese: what is wrong, and what to do. */
  constructor(code: string, message: string) {
    super(message)
    this.rejection = { code, message }
  }
}

export const damaged = (): Refusal =>
  new Refusal('damaged-file', '文件已损坏或不完整，无法打开。请用 Word、Excel 或 WPS 打开原稿，确认内容完整后另存一份，再重新上传。')

export const locked = (): Refusal => new Refusal('password', '文件设有打开密码，无法读取。请去掉密码后另存一份，再重新上传。')

export const empty = (): Refusal => new Refusal('empty-file', '文件里没有文字，也没有表格，没有可以检查的内容。请重新导出报告后再上传。')

export const overfull = (what: string): Refusal =>
  new Refusal('too-large', `${what}，远超一份年度报告所需，没有读取。请去掉图片、附件和多余内容，只上传报告正文。`)

/** Throws where only an expression can stand. */
export function raise(refusal: Refusal): never {
  throw refusal
}

/** Runs a reader. @returns its document, or what it refused with. Any other error passes through. */
export function orRefuse(reader: () => ReadResult): ReadResult {
  try {
    return reader()
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, rejection: error.rejection }
    throw error
  }
}
