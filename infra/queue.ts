import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { limits } from './limits.ts';

/** A queue, and the dead-letter queue for what failed every time. */
export function queueWithDeadLetters(
  scope: Construct,
  name: string,
  visibleAgainSeconds: number,
  maxReceiveCount: number = limits.maxReceives,
): { queue: Queue; deadLetters: Queue } {
  const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
  const deadLetters = new Queue(scope, `${name}DeadLetters`, {
    ...common,
    retentionPeriod: Duration.days(limits.deadLetterRetentionDays),
  });
  const queue = new Queue(scope, name, {
    ...common,
    visibilityTimeout: Duration.seconds(visibleAgainSeconds),
    retentionPeriod: Duration.days(limits.queueRetentionDays),
    receiveMessageWaitTime: Duration.seconds(20),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount },
  });
  return { queue, deadLetters };
}
