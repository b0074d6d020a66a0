import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { INCOMING } from '../store/object-keys.ts'
import { Alarms } from './alarms.ts'
import type { Bundle, BundleName } from './bundle.ts'
import { addApi } from './workflow/api.ts'
import { addFeedback } from './workflow/feedback.ts'
import { addNotify } from './workflow/notify.ts'
import { addParse } from './workflow/parse.ts'
import { addRecheck } from './workflow/recheck.ts'
import { addReconcile } from './workflow/reconcile.ts'
import { addRemind } from './workflow/remind.ts'
import { type Site, TIMEOUTS } from './workflow/site.ts'
import { addTally } from './workflow/tally.ts'
import { addUnsubscribe } from './workflow/unsubscribe.ts'
import { addValidate } from './workflow/validate.ts'
import { Post } from './post.ts'
import { MalwareScan } from './malware-scan.ts'
import type { Settings } from './settings.ts'
import { Storage } from './storage.ts'
import { announceUploads } from './upload-events.ts'
import { Uploaders } from './uploaders.ts'
import { WorkQueue } from './work-queue.ts'

export interface GongkaiStackProps extends StackProps {
  readonly settings: Settings
  readonly bundles: ReadonlyMap<BundleName, Bundle>
}

/** The whole workflow: uploads → parse → validate → notify, the API beside it, reconcile behind it. */
export class GongkaiStack extends Stack {
  constructor(scope: Construct, id: string, { settings, bundles, ...props }: GongkaiStackProps) {
    super(scope, id, props)
    const alarms = new Alarms(this, 'Alarms', { operatorMailbox: settings.operatorMailbox })
    const storage = new Storage(this, 'Storage', { allowedOrigins: settings.allowedOrigins })
    const post = new Post(this, 'Post', settings)
    const queues = {
      uploads: new WorkQueue(this, 'UploadsQueue', { name: 'uploads', consumerTimeout: TIMEOUTS.parse, alarms }),
      records: new WorkQueue(this, 'RecordsQueue', { name: 'records', consumerTimeout: TIMEOUTS.validate, alarms }),
      mail: new WorkQueue(this, 'MailQueue', { name: 'mail', consumerTimeout: TIMEOUTS.notify, alarms }),
      tally: new WorkQueue(this, 'TallyQueue', { name: 'tally', consumerTimeout: TIMEOUTS.tally, alarms }),
      recheck: new WorkQueue(this, 'RecheckQueue', { name: 'recheck', consumerTimeout: TIMEOUTS.recheck, alarms }),
      reminders: new WorkQueue(this, 'RemindersQueue', { name: 'reminders', consumerTimeout: TIMEOUTS.remind, alarms }),
      ...(post.configurationSet !== null && { feedback: new WorkQueue(this, 'FeedbackQueue', { name: 'feedback', consumerTimeout: TIMEOUTS.feedback, alarms }) }),
    }
    if (settings.malwareScan) new MalwareScan(this, 'MalwareScan', { bucket: storage.uploads, prefix: INCOMING, queue: queues.uploads.queue })
    else announceUploads(storage.uploads, queues.uploads.queue, INCOMING)
    new Uploaders(this, 'Uploaders', { bucket: storage.uploads, prefix: INCOMING, uploaders: settings.uploaders })

    const site: Site = { bundles, storage, queues, post, alarms, settings }
    addParse(this, site)
    addValidate(this, site)
    addNotify(this, site)
    addTally(this, site)
    addReconcile(this, site)
    addRecheck(this, site)
    const api = addApi(this, site)
    addRemind(this, site, api)
    addUnsubscribe(this, site, api)
    addFeedback(this, site)

    new CfnOutput(this, 'ApiUrl', { value: api.url })
    new CfnOutput(this, 'UploadsBucketName', { value: storage.uploads.bucketName })
    new CfnOutput(this, 'TableName', { value: storage.table.tableName })
  }
}
