import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type LocalCloud, startLocalCloud } from '@baixa/local';
import { readErpsYaml } from '@baixa/profile/yaml';
import { givenOutputsFile, OUTPUTS_FILE } from '../connection.ts';
import { erpsOf } from '../erps.ts';
import { CommandFailed } from '../failure.ts';
import { mustBeFiles } from '../files-there.ts';
import { facts } from '../view.ts';

/** The repository's root: where `infra/app.ts` is. */
export const ROOT = resolve(import.meta.dirname, '../../../..');

/**
 * Starts the local cloud and writes down where it is, so that the other commands find it.
 * @throws CommandFailed when the file of ERPs cannot be read
 */
export async function startCloud(options: {
  data?: string;
  erps?: string;
  outputsFile: string;
}): Promise<{ cloud: LocalCloud; stop: () => Promise<void> }> {
  const context = {
    'loopback-webhooks': 'allowed',
    ...(options.erps === undefined ? {} : { erps: checkedErps(options.erps) }),
  };
  const folder = dirname(options.outputsFile);
  mkdirSync(folder, { recursive: true });
  const log = createWriteStream(join(folder, 'local.log'), { flags: 'a' });
  const cloud = await startLocalCloud({
    root: ROOT,
    context,
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

/** The path of a file of ERPs, after a look into it: what is wrong is told here, in sentences. */
function checkedErps(file: string): string {
  mustBeFiles([file]);
  const { problems } = readErpsYaml(readFileSync(file, 'utf-8'), file, { loopback: true });
  if (problems.length > 0) throw new CommandFailed(problems);
  return resolve(file);
}

/** `baixa up [--data DIR] [--erps FILE]`: runs the local cloud until it is stopped. */
export async function up({ json, ...options }: UpOptions): Promise<void> {
  const outputsFile = givenOutputsFile() ?? resolve(OUTPUTS_FILE);
  const { cloud, stop } = await startCloud({ outputsFile, ...options });
  const shown = facts([
    ['API', String(cloud.outputs.ApiUrl)],
    ['inbox', `s3://${cloud.outputs.InboxBucket}`],
    ...erpsOf(cloud.outputs).map(({ name, webhook, queueUrl }): [string, string] => [
      `ERP ${name}`,
      webhook ?? queueUrl,
    ]),
    ['data', options.data === undefined ? 'in memory, gone when it stops' : resolve(options.data)],
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

interface UpOptions {
  data?: string;
  erps?: string;
  json?: boolean;
}
