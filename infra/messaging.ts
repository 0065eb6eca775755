import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { limits, visibilitySeconds } from './limits.ts';
import { queueWithDeadLetters } from './queue.ts';

/** The queues, each with its dead-letter queue, the settlements topic, and what flows from one to the other. */
export class Messaging extends Construct {
  /** S3 says that a file arrived. */
  readonly arrivals: Queue;
  /** Parts of received files that wait for settlement. */
  readonly chunks: Queue;
  /** What people and ERPs ask of receivables. */
  readonly commands: Queue;
  /** Settlements, reversals and orders that may change a collection case. */
  readonly recoveries: Queue;
  /** What may change a key indicator: files and exceptions that came to an end, registrations, collection cases. */
  readonly kpis: Queue;
  /** Every event; whoever wants some of them subscribes. */
  readonly settlements: Topic;
  /** What people on call should know; they subscribe to it. */
  readonly alarms: Topic;
  readonly deadLetters: Queue[] = [];
  /** Each queue by its name, with the one that takes what failed every time. */
  readonly queues: { name: string; queue: Queue; deadLetters: Queue }[] = [];

  constructor(scope: Construct, id: string, { inbox, key }: { inbox: Bucket; key: IKey }) {
    super(scope, id);
    this.arrivals = this.queue('Arrivals', visibilitySeconds(limits.receiveSeconds));
    this.chunks = this.queue('Chunks', visibilitySeconds(limits.settleSeconds));
    this.commands = this.queue('Commands', visibilitySeconds(limits.settleSeconds));
    this.recoveries = this.queue('Recoveries', visibilitySeconds(limits.recoverSeconds));
    this.kpis = this.queue('Kpis', visibilitySeconds(limits.kpisSeconds));
    this.settlements = new Topic(this, 'Settlements', { masterKey: key, enforceSSL: true });
    this.alarms = new Topic(this, 'Alarms', { masterKey: key, enforceSSL: true });

    this.notifyArrivals(inbox);
    this.subscribe(this.recoveries, ['settlement.applied', 'settlement.reversed']);
    this.subscribe(this.kpis, [
      'return-file.processed',
      'exception.resolved',
      'acordo.made',
      'acordo.broken',
    ]);
  }

  /** Events of these types go to a queue as they are. */
  private subscribe(queue: Queue, types: string[]): void {
    this.settlements.addSubscription(
      new SqsSubscription(queue, {
        rawMessageDelivery: true,
        filterPolicy: { type: SubscriptionFilter.stringFilter({ allowlist: types }) },
      }),
    );
  }

  private queue(name: string, visibleAgainSeconds: number): Queue {
    const { queue, deadLetters } = queueWithDeadLetters(this, name, visibleAgainSeconds);
    this.deadLetters.push(deadLetters);
    this.queues.push({ name, queue, deadLetters });
    return queue;
  }

  /** Set on the bucket itself; CDK's own helper would add a function with wide rights to do the same. */
  private notifyArrivals(inbox: Bucket): void {
    const granted = this.arrivals.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.arrivals.queueArn],
        // The bucket's ARN cannot stand here: the bucket waits for this policy. Its account does as well.
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    const bucket = inbox.node.defaultChild as CfnBucket;
    bucket.notificationConfiguration = {
      queueConfigurations: [{ event: 's3:ObjectCreated:*', queue: this.arrivals.queueArn }],
    };
    if (granted.policyDependable !== undefined) bucket.node.addDependency(granted.policyDependable);
  }
}
