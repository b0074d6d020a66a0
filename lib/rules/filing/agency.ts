/** 澜川县 | 水务局: the place of a body and the body itself. */
const PARTS = /^(?<region>.*[省市县区旗盟州])?(?<body>.*)$/u
const COMMON = /人民政府|政府|办公室|办事处|委员会|街道|局|委|办|厅|处|镇|乡|中心/gu

function parts(name: string): { region: string; body: string } {
  const { region = '', body = '' } = PARTS.exec(name.replaceAll(/\s|[（(].*?[）)]/gu, ''))?.groups ?? {}
  return { region: region.replaceAll(/[省市县区旗盟州]/gu, ''), body: body.replaceAll(COMMON, '') }
}

const share = (a: string, b: string): boolean => Array.from(a).some((character) => b.includes(character))

/**
 * Whether two names are of different bodies beyond doubt. Names are shortened freely (发改委), cut and extended by
 * the places above, so a single character in common leaves doubt.
 */
export function areDifferent(a: string, b: string): boolean {
  const [first, second] = [parts(a), parts(b)]
  if (first.body !== '' && second.body !== '' && !share(first.body, second.body)) return true
  const sameBody = first.body === second.body
  return sameBody && first.region !== '' && second.region !== '' && !share(first.region, second.region)
}
