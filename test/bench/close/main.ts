import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { table } from '../read/table.ts';
import { closeOnTheCloud, type OnTheCloud } from './cloud.ts';
import { closeInProcess, type InProcess } from './in-process.ts';
import { ORDERS_A_CASE } from './made.ts';

/**
 * `npm run bench:close [-- --cases N --cloud N]`: a cycle of 10,000 up to N collection cases, with three service orders
 * each, assessed, tallied and scored in process; then one of `--cloud` cases closed by the state machine of the local
 * cloud, beside one of a tenth of them. Seconds are of this machine; the growth of the cost of a case holds on any.
 */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000000' },
    cloud: { type: 'string', default: '100000' },
  },
});
const most = Number(values.cases);
const onCloud = Number(values.cloud);

const sizes = [10_000, 100_000, 1_000_000].filter((size) => size < most);
const inProcess: InProcess[] = [];
// One after the other, and each in a process of its own: warmed up alike, and with its own memory.
for (const size of [...sizes, most]) inProcess.push(await closeInProcess(size));
printInProcess(inProcess);

if (onCloud > 0) {
  const clouds: OnTheCloud[] = [];
  for (const size of [Math.ceil(onCloud / 10), onCloud]) clouds.push(await closeOnTheCloud(size));
  printCloud(clouds);
}
const [load = 0] = loadavg();
if (load > availableParallelism() + 1)
  console.log(`The machine was busy with other work (load ${load.toFixed(1)}): times are too long.`);

function microseconds(seconds: number, cases: number): string {
  return ((seconds / cases) * 1e6).toFixed(2);
}

/** How much more a case costs than in the smallest run. */
function growth(own: number, least: number): string {
  return `${((100 * own) / least - 100).toFixed(0)} %`;
}

function printInProcess(runs: InProcess[]): void {
  const costOf = ({ closingSeconds, cases }: InProcess) => closingSeconds / cases;
  const rows = runs.map((run) => [
    run.cases.toLocaleString('en'),
    (run.cases * ORDERS_A_CASE).toLocaleString('en'),
    run.closingSeconds.toFixed(2),
    microseconds(run.closingSeconds, run.cases),
    growth(costOf(run), costOf(runs[0] as InProcess)),
    run.makingSeconds.toFixed(2),
    run.liveMegabytes.toFixed(1),
    run.peakMegabytes.toFixed(0),
  ]);
  const times = ['processor s', 'µs a case', 'growth', 'making them, s'];
  const head = ['cases', 'orders', ...times, 'alive, MB', 'peak of the process, MB'];
  console.log(`${table([head, ...rows])}\n`);
}

function printCloud(runs: OnTheCloud[]): void {
  const rows = runs.map((run) => [
    run.cases.toLocaleString('en'),
    run.seconds.toFixed(1),
    microseconds(run.seconds, run.cases),
    growth(run.seconds / run.cases, (runs[0] as OnTheCloud).seconds / (runs[0] as OnTheCloud).cases),
    run.functionSeconds.toFixed(1),
  ]);
  console.log(
    `${table([['cases, local cloud', 's', 'µs a case', 'growth', 'functions, processor s'], ...rows])}\n`,
  );
}
