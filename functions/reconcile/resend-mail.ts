import { writeMessage } from '../../lib/store/messages.ts'
import { pendingMail, takeTurns, withoutResult } from '../../lib/store/unfinished.ts'
import { enqueue } from '../shared/enqueue.ts'
import { isOld, type Run } from './run.ts'

/** Results whose mails are overdue go onto the mail queue again. Gives how many. */
export async function resendMail(run: Run): Promise<number> {
  let sent = 0
  for await (const page of pendingMail(run.store)) {
    const overdue = page.filter(({ since }) => isOld(run, since)).map(({ id }) => id)
    // One that never came is sent for by its upload.
    const missing = await withoutResult(run.store, overdue)
    const due = await takeTurns(run.store, 'mail', overdue.filter((id) => !missing.has(id)), run.now, run.waitMilliseconds)
    await enqueue(run.sqs, run.environment.MAIL_QUEUE_URL, due.map((id) => writeMessage({ id })))
    sent += due.length
    if (!run.timeLeft()) break
  }
  return sent
}
