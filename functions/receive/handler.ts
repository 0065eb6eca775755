import { type ReceivePorts, receiveFile } from '@baixa/intake';
import { clients, count, eachMessage, lambda, logger, readEnv, systemClock } from '@baixa/runtime';
import { fileStore, profileStore, s3Inbox, s3Ledger, sqsChunkQueue } from '@baixa/store';
import { z } from 'zod';

/** An S3 event notification; the test message that S3 sends when notifications are set up has no records. */
const s3Event = z.object({
  Records: z
    .array(
      z.object({
        s3: z.object({
          bucket: z.object({ name: z.string() }),
          object: z.object({ key: z.string(), versionId: z.string().optional() }),
        }),
      }),
    )
    .default([]),
});

/** Receives the files that arrive in the inbox: each SQS message is an S3 event notification. */
export function create(ports: ReceivePorts) {
  return eachMessage(s3Event, async ({ Records }) => {
    for (const { s3 } of Records) {
      const key = decodeURIComponent(s3.object.key.replace(/\+/g, ' '));
      const { outcome, file } = await receiveFile(ports, {
        bucket: s3.bucket.name,
        key,
        versionId: s3.object.versionId,
      });
      count(`Files.${outcome}`);
      logger.info('A file arrived.', { outcome, file });
    }
  });
}

function portsFromEnv(): ReceivePorts {
  const env = readEnv(
    'FILES_TABLE',
    'CONTRACTS_TABLE',
    'CHAINS_TABLE',
    'LEDGER_BUCKET',
    'CHUNKS_QUEUE_URL',
    'CHUNK_ENTRIES',
  );
  const dynamodb = clients.dynamodb();
  const s3 = clients.s3();
  return {
    inbox: s3Inbox(s3),
    ledger: s3Ledger({
      s3,
      bucket: env.LEDGER_BUCKET,
      chains: { client: dynamodb, name: env.CHAINS_TABLE },
    }),
    register: fileStore({ client: dynamodb, name: env.FILES_TABLE }),
    agreements: profileStore({ client: dynamodb, name: env.CONTRACTS_TABLE }),
    chunkQueue: sqsChunkQueue(clients.sqs(), env.CHUNKS_QUEUE_URL),
    clock: systemClock,
    chunkEntries: Number(env.CHUNK_ENTRIES),
  };
}

export const handler = lambda(() => create(portsFromEnv()));
