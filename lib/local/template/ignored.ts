/**
 * Resource types that are left out on this machine, each with the reason. A type that is neither here nor run
 * stops the start. The same list stands in docs/local.md.
 */
export const IGNORED: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': 'no effect',
  'AWS::CloudWatch::Alarm': 'there are no metrics to watch',
  'AWS::CloudWatch::CompositeAlarm': 'there are no metrics to watch',
  'AWS::CloudWatch::Dashboard': 'there are no metrics to show',
  'AWS::Cognito::UserPoolDomain': 'the issuer has an address of its own',
  'AWS::KMS::Alias': 'nothing is encrypted at rest',
  'AWS::KMS::Key': 'nothing is encrypted at rest',
  'AWS::Lambda::Permission': 'who invokes a function stands in the template as well',
  'AWS::Logs::LogGroup': 'logs go to files',
  'AWS::Logs::MetricFilter': 'there are no metrics',
  'AWS::SES::ConfigurationSet': 'every mail is kept in the local mailbox; what is told of it is in its event destinations',
  'AWS::SES::EmailIdentity': 'every sender is taken as verified',
  'AWS::SNS::Subscription': 'only alarms would publish to it',
  'AWS::SNS::Topic': 'only alarms would publish to it',
  'AWS::SNS::TopicPolicy': 'only alarms would publish to it',
}
