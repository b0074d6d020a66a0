import { z } from 'zod'
import { arn, type Identity, PARTITION, TemplateError } from './template.ts'

/** Where the emulated services listen, as base URLs without a slash at the end. */
export interface Endpoints {
  readonly sqs: string
  readonly api: string
  /** Of tokens: what stands in for a user pool. */
  readonly issuer: string
}

/** The account is part of a queue's URL on AWS and here. */
const queueUrl = (endpoints: Endpoints, name: string): string => `${endpoints.sqs}/000000000000/${name}`

/** Which property may carry the physical name. */
const NAME_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::IAM::Role': 'RoleName',
}

/**
 * The physical name of a resource: the one that the template gives it, else one that is made of stack and
 * logical id, the same at every start.
 */
export function physicalName(stackName: string, logicalId: string, type: string, properties: Record<string, unknown>): string {
  const property = NAME_PROPERTY[type]
  const given = property === undefined ? undefined : properties[property]
  if (given !== undefined) return z.string().parse(given)
  const name = `${stackName}-${logicalId}`
  if (type === 'AWS::S3::Bucket') return name.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-').slice(0, 63)
  return name.slice(0, type === 'AWS::SQS::Queue' ? 80 : 255)
}

/** What `Ref` and `Fn::GetAtt` give for a resource of `type`. Throws TemplateError for a type that is not run here. */
export function identify(type: string, name: string, endpoints: Endpoints): Identity {
  switch (type) {
    case 'AWS::S3::Bucket': {
      const domain = `${name}.s3.amazonaws.com`
      return { ref: name, attributes: { Arn: `arn:${PARTITION}:s3:::${name}`, DomainName: domain, RegionalDomainName: domain } }
    }
    case 'AWS::SQS::Queue': {
      const url = queueUrl(endpoints, name)
      return { ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } }
    }
    case 'AWS::DynamoDB::Table':
      return { ref: name, attributes: { Arn: arn('dynamodb', `table/${name}`) } }
    case 'AWS::IAM::Role':
      return { ref: name, attributes: { Arn: arn('iam', `role/${name}`, '') } }
    case 'AWS::IAM::ManagedPolicy':
      return { ref: arn('iam', `policy/${name}`, ''), attributes: {} }
    case 'AWS::Lambda::Function':
      return { ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } }
    case 'AWS::ApiGatewayV2::Api':
      return { ref: name, attributes: { ApiId: name, ApiEndpoint: endpoints.api } }
    case 'AWS::Cognito::UserPool':
      return { ref: name, attributes: { Arn: arn('cognito-idp', `userpool/${name}`), ProviderURL: endpoints.issuer, UserPoolId: name } }
    case 'AWS::Cognito::UserPoolClient':
      return { ref: name, attributes: {} }
    case 'AWS::ApiGatewayV2::Stage':
      return { ref: '$default', attributes: {} }
    case 'AWS::ApiGatewayV2::Authorizer':
    case 'AWS::ApiGatewayV2::Integration':
    case 'AWS::ApiGatewayV2::Route':
    case 'AWS::IAM::Policy':
    case 'AWS::S3::BucketPolicy':
    case 'AWS::SQS::QueuePolicy':
    case 'AWS::SES::ConfigurationSetEventDestination':
    case 'AWS::Lambda::EventSourceMapping':
    case 'AWS::Lambda::EventInvokeConfig':
    case 'Custom::S3BucketNotifications':
      return { ref: name, attributes: {} }
    case 'AWS::GuardDuty::MalwareProtectionPlan':
      return { ref: name, attributes: { Arn: arn('guardduty', `malware-protection-plan/${name}`) } }
    case 'AWS::Events::Rule':
      return { ref: name, attributes: { Arn: arn('events', `rule/${name}`) } }
    case 'AWS::Scheduler::Schedule':
      return { ref: name, attributes: { Arn: arn('scheduler', `schedule/default/${name}`) } }
    default:
      throw new TemplateError(`${type} has no identity here`)
  }
}

/** What an ignored resource is called where others mention it, in a policy or a description. */
export function identifyIgnored(type: string, name: string): Identity {
  if (type === 'AWS::Logs::LogGroup') return { ref: name, attributes: { Arn: `${logGroupArn(name)}:*` } }
  const [, service = '', kind = ''] = type.toLowerCase().split('::')
  const resource = arn(service, `${kind}/${name}`)
  return { ref: type === 'AWS::SNS::Topic' ? resource : name, attributes: { Arn: resource } }
}

export const logGroupArn = (name: string): string => arn('logs', `log-group:${name}`)
