import type { ErpOutput } from '@baixa/profile';
import { Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { BaixaFunction } from './function.ts';
import { limits } from './limits.ts';

/** Letters and digits of which AWS makes a key; four of them are three bytes of base64. */
const KEY_LETTERS = 44;

/** A function that takes what is in an ERP's queue to its webhook, and the key that signs it, which AWS makes. */
export function webhook(
  scope: Construct,
  name: string,
  url: string,
  queue: Queue,
  key: IKey,
): ErpOutput['key'] {
  const secret = new Secret(scope, `${name}Key`, {
    description: `Signs the webhooks of ${name}`,
    encryptionKey: key,
    generateSecretString: { passwordLength: KEY_LETTERS, excludePunctuation: true },
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'The ERP must be given the new key, so people rotate it; the old one signs too meanwhile.',
  });
  const overlapDays = limits.webhookKeyOverlapDays;
  // Only a local cloud sets this, so that a webhook can be tried on one machine.
  const loopback = scope.node.tryGetContext('loopback-webhooks') === 'allowed';
  new BaixaFunction(scope, `${name}Deliver`, {
    folder: 'deliver',
    timeoutSeconds: limits.deliverSeconds,
    key,
    environment: {
      WEBHOOK_URL: url,
      WEBHOOK_SECONDS: String(limits.webhookSeconds),
      WEBHOOK_KEY: secret.secretArn,
      WEBHOOK_KEY_OVERLAP_DAYS: String(overlapDays),
      RETRY_WAITS_SECONDS: limits.webhookWaitsSeconds.join(','),
      RETRY_GIVE_UP_SECONDS: String(limits.webhookGiveUpSeconds),
      ERP_QUEUE_URL: queue.queueUrl,
      ...(loopback ? { WEBHOOK_LOOPBACK: 'allowed' } : {}),
    },
  })
    .mayReadSecret(secret)
    .worksOff(queue, limits.deliveriesBatch, limits.deliverConcurrency);
  return { arn: secret.secretArn, overlapDays };
}
