import type { Erp, ErpOutput } from '@baixa/profile';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { SubscriptionFilter, type Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { limits } from './limits.ts';
import { queueWithDeadLetters } from './queue.ts';

/** The ERPs, each with a queue of the events it asked for, and an output that says where that is. */
export class Erps extends Construct {
  readonly deadLetters: Queue[] = [];

  constructor(scope: Construct, id: string, { erps, settlements }: ErpsProps) {
    super(scope, id);
    for (const [index, erp] of erps.entries()) {
      const { queue, deadLetters } = queueWithDeadLetters(this, erp.name, limits.erpVisibilitySeconds);
      this.deadLetters.push(deadLetters);
      const filterPolicy = filterOf(erp);
      settlements.addSubscription(
        new SqsSubscription(queue, {
          rawMessageDelivery: true,
          ...(Object.keys(filterPolicy).length === 0 ? {} : { filterPolicy }),
        }),
      );
      const told: ErpOutput = { ...erp, queueUrl: queue.queueUrl };
      const stack = Stack.of(this);
      new CfnOutput(stack, `Erp${index + 1}`, { value: stack.toJsonString(told) });
    }
  }
}

/** By the routing attributes of an event, which say its company and its type. */
function filterOf({ companies, types }: Erp): Record<string, SubscriptionFilter> {
  const oneOf = (allowlist: string[]) => SubscriptionFilter.stringFilter({ allowlist });
  return {
    ...(companies === undefined ? {} : { company: oneOf(companies) }),
    ...(types === undefined ? {} : { type: oneOf(types) }),
  };
}

interface ErpsProps {
  erps: Erp[];
  settlements: Topic;
}
