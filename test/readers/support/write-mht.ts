import { encode, type Encoding } from '../../support/encode.ts'

/** How a program saves a page as one file. */
export interface MhtDialect {
  readonly name: string
  readonly head: string
  readonly boundary: string
  readonly transfer: 'quoted-printable' | 'base64' | '8bit'
  /** Further parts behind the page. */
  readonly rest: readonly string[]
}

const PICTURE = 'Content-Location: file:///C:/0001/image001.png\r\nContent-Transfer-Encoding: base64\r\nContent-Type: image/png\r\n\r\niVBORw0KGgo=\r\n'

export const MHT_DIALECTS: readonly MhtDialect[] = [
  {
    name: 'Word: base64 behind a preface',
    head: 'MIME-Version: 1.0\r\nX-Document-Type: Worddocument\r\nContent-Type: multipart/related; boundary="----=_NextPart_01DB.7A0"\r\n\r\n此文档为“单个文件网页”。\r\n',
    boundary: '----=_NextPart_01DB.7A0',
    transfer: 'base64',
    rest: [PICTURE],
  },
  {
    name: 'a browser: quoted-printable, fields folded',
    head:
      'From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.invalid/\r\nSubject: =?utf-8?Q?=E5=B9=B4?=\r\nMIME-Version: 1.0\r\n' +
      'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----MultipartBoundary--abc----"\r\n\r\n\r\n',
    boundary: '----MultipartBoundary--abc----',
    transfer: 'quoted-printable',
    rest: ['Content-Type: text/css\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n.a { width: 1=\r\n00% }\r\n', PICTURE],
  },
  {
    name: 'WPS: eight bits, a boundary without quotes',
    head: 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=wps_1\r\n\r\n',
    boundary: 'wps_1',
    transfer: '8bit',
    rest: [],
  },
]

const LINE = 76

function transferred(page: Uint8Array, transfer: MhtDialect['transfer']): string {
  const bytes = Buffer.from(page)
  if (transfer === '8bit') return bytes.toString('latin1')
  if (transfer === 'base64') return (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')
  const units = Array.from(bytes, (byte) => (byte === 0x3d || byte > 0x7e || byte < 0x20 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte)))
  let [text, line] = ['', '']
  for (const unit of units) {
    if (line.length + unit.length >= LINE) {
      text += `${line}=\r\n`
      line = ''
    }
    line += unit
  }
  return text + line
}

/** A web page as one file. */
export function writeMht(page: string, dialect: MhtDialect, encoding: Encoding): Uint8Array {
  const part =
    `Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: ${dialect.transfer}\r\nContent-Location: file:///C:/0001/page.htm\r\n\r\n` +
    `${transferred(encode(page, encoding), dialect.transfer)}\r\n`
  const body = [part, ...dialect.rest].map((each) => `--${dialect.boundary}\r\n${each}`).join('')
  return Buffer.concat([Buffer.from(dialect.head, 'utf8'), Buffer.from(`${body}--${dialect.boundary}--\r\n`, 'latin1')])
}
