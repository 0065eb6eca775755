import type { Erp, ErpOutput } from '@baixa/profile';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { SubscriptionFilter, type Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { limits, visibilitySeconds } from './limits.ts';
import { queueWithDeadLetters } from './queue.ts';
import { webhook } from './webhook.ts';

/**
 * The ERPs, each with a queue of the events it asked for, a function that takes them to its webhook if it has one, and an
 * output that says where all that is.
 */
export class Erps extends Construct {
  readonly queues: Queue[] = [];
  readonly deadLetters: Queue[] = [];

  constructor(scope: Construct, id: string, { erps, settlements, key }: ErpsProps) {
    super(scope, id);
    const stack = Stack.of(this);
    for (const [index, erp] of erps.entries()) {
      const { queue, deadLetters } =
        erp.webhook === undefined
          ? queueWithDeadLetters(this, erp.name, limits.erpVisibilitySeconds)
          : queueWithDeadLetters(
              this,
              erp.name,
              visibilitySeconds(limits.deliverSeconds),
              limits.webhookMaxReceives,
            );
      this.queues.push(queue);
      this.deadLetters.push(deadLetters);
      const filterPolicy = filterOf(erp);
      settlements.addSubscription(
        new SqsSubscription(queue, {
          rawMessageDelivery: true,
          ...(Object.keys(filterPolicy).length === 0 ? {} : { filterPolicy }),
        }),
      );
      const told: ErpOutput = {
        ...erp,
        queueUrl: queue.queueUrl,
        ...(erp.webhook === undefined ? {} : { key: webhook(this, erp.name, erp.webhook, queue, key) }),
      };
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
  key: IKey;
}
