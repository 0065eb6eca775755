import { createWriteStream, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type LocalCloud, startLocalCloud } from '@baixa/local';
import { givenOutputsFile, OUTPUTS_FILE } from '../connection.ts';
import { facts } from '../view.ts';

/** The repository's root: where `infra/app.ts` is. */
export const ROOT = resolve(import.meta.dirname, '../../../..');

/** Starts the local cloud and writes down where it is, so that the other commands find it. */
export async function startCloud(options: {
  data?: string;
  outputsFile: string;
}): Promise<{ cloud: LocalCloud; stop: () => Promise<void> }> {
  const folder = dirname(options.outputsFile);
  mkdirSync(folder, { recursive: true });
  const log = createWriteStream(join(folder, 'local.log'), { flags: 'a' });
  const cloud = await startLocalCloud({
    root: ROOT,
    ...(options.data === undefined ? {} : { dataDir: resolve(options.data) }),
    onLog: ({ source, text }) => log.write(`${source} ${text.trimEnd()}\n`),
  });
  const content = { Baixa: cloud.outputs, environment: cloud.env };
  writeFileSync(options.outputsFile, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  return {
    cloud,
    stop: async () => {
      if (existsSync(options.outputsFile)) rmSync(options.outputsFile);
      await cloud.stop();
      log.end();
    },
  };
}

/** `baixa up [--data DIR]`: runs the local cloud until it is stopped. */
export async function up({ data, json }: { data?: string; json?: boolean }): Promise<void> {
  const outputsFile = givenOutputsFile() ?? resolve(OUTPUTS_FILE);
  const { cloud, stop } = await startCloud({ outputsFile, ...(data === undefined ? {} : { data }) });
  const shown = facts([
    ['API', String(cloud.outputs.ApiUrl)],
    ['inbox', `s3://${cloud.outputs.InboxBucket}`],
    ['ERP queue', String(cloud.outputs.ErpQueueUrl)],
    ['data', data === undefined ? 'in memory, gone when it stops' : resolve(data)],
    ['log', join(dirname(outputsFile), 'local.log')],
  ]);
  process.stdout.write(
    json
      ? `${JSON.stringify({ outputs: cloud.outputs, environment: cloud.env })}\n`
      : `Baixa runs on this machine. Stop it with Ctrl-C.\n\n${shown}\n`,
  );
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });
  await stop();
}
