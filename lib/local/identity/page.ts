import { escapeHtml, PAGE_STYLE } from '../page.ts'
import type { LocalUser } from './users.ts'

const STYLE = `${PAGE_STYLE}
  form { margin: .4rem 0 } button { font: inherit; text-align: left; width: 100%; padding: .5rem .8rem; cursor: pointer }
  button small { opacity: .7 } input { font: inherit; padding: .4rem }
`

const choice = ({ username, label }: LocalUser): string => `
  <form method="post"><input type="hidden" name="username" value="${escapeHtml(username)}"><button>${escapeHtml(label)} <small>${escapeHtml(username)}</small></button></form>`

/** The page on which one chooses whom to sign in as; `problem` says why the last choice did not do. */
export const renderSignIn = (users: readonly LocalUser[], problem: string | null): string => `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>登录</title><style>${STYLE}</style></head>
<body>
  <h1>登录 <small>本机试用，不需要密码</small></h1>
  ${problem === null ? '' : `<p role="alert">${escapeHtml(problem)}</p>`}
  <p>请选择以哪个单位的身份登录：</p>${users.map(choice).join('')}
  <form method="post"><label>或者填写账号（单位编号）： <input name="username" required maxlength="64" autocomplete="off"></label> <button style="width:auto">登录</button></form>
</body>
</html>
`
