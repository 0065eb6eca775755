import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import { clients, count, eachMessage, lambda, logger, readEnv } from '@baixa/runtime';
import { webhookKeys } from '@baixa/store';
import { isGivenUp, type Post, poster, type Retry, signedHeaders, waitAfter } from '@baixa/webhooks';
import type { SQSRecord } from 'aws-lambda';
import { z } from 'zod';

/** Seconds for which keys that were read are used. */
const KEYS_FRESH_SECONDS = 300;

export interface DeliverDeps {
  url: string;
  retry: Retry;
  /** The keys that sign, at this moment. */
  keys(now: Date): Promise<string[]>;
  post: Post;
  /** Has a message delivered again so many seconds from now. */
  again(receiptHandle: string, seconds: number): Promise<void>;
  now(): Date;
}

/** Takes an ERP's events to its webhook. What it does not take is tried again for days, then it is a dead letter. */
export function create({ url, retry, keys, post, again, now }: DeliverDeps) {
  return eachMessage(z.looseObject({ id: z.string() }), async ({ id }, record) => {
    if (!isGivenUp(retry, ageSeconds(record, now()))) {
      const failure = await deliver(id, record.body);
      if (failure === undefined) {
        count('WebhooksDelivered');
        return;
      }
      logger.warn('A webhook was not taken.', { event: id, failure });
    }
    const deliveries = Number(record.attributes.ApproximateReceiveCount);
    await again(record.receiptHandle, waitAfter(retry, deliveries, ageSeconds(record, now())));
    throw new Error(`Delivery ${deliveries} of event ${id} failed.`);
  });

  /** Undefined when the ERP took it: an answer 2xx. */
  async function deliver(id: string, body: string): Promise<string | undefined> {
    const at = now();
    try {
      const headers = { ...signedHeaders(await keys(at), id, at, body), 'content-type': CLOUD_EVENT };
      const status = await post(url, headers, body);
      return status >= 200 && status < 300 ? undefined : `It answered ${status}.`;
    } catch (error) {
      return String(error);
    }
  }
}

/** Source: CloudEvents HTTP protocol binding 1.0, structured mode. */
const CLOUD_EVENT = 'application/cloudevents+json; charset=utf-8';

/** Seconds since a message was received for the first time. */
function ageSeconds({ attributes }: SQSRecord, now: Date): number {
  return (now.getTime() - Number(attributes.ApproximateFirstReceiveTimestamp)) / 1000;
}

/** Keeps what was read for some minutes, so that not every event asks Secrets Manager. */
function kept(read: (now: Date) => Promise<string[]>): (now: Date) => Promise<string[]> {
  let keys: Promise<string[]> | undefined;
  let until = 0;
  return (now) => {
    if (keys === undefined || now.getTime() >= until) {
      until = now.getTime() + KEYS_FRESH_SECONDS * 1000;
      keys = read(now);
      keys.catch(() => {
        keys = undefined;
      });
    }
    return keys;
  };
}

function depsFromEnv(): DeliverDeps {
  const env = readEnv(
    'WEBHOOK_URL',
    'WEBHOOK_SECONDS',
    'WEBHOOK_KEY',
    'WEBHOOK_KEY_OVERLAP_DAYS',
    'RETRY_WAITS_SECONDS',
    'RETRY_GIVE_UP_SECONDS',
    'ERP_QUEUE_URL',
  );
  const sqs = clients.sqs();
  const keys = webhookKeys(clients.secrets(), env.WEBHOOK_KEY, Number(env.WEBHOOK_KEY_OVERLAP_DAYS));
  return {
    url: env.WEBHOOK_URL,
    retry: {
      waitsSeconds: env.RETRY_WAITS_SECONDS.split(',').map(Number),
      giveUpSeconds: Number(env.RETRY_GIVE_UP_SECONDS),
    },
    keys: kept(keys.signing),
    // The template has this variable only when it is synthesized for one machine.
    post: poster({
      seconds: Number(env.WEBHOOK_SECONDS),
      loopback: process.env.WEBHOOK_LOOPBACK === 'allowed',
    }),
    async again(ReceiptHandle, VisibilityTimeout) {
      await sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: env.ERP_QUEUE_URL,
          ReceiptHandle,
          VisibilityTimeout,
        }),
      );
    },
    now: () => new Date(),
  };
}

export const handler = lambda(() => create(depsFromEnv()));
