import './quiet.ts';
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { ENGINES } from './engine-kinds.ts';
import type { Engines } from './engines.ts';
import { KINDS, type Played } from './kinds.ts';

/**
 * `npm run sim -- --seeds N [--from SEED] [--kind KIND] [--engines memory|local] [--workers N] [--first]`: runs so many
 * seeds of each kind, over the real handlers, in a few processes. A seed that fails is printed with its findings and the
 * command that plays it again. `--first` stops at the first. Exit code 1 when one failed.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    kind: { type: 'string', multiple: true, default: Object.keys(KINDS) },
    engines: { type: 'string', default: 'memory' },
    workers: { type: 'string', default: String(availableParallelism()) },
    first: { type: 'boolean', default: false },
    worker: { type: 'string' },
  },
});
const [seeds, from, workers] = [Number(values.seeds), Number(values.from), Number(values.workers)];
const unknown = values.kind.filter((kind) => KINDS[kind] === undefined);
const start = ENGINES[values.engines];

/** One run, as a worker tells it. */
interface Told extends Played {
  kind: string;
  seed: number;
  milliseconds: number;
}

/** Plays every `workers`th seed, from the `index`th on, and tells of each. */
async function work(index: number, engines: Engines): Promise<void> {
  process.on('disconnect', () => process.exit());
  for (let seed = from + index; seed < from + seeds; seed += workers)
    for (const kind of values.kind) {
      const started = performance.now();
      const { findings, drawn } = await (KINDS[kind] as (typeof KINDS)[string])(engines, seed);
      const told: Told = { kind, seed, findings, drawn, milliseconds: performance.now() - started };
      process.send?.(told);
    }
  await engines.stop();
  process.disconnect?.();
}

async function lead(): Promise<number> {
  const started = performance.now();
  const runs = seeds * values.kind.length;
  let done = 0;
  let failed = 0;
  const children = Array.from({ length: Math.min(workers, seeds) }, (_, index) =>
    fork(import.meta.filename, [...process.argv.slice(2), '--worker', String(index)]),
  );
  const tell = ({ kind, seed, findings, drawn }: Told) => {
    done++;
    if (findings.length > 0) {
      failed++;
      process.stdout.write(
        `${kind} ${seed} failed (${drawn}):\n${findings.map((finding) => `  ${finding}\n`).join('')}` +
          `  again: npm run sim -- --kind ${kind} --from ${seed} --seeds 1 --engines ${values.engines}\n`,
      );
      if (values.first) for (const child of children) child.disconnect();
    } else if (done % 100 === 0) process.stdout.write(`${done} of ${runs} runs, ${failed} failed\n`);
  };
  const ends = children.map((child) => {
    child.on('message', tell);
    return new Promise<number>((end) => child.on('exit', (code) => end(code ?? 1)));
  });
  const broken = (await Promise.all(ends)).filter((code) => code !== 0).length;
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(
    `${done} runs of ${values.kind.join(', ')}: ${failed} failed, in ${Math.round(seconds)} s.\n`,
  );
  if (broken > 0) process.stdout.write(`${broken} of the processes ended badly.\n`);
  return failed + broken === 0 ? 0 : 1;
}

if (start === undefined || unknown.length > 0 || !(seeds > 0) || !(workers > 0)) {
  process.stderr.write(
    `Kinds are ${Object.keys(KINDS).join(', ')}, engines ${Object.keys(ENGINES).join(', ')}; seeds and workers are ` +
      'whole numbers above 0.\n',
  );
  process.exitCode = 2;
} else if (values.worker === undefined) process.exitCode = await lead();
else await work(Number(values.worker), await start());
