import type { NotifyEnvironment } from '../../functions/notify/environment.ts'

/** What `notify` is told where a test says nothing else. */
export const NOTIFY_ENVIRONMENT: NotifyEnvironment = {
  TABLE_NAME: 'table',
  RECORDS_BUCKET: 'records',
  MAIL_QUEUE_URL: 'http://127.0.0.1/mail',
  MAIL_FROM: 'no-reply@gongkai.example',
  OPERATOR_MAILBOX: 'operator@gongkai.example',
  RECEIPTS: 'off',
  SUPERVISOR_RECEIPTS: 'off',
  RESUBMIT_SENTENCE: '请重新提交。',
  RESUBMIT_URL: '',
}
