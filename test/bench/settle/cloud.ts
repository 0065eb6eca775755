import { Upload } from '@aws-sdk/lib-storage';
import type { makePayments } from '@baixa/bank-simulator';
import { mapLimit } from '@baixa/core';
import { type LocalCloud, startLocalCloud } from '@baixa/local';
import { clients } from '@baixa/runtime';
import type { Registration } from '@baixa/settlement';
import { type FileStore, fileStore, profileStore, receivableStore } from '@baixa/store';

const ROOT = new URL('../../..', import.meta.url).pathname;

export interface Prepared {
  cloud: LocalCloud;
  /** Drops the file, waits until it is processed, and gives the seconds it took. */
  settle(): Promise<number>;
}

/** Starts a cloud and registers everything. `dynamodb` is the address of an engine that stands already. */
export async function prepare(
  { profile, drop }: ReturnType<typeof makePayments>,
  registrations: readonly Registration[],
  dynamodb?: string,
): Promise<Prepared> {
  if (dynamodb !== undefined) process.env.DYNAMODB_ENDPOINT = dynamodb;
  const cloud = await startLocalCloud({ root: ROOT, onLog: complain });
  delete process.env.DYNAMODB_ENDPOINT;
  Object.assign(process.env, cloud.env);
  const client = clients.dynamodb();
  const table = (output: string) => ({ client, name: String(cloud.outputs[output]) });
  await profileStore(table('ContractsTable')).apply({ ...profile, contracts: [] } as never, '2026-01-01');
  const store = receivableStore(table('ReceivablesTable'));
  await mapLimit([...registrations], 32, (registration) => store.register(registration));
  const settle = async () => {
    const started = performance.now();
    const Bucket = String(cloud.outputs.InboxBucket);
    const params = { Bucket, Key: `drops/${drop.name}`, Body: drop.bytes };
    await new Upload({ client: clients.s3(), params }).done();
    await processed(fileStore(table('FilesTable')));
    return (performance.now() - started) / 1000;
  };
  return { cloud, settle };
}

/** A function that fails would be tried again in minutes; better to say so at once. */
function complain({ source, text }: { source: string; text: string }): void {
  if (text.includes('"level":"ERROR"')) process.stderr.write(`${source}: ${text.slice(0, 800)}\n`);
}

/** Looks now and then until the file is processed. */
async function processed(files: FileStore): Promise<void> {
  for (;;) {
    const [file] = await files.list(1);
    if (file?.status === 'processed') return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
