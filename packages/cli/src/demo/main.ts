import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDemo } from '@baixa/bank-simulator';
import { startCloud } from '../commands/up.ts';
import { report } from './report.ts';
import { play } from './run.ts';

/** `npm run demo`: the main job from end to end on this machine, held against figures known before. */
const started = Date.now();
const folder = mkdtempSync(join(tmpdir(), 'baixa-demo-'));
process.env.BAIXA_OUTPUTS = join(folder, 'outputs.json');
const demo = makeDemo({ seed: Number(process.env.SEED ?? 2026) });
const { companies, agreements, contracts } = demo.profile;
process.stdout.write(
  `Starting the local cloud: ${companies.length} companies, ${agreements.length} agreements, ` +
    `${contracts.length} performance contract, ${demo.receivables.length} receivables, ${demo.orders.length} orders, ` +
    `${demo.drops.length} files with ${demo.truth.entries} entries.\n\n`,
);
const { cloud, stop } = await startCloud({ outputsFile: process.env.BAIXA_OUTPUTS });
try {
  const { text, checks } = report(demo, await play(cloud, demo));
  process.stdout.write(`${text}\n${Math.round((Date.now() - started) / 1000)} s on this machine.\n`);
  if (checks.differed > 0) process.exitCode = 1;
} finally {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}
