import { createServer } from 'node:http'
import { CliError, EXIT } from '../exit.ts'
import { print } from '../terminal.ts'
import { REDIRECT, type Visit } from './protocol.ts'

const PATIENCE_MS = 5 * 60 * 1000

/** Has the person at the keyboard sign in with a browser, and waits for the answer on the loopback interface. */
export const inBrowser: Visit = (page) =>
  new Promise((resolve, reject) => {
    const give = (finish: () => void): void => {
      clearTimeout(timer)
      server.close()
      server.closeAllConnections()
      finish()
    }
    const timer = setTimeout(() => give(() => reject(tooLate())), PATIENCE_MS)
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', REDIRECT)
      if (url.pathname !== REDIRECT.pathname) {
        response.writeHead(404).end()
        return
      }
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
      response.end('请回到命令行窗口，这个页面可以关闭了。\n', () => give(() => resolve(url)))
    })
    server.once('error', () => give(() => reject(portTaken())))
    server.listen(Number(REDIRECT.port), '127.0.0.1', () => void print(`请用浏览器打开下面的地址登录：\n${page.href}\n`))
  })

const tooLate = (): CliError => new CliError(EXIT.unavailable, '等了5分钟没有登录。请重新运行 gongkai login。', 'Nobody signed in within 5 minutes.')
const portTaken = (): CliError =>
  new CliError(EXIT.unavailable, `端口 ${REDIRECT.port} 已被占用，收不到登录结果。请关闭占用它的程序后再试。`, `Port ${REDIRECT.port} is in use: the answer cannot be received.`)
