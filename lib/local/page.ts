/** What the pages of this machine have in common: the mailbox, and signing in. */

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export const PAGE_STYLE = `
  :root { color-scheme: light dark; font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
  body { margin: 0 auto; max-width: 60rem; padding: 1rem }
  h1 { font-size: 1.3rem } h1 small { font-weight: normal; opacity: .7 }`
