import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { BaixaEvent } from '../src/index.ts';
import { openBook } from './book.ts';

/**
 * Hands every event of a queue to `take`, until the signal. A message is deleted only after it was taken: after a crash
 * in between it comes again. One that cannot be taken comes again too, and after some times is a dead letter.
 */
export async function consume(
  QueueUrl: string,
  take: (event: BaixaEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const sqs = new SQSClient({});
  while (!signal.aborted) {
    const { Messages = [] } = await sqs
      .send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 }), {
        abortSignal: signal,
      })
      .catch((error) => {
        if (signal.aborted) return { Messages: [] };
        throw error;
      });
    const taken = Messages.filter(({ MessageId, Body = '' }) => {
      try {
        take(JSON.parse(Body) as BaixaEvent);
        return true;
      } catch (error) {
        process.stderr.write(`${MessageId} was not taken: ${error}\n`);
        return false;
      }
    });
    const Entries = taken.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

if (import.meta.main) {
  const [queueUrl, file] = process.argv.slice(2);
  if (queueUrl === undefined || file === undefined) {
    process.stderr.write('usage: node from-queue.ts QUEUE_URL FILE.sqlite\n');
    process.exit(2);
  }
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const book = openBook(file);
  await consume(queueUrl, (event) => void book.take(event), stopping.signal);
  book.close();
}
