/** Where local's resources pretend to be: the region of the product's users, and the account the emulators use. */
export const REGION = 'sa-east-1';
export const ACCOUNT_ID = '000000000000';

/** One resource of a CloudFormation template, as synthesized. */
export interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
  Metadata?: Record<string, unknown>;
  Condition?: string;
}

/** The part of a CloudFormation template that local reads. */
export interface Template {
  Resources: Record<string, Resource>;
  Outputs?: Record<string, { Value: unknown }>;
  Parameters?: Record<string, { Default?: unknown }>;
  Transform?: unknown;
}

/** A synthesized template together with the stack's name (`AWS::StackName`). */
export interface Stack {
  name: string;
  template: Template;
}

/** Base addresses (`http://127.0.0.1:port`, no slash at the end) of the parts that stand in for AWS. */
export interface Endpoints {
  dynamodb: string;
  /** S3, SQS and SNS answer on one port. */
  storage: string;
  sfn: string;
  /** Secrets Manager. */
  secrets: string;
  api: string;
}
