import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import type { NotificationRule } from './s3-notifications.ts';
import type { SecretPlan } from './secrets.ts';

export interface QueuePlan {
  name: string;
  arn: string;
  url: string;
  /** As `CreateQueue` takes them. */
  attributes: Record<string, string>;
}

export interface SubscriptionPlan {
  topicArn: string;
  queueArn: string;
  attributes: Record<string, string>;
}

export interface FunctionPlan {
  logicalId: string;
  name: string;
  arn: string;
  /** Path of the source file from the repository's root. */
  entry: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  memoryMb: number;
  /** `ReservedConcurrentExecutions`, a bound on the workers. */
  concurrency?: number;
}

export interface MappingPlan {
  functionArn: string;
  queueArn: string;
  batchSize: number;
  windowSeconds: number;
  reportsFailures: boolean;
  concurrency?: number;
}

export interface MachinePlan {
  name: string;
  arn: string;
  definition: StateMachineDefinition;
}

export interface SchedulePlan {
  name: string;
  expression: string;
  zone: string;
  enabled: boolean;
  machineArn: string;
  input: string;
}

export interface RoutePlan {
  /** `$default`, or a method (or ANY) and a path: `GET /receivables/{id}`. */
  key: string;
  functionArn: string;
  /** True for `AWS_IAM`: a request without a SigV4 signature is refused. */
  signed: boolean;
  timeoutMs: number;
}

/** Everything local starts, read from a template. Nothing in it is an intrinsic any more. */
export interface Plan {
  tables: CreateTableCommandInput[];
  buckets: string[];
  queues: QueuePlan[];
  topics: string[];
  subscriptions: SubscriptionPlan[];
  notifications: NotificationRule[];
  secrets: SecretPlan[];
  functions: FunctionPlan[];
  mappings: MappingPlan[];
  machines: MachinePlan[];
  schedules: SchedulePlan[];
  apiId?: string;
  routes: RoutePlan[];
  outputs: Record<string, unknown>;
}

/** One resource under reading: its applied properties without intrinsics, and where its problems go. */
export interface Reading {
  logicalId: string;
  type: string;
  name: string;
  metadata: Record<string, unknown>;
  properties: Record<string, unknown>;
  /** `Ref` and `Fn::GetAtt` of the resource itself. */
  ref: string;
  attributes: Record<string, string>;
  /** Says that a property has a value that local does not run. */
  refuse(property: string, message: string, wayOut?: string): void;
}
