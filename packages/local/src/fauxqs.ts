import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FauxqsSettings } from './fauxqs-process.ts';
import { REQUESTS_PATH } from './request-counter.ts';

/** How many messages a queue holds: to be received, being worked on, and not yet due. */
export interface QueueDepth {
  visible: number;
  inFlight: number;
  delayed: number;
}

export interface Fauxqs {
  /** Depths of all queues by name, of one and the same moment. */
  queueDepths(): Promise<Record<string, QueueDepth>>;
  /** Requests that were answered, by service and operation (`sqs.ReceiveMessage`, `s3.PUT`), since the start. */
  requests(): Promise<Record<string, number>>;
  stop(): Promise<void>;
}

/** Starts S3, SQS and SNS on 127.0.0.1 in a process that ends with this one. Rejects when the port is taken. */
export async function startFauxqs(settings: FauxqsSettings, onLog: (text: string) => void): Promise<Fauxqs> {
  const file = fileURLToPath(new URL('./fauxqs-process.ts', import.meta.url));
  const child = fork(file, [JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-2000);
      onLog(String(chunk));
    });
  const ended = once(child, 'exit');
  const first = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
  if (first === undefined) throw new Error(`S3, SQS and SNS (fauxqs) did not start: ${output}`);

  const url = `http://127.0.0.1:${settings.port}/_fauxqs/queues`;
  return {
    async queueDepths() {
      const queues = (await (await fetch(url)).json()) as Record<string, string | number>[];
      return Object.fromEntries(
        queues.map((queue) => [
          String(queue.name),
          {
            visible: Number(queue.approximateMessageCount),
            inFlight: Number(queue.approximateInflightCount),
            delayed: Number(queue.approximateDelayedCount),
          },
        ]),
      );
    },
    async requests() {
      const answer = await fetch(`http://127.0.0.1:${settings.port}${REQUESTS_PATH}`);
      return (await answer.json()) as Record<string, number>;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
