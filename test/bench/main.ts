import { PutObjectCommand } from '@aws-sdk/client-s3';
import { makePayments } from '@baixa/bank-simulator';
import { mapLimit } from '@baixa/core';
import { freePorts, startDynamoDb, startLocalCloud } from '@baixa/local';
import { clients } from '@baixa/runtime';
import { registrationSchema } from '@baixa/settlement';
import { type FileStore, fileStore, profileStore, receivableStore } from '@baixa/store';
import { countingProxy } from './counting-proxy.ts';
import { rawRate } from './raw-rate.ts';

/**
 * `npm run bench [-- COUNT]`: a file of 10,000 payments through the local cloud, beside the rate of conditional
 * updates of the bare engine in the same run. The rates are taken twice and interleaved; ratios hold on any machine.
 */
const count = Number(process.argv[2] ?? 10_000);
const ROOT = new URL('../..', import.meta.url).pathname;
const { profile, receivables, drop } = makePayments({ count, seed: 1 });
const registrations = receivables.map((receivable) => registrationSchema.parse(receivable));

/** Starts a cloud, registers everything and gives a function that drops the file and waits until it is processed. */
async function prepared(dynamodb?: string) {
  if (dynamodb !== undefined) process.env.DYNAMODB_ENDPOINT = dynamodb;
  const cloud = await startLocalCloud({ root: ROOT, onLog: complain });
  delete process.env.DYNAMODB_ENDPOINT;
  Object.assign(process.env, cloud.env);
  const client = clients.dynamodb();
  const table = (output: string) => ({ client, name: String(cloud.outputs[output]) });
  await profileStore(table('ContractsTable')).apply({ ...profile, contracts: [] } as never);
  const store = receivableStore(table('ReceivablesTable'));
  await mapLimit(registrations, 32, (registration) => store.register(registration));
  const settle = async () => {
    const started = performance.now();
    const Bucket = String(cloud.outputs.InboxBucket);
    await clients.s3().send(new PutObjectCommand({ Bucket, Key: `drops/${drop.name}`, Body: drop.bytes }));
    await processed(fileStore(table('FilesTable')));
    return count / ((performance.now() - started) / 1000);
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

const rates: { raw: number; baixa: number }[] = [];
for (let round = 0; round < 2; round++) {
  const { cloud, settle } = await prepared();
  const before = await rawRate(registrations, Math.min(count, 5000));
  const baixa = await settle();
  rates.push({ raw: before, baixa });
  await cloud.stop();
}
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);

const ports = await freePorts();
const engine = await startDynamoDb(ports.dynamodb);
const proxy = await countingProxy(`http://127.0.0.1:${ports.dynamodb}`);
const { cloud, settle } = await prepared(proxy.url);
proxy.reset();
await settle();
const counted = structuredClone(proxy.counted);
await cloud.stop();
proxy.stop();
await engine.stop();

const whole = (value: number) => String(Math.round(value)).padStart(8);
const exact = (value: number) => String(Math.round(value * 1000) / 1000).padStart(8);
const requests = Object.values(counted.requests).reduce((sum, each) => sum + each, 0);
const lines = [
  `${count} payments in one CNAB 240 file of ${Math.round(drop.bytes.length / 1024)} KiB, from the inbox to processed`,
  '',
  ...rates.flatMap(({ raw, baixa }, round) => [
    `round ${round + 1}  bare engine, conditional updates a second ${whole(raw)}`,
    `         Baixa, entries a second                  ${whole(baixa)}`,
    `         ratio (aim: at least 0.6)                ${exact(baixa / raw)}`,
  ]),
  '',
  `DynamoDB requests an entry (aim: at most 1.3)      ${exact(requests / count)}`,
  `DynamoDB write units an entry (aim: at most 1.2)   ${exact(counted.writeUnits / count)}`,
  `DynamoDB read units an entry                       ${exact(counted.readUnits / count)}`,
  `requests by operation                              ${JSON.stringify(counted.requests)}`,
  `peak memory of all functions and the cloud, MB     ${whole(peakMb)}`,
];
process.stdout.write(`${lines.join('\n')}\n`);
