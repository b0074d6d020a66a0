import { strToU8, zipSync } from 'fflate'
import { partsOf, type Part } from '../../support/parts.ts'
import type { PrintedTable } from '../../support/printed-table.ts'
import type { ReportData } from '../../support/report-data.ts'
import { mergedRows } from './merged-rows.ts'

export interface DocxDialect {
  readonly name: string
  /** The text of a paragraph as runs; `w:` stands for the main namespace. */
  readonly runs: (text: string) => string
  /** Properties of a paragraph, and what of its text remains where a number is automatic. */
  readonly paragraph: (part: Exclude<Part, { kind: 'table' }>) => { readonly properties: string; readonly text: string }
  readonly cell: (content: string) => string
  readonly body: (content: string) => string
  readonly parts: (report: ReportData) => Readonly<Record<string, string>>
  /** The last step: other prefixes, namespaces, names of parts. */
  readonly finish?: (parts: Readonly<Record<string, string>>) => Readonly<Record<string, string>>
}

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** The same report gives the same bytes on every day. */
const ZIPPED = new Date(2026, 0, 1)
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

export const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const run = (text: string, properties = '') =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`

const relationships = (list: readonly (readonly [type: string, target: string])[]) =>
  `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${R}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

/** A Word document with the given body and parts; also those that every document has. */
export function docx(body: string, parts: Readonly<Record<string, string>> = {}, finish: DocxDialect['finish'] = (all) => all): Uint8Array {
  const types = Object.keys(parts).flatMap((path) => /^word\/(styles|numbering|footer)\.xml$/.exec(path)?.[1] ?? [])
  const whole = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': relationships([['officeDocument', 'word/document.xml']]),
    'word/_rels/document.xml.rels': relationships(types.map((type) => [type, `${type}.xml`])),
    'word/document.xml': `${HEAD}<w:document xmlns:w="${W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:r="${R}"><w:body>${body}<w:sectPr/></w:body></w:document>`,
    ...parts,
  }
  return zipSync(Object.fromEntries(Object.entries(finish(whole)).map(([path, xml]) => [path, strToU8(xml)])), { mtime: ZIPPED })
}

const STYLES = `${HEAD}<w:styles xmlns:w="${W}"><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="character" w:styleId="x"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`

const numbering = ({ style }: ReportData) => `${HEAD}<w:numbering xmlns:w="${W}">
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="1"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="${style.brackets === 'half' ? '(%2)' : '（%2）'}"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`

/** Digits in runs of their own, at times a number in two; beside it what nobody sees. */
const wordRuns = (text: string) =>
  text
    .split(/(\d+)/)
    .map((piece, i) =>
      i % 2 === 0
        ? piece && `<w:proofErr w:type="gramStart"/>${run(piece, '<w:rFonts w:hint="eastAsia"/>')}`
        : `<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r><w:del w:id="1"><w:r><w:delText>8</w:delText></w:r></w:del>${run(piece.slice(0, 1))}<w:ins w:id="2">${run(piece.slice(1), '<w:vanish w:val="0"/>')}</w:ins>${run('7', '<w:rStyle w:val="x"/>')}`,
    )
    .join('')

/** Fields, tags and links around what is seen. */
const wpsRuns = (text: string) =>
  `<w:smartTag><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> QUOTE 999 </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(text.slice(0, 2))}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:smartTag>` +
  `<w:hyperlink r:id="rId9">${run(text.slice(2, 4))}</w:hyperlink><w:fldSimple w:instr="PAGE">${run(text.slice(4))}</w:fldSimple>`

const plainParagraph: DocxDialect['paragraph'] = ({ kind, text }) => ({ properties: kind === 'title' ? '<w:jc w:val="center"/>' : '', text })
const same = (content: string) => content

export const DOCX_DIALECTS: readonly DocxDialect[] = [
  {
    name: 'as Word writes it: automatic numbers, split runs, tracked changes, hidden text',
    runs: wordRuns,
    paragraph: ({ kind, text }) => {
      if (kind === 'title') return { properties: '<w:pStyle w:val="a3"/>', text }
      if (kind === 'heading') return { properties: '<w:pStyle w:val="1"/>', text: text.replace(/^[一二三四五六]、/, '') }
      if (kind !== 'subheading') return { properties: '<w:pPrChange><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:pPrChange>', text }
      return { properties: '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>', text: text.replace(/^[(（][一二三四五][)）]/, '') }
    },
    cell: same,
    body: same,
    parts: (report) => ({ 'word/styles.xml': STYLES, 'word/numbering.xml': numbering(report), 'word/footer.xml': `<w:ftr xmlns:w="${W}"><w:p>${run('第 1 页')}</w:p></w:ftr>` }),
  },
  {
    name: 'as WPS writes it: fields, tags, outline levels, content controls',
    runs: wpsRuns,
    paragraph: ({ kind, text }) => ({ properties: kind === 'heading' ? '<w:outlineLvl w:val="0"/>' : '', text }),
    cell: (content) => `<w:sdt><w:sdtPr><w:alias w:val="999"/></w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`,
    body: (content) => `<w:sdt><w:sdtContent>${content}</w:sdtContent></w:sdt>`,
    parts: () => ({}),
  },
  {
    name: 'a table in each number cell, and one around the page',
    runs: run,
    paragraph: plainParagraph,
    cell: (content) => `<w:tbl><w:tr><w:tc>${content}</w:tc></w:tr></w:tbl><w:p/>`,
    body: (content) => `<w:tbl><w:tr><w:tc>${content}</w:tc></w:tr></w:tbl><w:p/>`,
    parts: () => ({}),
  },
  {
    name: 'strict OOXML with other prefixes and names of parts',
    runs: run,
    paragraph: plainParagraph,
    cell: same,
    body: same,
    parts: () => ({}),
    finish: (parts) =>
      Object.fromEntries(
        Object.entries(parts).map(([path, xml]) => [
          path.replace('document.xml', 'document2.xml'),
          xml
            .replaceAll('document.xml', 'document2.xml')
            .replaceAll(R, 'http://purl.oclc.org/ooxml/officeDocument/relationships')
            .replaceAll(W, 'http://purl.oclc.org/ooxml/wordprocessingml/main')
            .replaceAll(/(<\/?|\s|xmlns:)w([:=])/g, '$1ns0$2'),
        ]),
      ),
  },
]

function table(dialect: DocxDialect, printed: PrintedTable): string {
  const rows = mergedRows(printed).map((cells) => {
    const content = cells.map(({ cell, continued }) => {
      const down = cell.rowSpan === 1 ? '' : continued ? '<w:vMerge/>' : '<w:vMerge w:val="restart"/>'
      const across = cell.colSpan > 1 ? `<w:gridSpan w:val="${cell.colSpan}"/>` : ''
      const paragraph = `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>${continued || cell.text === '' ? '' : dialect.runs(cell.text)}</w:p>`
      return `<w:tc><w:tcPr><w:tcW w:w="900"/>${across}${down}</w:tcPr>${cell.data ? dialect.cell(paragraph) : paragraph}</w:tc>`
    })
    return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${content.join('')}</w:tr>`
  })
  return `<w:tbl><w:tblPr/><w:tblGrid>${'<w:gridCol w:w="900"/>'.repeat(printed.columns)}</w:tblGrid>${rows.join('')}</w:tbl>`
}

/** The report as a Word document, or only some parts of it. */
export function writeDocx(report: ReportData, dialect: DocxDialect, parts: readonly Part[] = partsOf(report)): Uint8Array {
  const body = parts.map((part) => {
    if (part.kind === 'table') return table(dialect, part.table)
    const { properties, text } = dialect.paragraph(part)
    return `<w:p><w:pPr>${properties}</w:pPr>${dialect.runs(text)}</w:p>`
  })
  return docx(dialect.body(body.join('')), dialect.parts(report), dialect.finish)
}
