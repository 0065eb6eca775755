import { GUARDS, LABEL, type Support, WATCHES } from './support.ts';
import { COMPUTE_TYPES } from './supported-compute.ts';
import { DATA_TYPES } from './supported-data.ts';

/**
 * What local does with each resource type. A type or a property that stands in none of these tables is an error, so
 * that nothing the template says is silently lost.
 */
export const SUPPORTED: Readonly<Record<string, Support>> = { ...DATA_TYPES, ...COMPUTE_TYPES };

/** The resource types that local leaves out, each with the reason: they guard or watch, and no handler sees them. */
export const SKIPPED: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': GUARDS,
  'AWS::IAM::Policy': GUARDS,
  'AWS::IAM::ManagedPolicy': GUARDS,
  'AWS::KMS::Key': GUARDS,
  'AWS::KMS::Alias': GUARDS,
  'AWS::S3::BucketPolicy': GUARDS,
  'AWS::SQS::QueuePolicy': GUARDS,
  'AWS::SNS::TopicPolicy': GUARDS,
  'AWS::Lambda::Permission': GUARDS,
  'AWS::Logs::LogGroup': WATCHES,
  'AWS::Logs::MetricFilter': WATCHES,
  'AWS::Logs::ResourcePolicy': WATCHES,
  'AWS::Logs::QueryDefinition': WATCHES,
  'AWS::CloudWatch::Alarm': WATCHES,
  'AWS::CloudWatch::CompositeAlarm': WATCHES,
  'AWS::CloudWatch::Dashboard': WATCHES,
  'AWS::Scheduler::ScheduleGroup': LABEL,
  'AWS::CDK::Metadata': LABEL,
  'Custom::S3AutoDeleteObjects': 'empties the buckets when the stack is deleted',
  'Custom::LogRetention': WATCHES,
};

/** CDK's own functions: what they would do on AWS is done by local, or is not needed. */
const CDK_HANDLERS = [
  /^BucketNotificationsHandler/,
  /^CustomS3AutoDeleteObjectsCustomResourceProvider/,
  /^LogRetention/,
];

/** True for a function that CDK put into the template, which has no entry of ours. */
export function isCdkHandler(logicalId: string): boolean {
  return CDK_HANDLERS.some((pattern) => pattern.test(logicalId));
}
