import { AGREEMENTS, dueOn as dueBySimulator, toleranceCents } from '@baixa/bank-simulator';
import { canonicalJson } from '@baixa/core';
import { type BaixaEvent, eventSchemas } from '@baixa/events';
import type { EntryOutcome, Movement, Payable, Receivable } from '@baixa/settlement';
import { checkCases } from './check.ts';
import { checkParts } from './check-charges.ts';
import { type Must, movedBy, truthOf } from './check-money.ts';
import type { FileState, State } from './state.ts';
import type { World } from './world.ts';

/*
 * What must hold when files are undone and replayed, held against what the files themselves tell: every rule here is
 * counted anew from single entries and movements, not by the sums and the history that the code keeps.
 */

/** Lists what is not as it must be. `whole`: every file was replayed, and stands. */
export function checkUndone(state: State, world: World, erp: string[], whole: boolean, must: Must): void {
  for (const file of state.files) checkFile(file, must);
  checkMoneyOnce(state, must);
  for (const receivable of state.receivables) {
    checkPairs(receivable, must);
    checkBalance(receivable, world, must);
  }
  for (const charge of state.charges) checkPairs(charge, must);
  checkParts(state, must);
  checkWaiting(state, must);
  checkSequences(state, erp, must);
  const settledOn = new Map(state.receivables.map(({ id, settledOn: on }) => [id, on]));
  checkCases(state, world, (id) => settledOn.get(id), must);
  if (whole) checkWhole(state, world, must);
}

/** Whether an entry counts now, by its last line in the ledger. */
const countsNow = ({ outcome, toldBefore, movedCents }: EntryOutcome) =>
  outcome !== 'undone' && toldBefore !== true && movedCents !== 0;

function checkFile({ file, record, outcomes, steps, sums }: FileState, must: Must): void {
  const { name } = file;
  must(record?.status === 'processed', `${name} is ${record?.status}`);
  for (const { step, what, endedAt, chunksDone } of steps) {
    must(endedAt !== undefined, `${name}: step ${step} (${what}) has not ended`);
    must(chunksDone === record?.chunks, `${name}: step ${step} counted ${chunksDone} chunks`);
  }
  must(outcomes.length === file.lines.length, `${name}: ${outcomes.length} of ${file.lines.length} entries`);
  const counting = outcomes.filter(countsNow);
  const sum = (of: (one: EntryOutcome) => number) => counting.reduce((total, one) => total + of(one), 0);
  const own = {
    entries: outcomes.length,
    inCents: sum(({ movedCents }) => Math.max(0, movedCents)),
    outCents: sum(({ movedCents }) => Math.max(0, -movedCents)),
    appliedCents: sum(({ appliedCents }) => appliedCents),
    unappliedCents: sum(({ unappliedCents }) => unappliedCents),
    toldBeforeCents: outcomes.reduce(
      (total, one) => total + (one.toldBefore ? Math.abs(one.movedCents) : 0),
      0,
    ),
  };
  const { outcomes: counts = {}, ...kept } = sums ?? {};
  must(
    canonicalJson(kept) === canonicalJson(own),
    `${name} shows ${canonicalJson(kept)}, has ${canonicalJson(own)}`,
  );
  const byOutcome = Object.fromEntries(
    Object.entries(Object.groupBy(outcomes, ({ outcome }) => outcome)).map(([key, all]) => [key, all.length]),
  );
  must(canonicalJson(counts) === canonicalJson(byOutcome), `${name} counts ${canonicalJson(counts)}`);
  must(own.inCents - own.outCents === own.appliedCents + own.unappliedCents, `${name} does not add up`);
  outcomes.forEach((outcome, index) => {
    const moved = movedBy(file.lines[index] as never);
    const told = outcome.outcome === 'undone' ? -moved : moved;
    must(outcome.movedCents === told, `${name} entry ${index + 1} moved ${outcome.movedCents}, not ${told}`);
  });
  const last = steps.at(-1);
  if (last?.what !== 'undo') return;
  const stand = counting.length > 0;
  must(!stand || (last.keptBy?.length ?? 0) > 0, `${name} is undone, and ${counting.length} entries count`);
}

/** Money counts once while a file that tells it stands, and in none once all that tell it are undone. */
function checkMoneyOnce({ files }: State, must: Must): void {
  const told = new Map<string, { counting: number; standing: number }>();
  for (const { file, outcomes, steps } of files)
    for (const [index, outcome] of outcomes.entries()) {
      const line = file.lines[index];
      if (line === undefined || movedBy(line) === 0) continue;
      const key = line.rtrId ?? line.endToEndId ?? `${file.id}:${index}`;
      const money = told.get(key) ?? { counting: 0, standing: 0 };
      money.counting += countsNow(outcome) ? 1 : 0;
      money.standing += steps.at(-1)?.what === 'undo' ? 0 : 1;
      told.set(key, money);
    }
  for (const [key, { counting, standing }] of told)
    must(
      counting === 1 || (counting === 0 && standing === 0),
      `the money ${key} counts ${counting} times, and ${standing} files that tell it stand`,
    );
}

const undoneKey = ({ key }: Movement) => `${key}/undone`;

/** What was undone is gone to the centavo, and is undone once. */
export function checkPairs({ id, movements, version }: Payable, must: Must): void {
  const keys = movements.map(({ key }) => key);
  must(new Set(keys).size === keys.length, `${id} has a movement twice: ${keys}`);
  must(version === 1 + keys.length, `${id} is of version ${version}`);
  const sum = (of: Movement[], cents: 'movedCents' | 'appliedCents') =>
    of.reduce((total, movement) => total + movement[cents], 0);
  for (const movement of movements) {
    const undoing = movements.find(({ key }) => key === undoneKey(movement));
    if (undoing === undefined) continue;
    must(
      movements.indexOf(undoing) > movements.indexOf(movement),
      `${id}: ${movement.key} is undone before it is`,
    );
    if (movement.movedCents <= 0) {
      must(
        undoing.movedCents === -movement.movedCents,
        `${id}: ${movement.key} is undone as ${undoing.movedCents}`,
      );
      continue;
    }
    const of = [movement, ...movements.filter(({ undoes }) => undoes === movement.key)];
    must(
      sum(of, 'movedCents') === 0 && sum(of, 'appliedCents') === 0,
      `${id}: of ${movement.key} are left ${sum(of, 'movedCents')} and ${sum(of, 'appliedCents')}`,
    );
  }
  must(sum(movements, 'appliedCents') >= 0, `${id} holds ${sum(movements, 'appliedCents')}`);
}

/** A bill is settled when the payments that stand pay what the simulator says is due, and open when they do not. */
function checkBalance(receivable: Receivable, world: World, must: Must): void {
  const { id, movements, status, settledOn } = receivable;
  const bill =
    world.receivables.find((one) => one.id === id) ??
    world.files.flatMap(({ lines }) => lines).find(({ stranger }) => stranger?.id === id)?.stranger;
  const left = movements
    .filter(({ movedCents, outcome }) => movedCents > 0 && outcome !== 'undone')
    .map((payment) => {
      const of = movements.filter(({ key, undoes }) => key === payment.key || undoes === payment.key);
      const total = (cents: 'movedCents' | 'appliedCents') => of.reduce((all, one) => all + one[cents], 0);
      return {
        on: payment.on,
        applied: total('appliedCents'),
        credit: total('movedCents') - total('appliedCents'),
      };
    });
  for (const { applied, credit } of left)
    must(
      applied >= 0 && credit >= 0,
      `${id} has a payment with ${applied} applied and ${credit} as a credit`,
    );
  const paid = left.filter(({ applied }) => applied > 0);
  must((settledOn !== undefined) === (status === 'settled'), `${id} is ${status}, settled on ${settledOn}`);
  if (paid.length === 0) must(status === 'open', `${id} is ${status}, and nothing paid it`);
  // Charges of several late payments are no business of a naive model.
  const late = paid.filter(({ on }) => bill !== undefined && on > bill.dueOn);
  if (bill === undefined || (late.length > 0 && paid.length > 1)) return;
  const due = dueBySimulator(bill, paid[0]?.on ?? bill.dueOn).totalCents;
  const short = due - paid.reduce((total, { applied }) => total + applied, 0);
  const allowed = AGREEMENTS.filter(({ company }) => company === receivable.company).map(({ tolerance }) =>
    toleranceCents(bill, tolerance),
  );
  must(short >= -Math.max(...allowed), `${id} took ${-short} more than is due`);
  if (status === 'settled') must(short <= Math.max(...allowed), `${id} is settled, and ${short} are owed`);
  else must(short > Math.min(...allowed), `${id} is ${status}, and only ${short} are owed`);
}

/** What waits for a person is money that counts, and every credit has its exception. */
export function checkWaiting({ files, exceptions, receivables, charges }: State, must: Must): void {
  const counting = new Set(
    files
      .flatMap(({ outcomes }) => outcomes.filter(countsNow))
      .map(({ file, offset }) => `${file}:${offset}`),
  );
  const known = new Set<string>();
  for (const item of exceptions) {
    const detail = item.detail as EntryOutcome | undefined;
    if (detail === undefined) continue;
    known.add(detail.key);
    if (item.resolution !== undefined) continue;
    const place = `${detail.file}:${detail.offset}`;
    // The credit of a payment whose reversal was undone stands in the name of that reversal.
    if (detail.key.endsWith('/undone')) continue;
    must(
      counting.has(place),
      `an exception of ${place} (${detail.key}) is open, and its entry does not count`,
    );
  }
  for (const { id, movements } of [...receivables, ...charges])
    for (const payment of movements.filter(
      ({ movedCents, outcome }) => movedCents > 0 && outcome !== 'undone',
    )) {
      const of = movements.filter(({ key, undoes }) => key === payment.key || undoes === payment.key);
      const credit = of.reduce((all, one) => all + one.movedCents - one.appliedCents, 0);
      const named = [payment.key, `${payment.key}/retried`, ...of.map(({ key }) => key)];
      must(
        credit === 0 || named.some((key) => known.has(key)),
        `${credit} on ${id} are a credit nobody is told of`,
      );
    }
}

/** Whatever changed a balance was told once, with the receivable's sequence, and always in the same words. */
export function checkSequences({ receivables, kept }: State, erp: string[], must: Must): void {
  const words = new Map<string, string>();
  const told = new Map<string, Set<string>>();
  for (const body of erp) {
    const event = JSON.parse(body) as BaixaEvent;
    const { time: _, ...rest } = event;
    const content = canonicalJson(rest);
    must(eventSchemas[event.type].safeParse(event).success, `event ${event.type} ${event.id} is not valid`);
    must(kept.has(event.id), `event ${event.id} went out, and the ledger does not keep it`);
    must(
      (words.get(event.id) ?? content) === content,
      `event ${event.id}: ${words.get(event.id)} and ${content}`,
    );
    words.set(event.id, content);
    if (event.type !== 'settlement.applied' && event.type !== 'settlement.reversed') continue;
    const { appliedCents } = event.data as { appliedCents: number };
    const place = `${event.subject} ${event.sequence} ${appliedCents}`;
    told.set(place, (told.get(place) ?? new Set()).add(event.id));
  }
  for (const { id, movements } of receivables)
    movements.forEach(({ appliedCents, outcome, key }, index) => {
      const place = `${id} ${index + 2} ${appliedCents}`;
      const expected = appliedCents !== 0 || outcome === 'reversed' ? 1 : 0;
      const found = told.get(place)?.size ?? 0;
      must(found === expected, `${place} (${key}, ${outcome}) went out under ${found} ids`);
      told.delete(place);
    });
  for (const place of told.keys()) must(false, `a settlement ${place} went out, and no receivable has it`);
}

/** Every file stands: what came in and went out over all of them is what the banks moved. */
function checkWhole({ files }: State, world: World, must: Must): void {
  for (const figure of ['inCents', 'outCents'] as const) {
    const found = files.reduce((total, { sums }) => total + (sums?.[figure] ?? 0), 0);
    const known = truthOf(world).reduce((total, one) => total + one[figure], 0);
    must(found === known, `${figure} is ${found} in all, the simulator says ${known}`);
  }
}
