import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { ConfigurationSet } from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import { type Permission, to } from './permissions.ts'
import type { Settings } from './settings.ts'

/** How functions send mail: what they are told, and what they may. */
export class Post extends Construct {
  /** Null where mails go by SMTP. */
  readonly configurationSet: ConfigurationSet | null
  readonly #settings: Settings

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id)
    this.#settings = settings
    this.configurationSet = settings.mailTransport.kind === 'ses' ? new ConfigurationSet(this, 'Mails') : null
  }

  /** One of two bundles, with what it is told besides what both are. */
  get transport(): { readonly kind: 'ses'; readonly environment: { readonly SES_CONFIGURATION_SET: string } } | { readonly kind: 'smtp'; readonly environment: { readonly SMTP_HOST: string; readonly SMTP_PORT: string; readonly SMTP_SECRET_ARN: string } } {
    const { mailTransport } = this.#settings
    if (mailTransport.kind === 'ses') return { kind: 'ses', environment: { SES_CONFIGURATION_SET: this.configurationSet?.configurationSetName ?? '' } }
    const { host, port, secretArn } = mailTransport
    return { kind: 'smtp', environment: { SMTP_HOST: host, SMTP_PORT: String(port), SMTP_SECRET_ARN: secretArn } }
  }

  /** What every function that mails is told, however its mails go. */
  get environment() {
    const { mailFrom, operatorMailbox, resubmission } = this.#settings
    return {
      MAIL_FROM: mailFrom,
      OPERATOR_MAILBOX: operatorMailbox,
      RESUBMIT_SENTENCE: resubmission.sentence,
      RESUBMIT_URL: resubmission.url ?? '',
    }
  }

  mayDeliver(): Permission[] {
    const { mailTransport, mailFrom } = this.#settings
    if (mailTransport.kind === 'smtp')
      return mailTransport.secretArn === '' ? [] : [to(['secretsmanager:GetSecretValue'], [mailTransport.secretArn])]
    // SES authorizes against the address and its domain, whichever of the two is verified, and against the configuration set.
    const identities = [mailFrom, mailFrom.slice(mailFrom.indexOf('@') + 1)]
    const arn = (resource: string, resourceName: string) => Stack.of(this).formatArn({ service: 'ses', resource, resourceName })
    return [
      {
        statement: new PolicyStatement({
          actions: ['ses:SendEmail'],
          resources: [...identities.map((name) => arn('identity', name)), arn('configuration-set', this.configurationSet?.configurationSetName ?? '')],
          conditions: { StringEquals: { 'ses:FromAddress': mailFrom } },
        }),
      },
    ]
  }
}
