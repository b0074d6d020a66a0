import type { Call } from '../iam/decide.ts'
import { arn } from '../template/template.ts'

/**
 * Which permissions SES v2's SendEmail needs: on the identity that it sends as, every address is taken as verified here, and on
 * the configuration set.
 * Source: Service Authorization Reference, “Actions, resources, and condition keys for Amazon Simple Email Service v2”.
 */
export function mailCalls(from: string, configurationSet: string | null): Call[] {
  const address = /<([^<>]+)>$/.exec(from)?.[1] ?? from
  const resources = [`identity/${address}`, ...(configurationSet === null ? [] : [`configuration-set/${configurationSet}`])]
  return resources.map((resource) => ({ action: 'ses:SendEmail', resource: arn('ses', resource), context: { 'ses:FromAddress': address } }))
}
