import { type SQSClient as Client, SQSClient } from '@aws-sdk/client-sqs';
import { problem } from '@baixa/core';
import { connect } from '../connection.ts';
import { type DeadLetterQueue, deadLetterQueues } from '../dead-letters/queues.ts';
import { type DeadLetter, listDeadLetters, redrive } from '../dead-letters/read.ts';
import { CommandFailed } from '../failure.ts';
import { table, type View } from '../view.ts';

export interface DeadLetterOptions {
  /** The name of one queue; true for all. */
  redrive?: string | true;
}

/** `baixa dead-letters [--redrive [QUEUE]]` */
export async function deadLetters(options: DeadLetterOptions): Promise<View> {
  const queues = deadLetterQueues(connect() as unknown as Record<string, string>);
  const sqs = new SQSClient({});
  if (options.redrive === undefined) return listView(sqs, queues);
  return redriveView(sqs, options.redrive === true ? queues : [named(queues, options.redrive)]);
}

function named(queues: DeadLetterQueue[], name: string): DeadLetterQueue {
  const found = queues.find((queue) => queue.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw new CommandFailed([
    problem(
      'cli.no-queue',
      {},
      `There is no queue ${name}.`,
      `There are ${queues.map((queue) => queue.name).join(', ')}.`,
    ),
  ]);
}

async function listView(sqs: Client, queues: DeadLetterQueue[]): Promise<View> {
  const letters: DeadLetter[] = (
    await Promise.all(queues.map((queue) => listDeadLetters(sqs, queue)))
  ).flat();
  const rows = letters.map(({ queue, id, sentAt, receives, about, reason }) => [
    queue,
    id,
    ageText(sentAt),
    receives,
    about,
    reason,
  ]);
  const text = [
    table(['queue', 'message', 'age', 'received', 'about', 'why'], rows, [2, 3]),
    ...(letters.length === 0
      ? []
      : ['', 'baixa dead-letters --redrive QUEUE sends them back once what made them fail is mended.']),
  ];
  return { data: { deadLetters: letters }, text: text.join('\n') };
}

async function redriveView(sqs: Client, queues: DeadLetterQueue[]): Promise<View> {
  const fed = queues.filter(({ source }) => source !== undefined);
  const moves = fed.map(async (queue) => [queue.name, await redrive(sqs, queue)] as const);
  const counts = Object.fromEntries(await Promise.all(moves));
  const moved = Object.entries(counts).filter(([, count]) => count > 0);
  const closed = queues.length === 1 && queues[0]?.source === undefined;
  return {
    data: { redriven: counts },
    text: closed
      ? 'The nightly close is started by no queue: baixa close --on YYYY-MM-DD does it.'
      : moved.length === 0
        ? 'No dead letter was there.'
        : moved.map(([name, count]) => `${count} sent back to ${name}.`).join('\n'),
  };
}

/** `3 d 4 h`, `12 min`. */
function ageText(sentAt: string | undefined): string {
  if (sentAt === undefined) return '';
  const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(sentAt)) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
