import { type BankLine, newLabeller } from '@baixa/bank-simulator';
import type { EntryOutcome, Movement, Payable } from '@baixa/settlement';
import type { FileState, State } from './state.ts';
import type { World, WorldFile } from './world.ts';

/** Notes a sentence when something is not as it must be. */
export type Must = (holds: boolean, sentence: string) => void;

/** What the bank moved: positive in, negative out. */
export function movedBy({ kind, cents }: BankLine): number {
  if (kind === 'reversal') return -cents;
  return kind === 'payment' || kind === 'partial-payment' ? cents : 0;
}

const RECORDED = ['settled', 'settled-in-part', 'settled-in-excess', 'paid-twice', 'divergent', 'reversed'];
/** Marks what a reversal does once the payment that it overtook is there. */
const LATE = '/late';
const isLate = ({ key }: Movement) => key.endsWith(LATE);

const json = (value: unknown) => JSON.stringify(value);
const placeOf = ({ file, offset }: { file: string; offset: number }) => `${file}:${offset}`;

/** Each file: whole, processed, in − out = applied + unapplied, and its figures are those of its entries. */
export function checkFiles({ files }: State, must: Must, chunkEntries: number): void {
  for (const { file, record, outcomes } of files) {
    must(record?.status === 'processed', `${file.name} is ${record?.status}, not processed`);
    const chunks = Math.ceil(file.lines.length / chunkEntries);
    must(record?.chunks === chunks, `${file.name} has ${record?.chunks} chunks, not ${chunks}`);
    must(
      record?.done?.size === chunks,
      `${file.name}: ${record?.done?.size} of ${chunks} chunks are counted`,
    );
    must(outcomes.length === file.lines.length, `${file.name}: ${outcomes.length} of ${file.lines.length}`);
    const told = outcomes.map(({ movedCents }) => movedCents);
    must(json(told) === json(file.lines.map(movedBy)), `${file.name}: entries moved ${json(told)}`);
    const own = sumsOf(outcomes);
    const { inCents, outCents, appliedCents, unappliedCents, entries, toldBeforeCents } = record?.sums ?? {};
    const kept = { entries, inCents, outCents, appliedCents, unappliedCents, toldBeforeCents };
    must(json(kept) === json(own), `${file.name}: the register has ${json(kept)}, its entries ${json(own)}`);
    must(
      own.inCents - own.outCents === own.appliedCents + own.unappliedCents,
      `${file.name} does not add up: ${json(own)}`,
    );
    for (const { movedCents, appliedCents, unappliedCents, toldBefore, offset } of outcomes)
      must(
        appliedCents + unappliedCents === (toldBefore ? 0 : movedCents),
        `${file.name}:${offset} moved ${movedCents}, applied ${appliedCents}, unapplied ${unappliedCents}`,
      );
  }
}

function sumsOf(outcomes: EntryOutcome[]) {
  const sum = (of: (outcome: EntryOutcome) => number) =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const own = (outcome: EntryOutcome) => (outcome.toldBefore ? 0 : outcome.movedCents);
  return {
    entries: outcomes.length,
    inCents: sum((one) => Math.max(0, own(one))),
    outCents: sum((one) => Math.max(0, -own(one))),
    appliedCents: sum(({ appliedCents }) => appliedCents),
    unappliedCents: sum(({ unappliedCents }) => unappliedCents),
    toldBeforeCents: sum(({ toldBefore, movedCents }) => (toldBefore ? Math.abs(movedCents) : 0)),
  };
}

/** Money that several files tell counts in one of them. */
export function checkToldOnce({ files }: State, must: Must): void {
  const counted = new Map<string, number>();
  for (const { file, outcomes } of files)
    for (const [index, outcome] of outcomes.entries()) {
      const line = file.lines[index];
      if (line === undefined || movedBy(line) === 0) continue;
      const key = line.rtrId ?? line.endToEndId ?? `${file.id}:${index}`;
      counted.set(key, (counted.get(key) ?? 0) + (outcome.toldBefore ? 0 : 1));
    }
  for (const [key, times] of counted) must(times === 1, `the money ${key} counts ${times} times`);
}

/** What of an entry went to receivables, whatever they did with it. */
const givenBy = ({ parts, appliedCents }: EntryOutcome) =>
  parts?.reduce((sum, { movedCents }) => sum + movedCents, 0) ?? appliedCents;

/** Each entry stands once on its receivable or charge, and nothing stands there that no entry tells. */
export function checkMovements(state: State, must: Must, inOrder: boolean): void {
  const standing = new Map<string, { receivable: Payable; movement: Movement }>();
  for (const receivable of [...state.receivables, ...state.charges]) {
    const keys = receivable.movements.map(({ key }) => key);
    must(new Set(keys).size === keys.length, `${receivable.id} has a movement twice: ${json(keys)}`);
    must(receivable.version === 1 + keys.length, `${receivable.id} is of version ${receivable.version}`);
    for (const movement of receivable.movements) {
      // The parts of a charge's payment are held against the charge.
      if (movement.part !== undefined) continue;
      const place = `${placeOf(movement)}${isLate(movement) ? LATE : ''}`;
      must(!standing.has(place), `entry ${place} stands on two receivables`);
      standing.set(place, { receivable, movement });
    }
  }
  for (const { file, outcomes } of state.files)
    for (const [index, outcome] of outcomes.entries()) {
      const line = file.lines[index];
      const later = state.resolved.get(placeOf(outcome));
      const found = standing.get(placeOf(outcome));
      standing.delete(placeOf(outcome));
      if (line === undefined) continue;
      const what = `${file.name} entry ${index + 1} (${outcome.outcome})`;
      if (outcome.toldBefore || movedBy(line) === 0) {
        must(outcome.outcome === 'noted', `${what} is to be noted`);
        must(found === undefined, `${what} moved nothing and stands on a receivable`);
      } else if (later !== undefined) {
        // Its receivable was registered after it, or its payment came after the reversal.
        const told = [
          line.stranger?.id ?? line.receivable?.id,
          later.outcome,
          later.movedCents,
          givenBy(later),
        ];
        const overtook = standing.get(`${placeOf(outcome)}${LATE}`);
        standing.delete(`${placeOf(outcome)}${LATE}`);
        const { receivable, movement } = overtook ?? found ?? {};
        const kept = [receivable?.id, movement?.outcome, movement?.movedCents, movement?.appliedCents];
        must(outcome.outcome === 'unmatched', `${what} found what it is for and was tried again`);
        must(
          json(kept) === json(told),
          `${what}: the receivable has ${json(kept)}, the resolution ${json(told)}`,
        );
      } else if (line.receivable === undefined) {
        must(outcome.outcome === 'unmatched', `${what} is nobody's`);
        must(found === undefined, `${what} is nobody's and stands on a receivable`);
        must(
          !state.receivables.some(({ id }) => id === line.stranger?.id),
          `${what} waits, and its receivable is registered`,
        );
      } else if (RECORDED.includes(outcome.outcome)) {
        const { movement } = found ?? {};
        const told = [line.receivable.id, outcome.outcome, outcome.movedCents, givenBy(outcome)];
        const kept = [found?.receivable.id, movement?.outcome, movement?.movedCents, movement?.appliedCents];
        must(
          json(kept) === json(told),
          `${what}: the receivable has ${json(kept)}, the ledger ${json(told)}`,
        );
      } else {
        // A reversal that overtook its payment finds nothing to undo.
        must(
          !inOrder && line.kind === 'reversal' && outcome.outcome === 'unmatched',
          `${what} is no outcome of it`,
        );
        must(
          (found?.movement.outcome ?? 'unmatched') === 'unmatched',
          `${what} stands as ${found?.movement.outcome}`,
        );
      }
    }
  for (const place of standing.keys()) must(false, `movement ${place} is told by no entry`);
}

/** What each entry tells, by its file and byte. */
export function linesByPlace(files: FileState[]): Map<string, { line: BankLine; file: WorldFile }> {
  const lines = new Map<string, { line: BankLine; file: WorldFile }>();
  for (const { file, outcomes } of files)
    for (const [index, { offset }] of outcomes.entries()) {
      const line = file.lines[index];
      if (line !== undefined) lines.set(`${file.id}:${offset}`, { line, file });
    }
  return lines;
}

/**
 * The bank simulator, told the same entries in the order in which they reached each receivable, comes to the same
 * outcome, centavo by centavo, and to the same day of settlement. Gives what it holds to be settled.
 */
export function checkAgainstSimulator({ receivables, files, resolved }: State, must: Must) {
  const lines = linesByPlace(files);
  const settledOn = new Map<string, string | undefined>();
  for (const receivable of receivables) {
    const labeller = newLabeller();
    for (const movement of receivable.movements) {
      const told = lines.get(placeOf(movement));
      if (told === undefined || movement.outcome === 'unmatched') continue;
      const { tolerance } = told.file.agreement;
      const late =
        told.line.receivable === undefined && resolved.has(placeOf(movement))
          ? { receivable: told.line.stranger }
          : {};
      const line =
        movement.part === undefined
          ? { ...told.line, ...late }
          : lineOfPart(
              movement,
              told.line.covers?.find(({ id }) => id === receivable.id),
            );
      const [label] = labeller.labelFile(placeOf(movement), tolerance, [line]).labels;
      must(
        label?.outcome === movement.outcome && label.appliedCents === movement.appliedCents,
        `${receivable.id}: ${placeOf(movement)} is ${movement.outcome} ${movement.appliedCents}, the simulator says ` +
          `${label?.outcome} ${label?.appliedCents}`,
      );
    }
    const known = labeller.settledOn(receivable.id);
    settledOn.set(receivable.id, known);
    must(
      receivable.settledOn === known,
      `${receivable.id} is settled on ${receivable.settledOn}, not ${known}`,
    );
    must(receivable.status === (known ? 'settled' : 'open'), `${receivable.id} is ${receivable.status}`);
  }
  return (receivable: string) => settledOn.get(receivable);
}

/** A part of a charge's payment, as a payment of its bill by itself; it is known by its own number. */
function lineOfPart({ key, undoes, on, movedCents }: Movement, bill: BankLine['receivable']): BankLine {
  const told = { on, cents: Math.abs(movedCents), endToEndId: undoes ?? key };
  const of = bill === undefined ? {} : { receivable: bill };
  return movedCents < 0
    ? { kind: 'reversal', ...told, ...of, rtrId: key }
    : { kind: 'partial-payment', ...told, ...of };
}

/** What came in and went out, over all files, is what the banks moved, each payment once. */
export function checkTotals({ files }: State, world: World, must: Must): void {
  const truth = truthOf(world);
  for (const figure of ['inCents', 'outCents'] as const) {
    const found = files.reduce((total, { outcomes }) => total + sumsOf(outcomes)[figure], 0);
    const known = truth.reduce((total, one) => total + one[figure], 0);
    must(found === known, `${figure} is ${found} in all, the simulator says ${known}`);
  }
}

/** When files came in the order in which they were sent, each has exactly the simulator's truth. */
export function checkTruth({ files }: State, world: World, must: Must): void {
  const truth = truthOf(world);
  files.forEach(({ file, outcomes }: FileState, at) => {
    const labels = truth[at]?.labels ?? [];
    labels.forEach(({ outcome, appliedCents, unappliedCents, toldBefore }, index) => {
      const one = outcomes[index];
      const known = [outcome, appliedCents, unappliedCents, toldBefore];
      const found = [one?.outcome, one?.appliedCents, one?.unappliedCents, one?.toldBefore === true];
      must(
        json(found) === json(known),
        `${file.name} entry ${index + 1} is ${json(found)}, the simulator says ${json(known)}`,
      );
    });
  });
}

export function truthOf({ files }: World) {
  const labeller = newLabeller();
  return files.map(({ name, agreement, lines }) => labeller.labelFile(name, agreement.tolerance, lines));
}
