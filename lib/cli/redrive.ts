import { z } from 'zod'
import { QueueName } from '../store/messages.ts'
import { redriveSome } from './api.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { readOptions } from './options.ts'
import { operatorServer } from './sign-in/server.ts'
import { print } from './terminal.ts'

const RedriveOptions = z.object({ as: z.string().optional(), json: z.boolean().default(false) })

/**
 * `gongkai redrive`: puts everything that failed for good in a queue back into it.
 * @throws {CliError} usage for an unknown queue, findings if the service refuses, unavailable if none runs.
 */
export async function redrive(name: string, given: object): Promise<ExitCode> {
  const { as, json } = readOptions(RedriveOptions, given)
  const queue = QueueName.safeParse(name).data
  if (queue === undefined) throw new CliError(EXIT.usage, `没有队列“${name}”。可以是 ${QueueName.options.join('、')}。`, `No such queue: ${name}. One of ${QueueName.options.join(', ')}.`)
  const server = await operatorServer(as)
  let moved = 0
  for (let more = true; more; ) {
    const some = await redriveSome(server, queue)
    moved += some.moved
    more = some.more
  }
  await print(json ? `${JSON.stringify({ queue, moved })}\n` : moved === 0 ? `队列 ${queue} 没有失败的消息。\n` : `已把${moved}条失败的消息放回队列 ${queue}，重新处理。\n`)
  return EXIT.ok
}
