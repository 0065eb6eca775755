import { parseArgs } from 'node:util';
import { makePayments } from '@baixa/bank-simulator';
import { freePorts, startDynamoDb } from '@baixa/local';
import { registrationSchema } from '@baixa/settlement';
import { prepare } from './cloud.ts';
import { countingProxy } from './counting-proxy.ts';
import { decisionsPerSecond } from './decisions.ts';
import { rawRate } from './raw-rate.ts';
import { differenceOf, printCosts, printRates, printUse, type Rate } from './report.ts';

/**
 * `npm run bench:settle [-- --entries N --rounds N]`: decisions in process; then one CNAB 240 file of so many payments
 * through the local cloud, beside the conditional updates a second of the bare engine in the same run; then once more
 * with everything counted that AWS would bill. Rates are of this machine; ratios and counts hold on any.
 */
const { values } = parseArgs({
  options: { entries: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '2' } },
});
const entries = Number(values.entries);
const made = makePayments({ count: entries, seed: 1 });
const registrations = made.receivables.map((receivable) => registrationSchema.parse(receivable));

const { name, bytes } = made.drop;
const rules = { id: made.drop.agreement, company: 'aguas', tolerance: { cents: 0 } };
const decisions = await decisionsPerSecond(bytes, name, registrations, rules);

const rates: Rate[] = [];
for (let round = 0; round < Number(values.rounds); round++) {
  const { cloud, settle } = await prepare(made, registrations);
  const raw = await rawRate(registrations, Math.min(entries, 10_000));
  rates.push({ raw, baixa: entries / (await settle()) });
  await cloud.stop();
}

const ports = await freePorts();
const engine = await startDynamoDb(ports.dynamodb);
const proxy = await countingProxy(`http://127.0.0.1:${ports.dynamodb}`);
const { cloud, settle } = await prepare(made, registrations, proxy.url);
proxy.reset();
const before = { requests: await cloud.requests(), functions: await cloud.usage() };
await settle();
await cloud.idle();
const used = differenceOf(before, { requests: await cloud.requests(), functions: await cloud.usage() });
const dynamodb = structuredClone(proxy.counted);
await cloud.stop();
proxy.stop();
await engine.stop();

printRates(entries, bytes.length, decisions, rates);
printUse(entries, dynamodb, used);
printCosts(entries, dynamodb, used);
