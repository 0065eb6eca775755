import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { problem } from '@baixa/core';
import type { BaixaEvent } from '@baixa/events';
import { connect } from '../connection.ts';
import { onlyErp } from '../erps.ts';
import { CommandFailed } from '../failure.ts';

/**
 * Takes events off an ERP's queue and hands each on, once a run however often it is delivered. Ends when the queue
 * has been empty for a while, unless it follows.
 */
export async function consumeEvents(
  QueueUrl: string,
  onEvent: (event: BaixaEvent) => void,
  options: { follow?: boolean; signal?: AbortSignal } = {},
): Promise<void> {
  const sqs = new SQSClient({});
  const seen = new Set<string>();
  for (;;) {
    if (options.signal?.aborted) return;
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: options.follow ? 20 : 1,
      }),
    );
    if (Messages.length === 0 && !options.follow) return;
    for (const { Body = '' } of Messages) {
      const event = JSON.parse(Body) as BaixaEvent;
      if (!seen.has(event.id)) onEvent(event);
      seen.add(event.id);
    }
    if (Messages.length > 0)
      await sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl,
          Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
        }),
      );
  }
}

/** `baixa events [--erp NAME] [--follow]`: the events as an ERP's queue receives them, one JSON document a line. */
export async function events(options: { erp?: string; follow?: boolean; json?: boolean }): Promise<void> {
  const { name, webhook, queueUrl } = onlyErp(connect(), options.erp);
  if (webhook !== undefined)
    throw new CommandFailed([
      problem(
        'cli.webhook-takes',
        {},
        `The events of ${name} go to its webhook; taken here, they would be lost to it.`,
        'Declare another ERP without a webhook to see events.',
      ),
    ]);
  await consumeEvents(
    queueUrl,
    (event) => process.stdout.write(`${options.json ? JSON.stringify(event) : eventLine(event)}\n`),
    options,
  );
}

function eventLine({ time, type, company, subject, data }: BaixaEvent): string {
  const told = Object.entries(data)
    .filter(([, value]) => value !== undefined && typeof value !== 'object')
    .map(([name, value]) => `${name}=${value}`);
  return `${time}  ${type.padEnd(21)} ${company} ${subject}  ${told.join(' ')}`;
}
