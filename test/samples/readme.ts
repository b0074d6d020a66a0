import type { Source } from './source.ts'

const [START, END] = ['<!-- stories -->', '<!-- end of stories -->']

/** All samples as a table of Markdown: what lies in each, and what is found in it. */
export function storiesTable(sources: readonly Source[]): string {
  const rows = sources.map(({ file, story, verdict, finds, hints }) => {
    const found = [...new Set([...finds, ...hints])].map((rule) => `\`${rule}\``).join(' ')
    return `| \`${file}\` | ${story} | ${verdict} | ${found} |`
  })
  return ['| file | story | verdict | found |', '|---|---|---|---|', ...rows, ''].join('\n')
}

/** The README with the table in its place. */
export function withStories(readme: string, sources: readonly Source[]): string {
  const [before = '', rest = ''] = readme.split(START)
  const [, after] = rest.split(END)
  if (after === undefined) throw new Error(`the README has no ${START} … ${END}`)
  return `${before}${START}\n\n${storiesTable(sources)}\n${END}${after}`
}
