/** What a path within an archive is shown and known by. */

const DRIVE = /^[A-Za-z]:/

/**
 * The path of a file as folders and a name: no root, no drive, no `..`, nothing invisible. It never leads anywhere:
 * it is only shown, and cut into the folders that files share. '' where nothing is left.
 */
export const cleanPath = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll('\\', '/')
    .split('/')
    .map((step) => step.replace(DRIVE, '').trim())
    .filter((step) => step !== '' && step !== '.' && step !== '..')
    .join('/')

const NOISE: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/(?:^|\/)__MACOSX\//, '苹果电脑自动生成的附加文件'],
  [/(?:^|\/)(?:Thumbs\.db|ehthumbs\.db|desktop\.ini|Icon\r?)$/i, '系统自动生成的文件'],
  [/(?:^|\/)[~.]\$[^/]*$/, 'Word、Excel 或 WPS 打开文件时的临时文件'],
  [/(?:^|\/)~[^/]*\.tmp$/i, 'Word、Excel 或 WPS 打开文件时的临时文件'],
  [/(?:^|\/)\./, '隐藏文件'],
]

/** Why a file is none of what somebody wanted to hand in; null if it may be. */
export const noise = (path: string): string | null => NOISE.find(([pattern]) => pattern.test(path))?.[1] ?? null

/** The path, or where it was met before the path with a number in front of its extension. */
export function uniquePath(path: string, known: Set<string>): string {
  let unique = path
  for (let number = 2; known.has(unique); number += 1) unique = path.replace(/(\.[^./]*)?$/, (extension) => ` (${number})${extension}`)
  known.add(unique)
  return unique
}
