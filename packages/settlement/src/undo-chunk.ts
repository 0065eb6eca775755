import { invariant, mapLimit } from '@baixa/core';
import type { Acordos } from './acordo.ts';
import type { Payable } from './charge.ts';
import { counts, currentOutcomes, undoneOutcome } from './current-outcomes.ts';
import { generationOf, moneyOf } from './generation.ts';
import { changePayable } from './give.ts';
import { asOfMovement, isUndone, undoneKeyOf, withMovement } from './movements.ts';
import { type EntryOutcome, exceptionIdOf, standsOn } from './outcome.ts';
import { exceptionEventsOf } from './outcome-events.ts';
import { placeOf } from './outcome-of-entry.ts';
import type { Chunk, Files, StepOfChunk } from './ports.ts';
import { type Reach, reachOf } from './reach.ts';
import type { AgreementRules, Movement } from './receivable.ts';
import { reversedBy, takeBack } from './take-back.ts';
import { isToldElsewhereToo } from './told.ts';
import { endAsUndone } from './undo-exception.ts';
import type { WaitingPorts } from './waiting.ts';

const ENTRIES_AT_ONCE = 16;

/** What undoing needs. */
export interface UndoPorts extends WaitingPorts {
  acordos: Acordos;
  files: Pick<Files, 'noteKept' | 'find'>;
}

/** One run of an undo over a chunk. */
interface UndoWork {
  ports: UndoPorts;
  rules: AgreementRules;
  step: StepOfChunk;
}

/**
 * Takes back everything that the entries of a chunk did, and what people and rules made of it since. Gives a line for
 * each entry that was undone. An entry of which another file reversed a part stays as it is: that file goes first.
 * Safe to do again after a crash anywhere: each movement that takes one back has a key made of that one's.
 */
export async function undoEntries(ports: UndoPorts, chunk: Chunk): Promise<EntryOutcome[]> {
  const { step } = chunk;
  invariant(step !== undefined, 'what is undone is a step');
  const rules = await ports.agreements.rulesOf(chunk.agreement);
  invariant(rules?.company === chunk.company, `agreement ${chunk.agreement} is of company ${chunk.company}`);
  const work = { ports, rules, step };
  const current = await currentOutcomes(ports.ledger, chunk.file, chunk.chunk, step.step - 1);
  const counting = current.map(({ outcome }) => outcome).filter(counts);
  // What a receivable or a charge got last is taken back first, so that a reversal goes before its payment.
  const groups = [...Map.groupBy(counting, (outcome) => standsOn(outcome) ?? outcome.key).values()];
  const lines = new Map<number, EntryOutcome>();
  await mapLimit(groups, ENTRIES_AT_ONCE, async (group) => {
    for (const outcome of group.toReversed()) {
      const line = await undoEntry(work, outcome);
      if (line !== undefined) lines.set(outcome.offset, line);
    }
  });
  return counting.flatMap(({ offset }) => lines.get(offset) ?? []);
}

async function undoEntry(work: UndoWork, was: EntryOutcome): Promise<EntryOutcome | undefined> {
  const { ports, step } = work;
  let decided = false;
  for (;;) {
    const reach = await reachOf(ports, was);
    if (!decided && reach.places.length > 0) {
      if (!(await mayTakeBack(work, was, reach))) return undefined;
      decided = true;
    }
    const took: EntryOutcome[] = [];
    for (const place of reach.places) took.push(await takeBackAt(work, was, place));
    const { file, key, company } = was;
    for (const id of reach.exceptions) await endAsUndone(ports, company, id, step);
    // A person may have been faster with one of them, or an acordo ended; then its money has gone further by now.
    const mayHaveMoved = reach.exceptions.length > 0 || reach.isOfAcordo;
    const after = mayHaveMoved ? await reachOf(ports, was) : reach;
    if (after.places.length > reach.places.length) continue;
    if (isToldElsewhereToo({ key, file }))
      await ports.exceptions.markUndone(company, moneyOf(key), generationOf(key));
    return undoneOutcome(was, took, step.at, after.refunded);
  }
}

/**
 * Whether an entry may be taken back, decided once for each step by the first write: the movement that takes it back, or
 * one that says it stays. Two workers, or one after a crash, so decide the same.
 */
async function mayTakeBack(
  { ports, rules, step }: UndoWork,
  { company, file }: EntryOutcome,
  { places }: Reach,
): Promise<boolean> {
  const loaded = await ports.receivables.loadPayables(
    company,
    places.map(({ payable }) => payable),
    { consistent: true },
  );
  const others = places.slice(1).flatMap(({ payable, key }) => {
    const found = loaded.get(payable);
    const movement = found?.movements.find((each) => each.key === key);
    return found === undefined || movement === undefined ? [] : reversedBy(found, movement, file);
  });
  const [first] = places;
  invariant(first !== undefined, 'it reached a receivable');
  // Who stands in the way is named in the key: whoever looks again may find that file undone.
  const prefix = `${first.key}/kept-${step.step}:`;
  const kept = ({ movements }: Payable) => movements.find(({ key }) => key.startsWith(prefix));
  const isTaken = ({ movements }: Payable) => movements.some(({ key }) => key === undoneKeyOf(first.key));
  const after = await changePayable<Payable>(ports.receivables, company, first.payable, (standing) => {
    if (isTaken(standing) || kept(standing) !== undefined) return undefined;
    const movement = standing.movements.find(({ key }) => key === first.key) as Movement;
    const by = [...new Set([...others, ...reversedBy(standing, movement, file)])];
    if (by.length === 0) return takeBack(standing, movement, { file, step: step.step }, rules);
    const { line, offset, on } = movement;
    const place = { key: `${prefix}${by.join(',')}`, file, line, offset, on };
    return withMovement(standing, { ...place, outcome: 'kept', movedCents: 0, appliedCents: 0 });
  });
  if (isTaken(after)) return true;
  const by = kept(after)?.key.slice(prefix.length).split(',') ?? [];
  for (const other of by) await ports.files.noteKept(file, step.step, other);
  return false;
}

/** Takes one movement back, once; gives what it did. */
async function takeBackAt(
  work: UndoWork,
  was: EntryOutcome,
  { payable: id, key }: Reach['places'][number],
): Promise<EntryOutcome> {
  const { ports, rules, step } = work;
  const undoneKey = undoneKeyOf(key);
  const after = await changePayable<Payable>(ports.receivables, was.company, id, (standing) => {
    if (standing.movements.some((each) => each.key === undoneKey)) return undefined;
    const movement = standing.movements.find((each) => each.key === key) as Movement;
    return takeBack(standing, movement, { file: was.file, step: step.step }, rules);
  });
  const index = after.movements.findIndex((each) => each.key === undoneKey);
  const undone = after.movements[index] as Movement;
  const { company, agreement, file, chunk, line, offset, kind } = was;
  const took: EntryOutcome = {
    company,
    agreement,
    file,
    ...(chunk === undefined ? {} : { chunk }),
    line,
    offset,
    key: undoneKey,
    kind,
    outcome: 'undone',
    movedCents: undone.movedCents,
    appliedCents: undone.appliedCents,
    unappliedCents: undone.movedCents - undone.appliedCents,
    on: undone.on,
    ...placeOf(asOfMovement(after, index)),
    ...(undone.part === undefined ? {} : { part: undone.part }),
    at: step.at,
  };
  const reversal = after.movements.find((each) => each.key === key) as Movement;
  const payment = after.movements.find((each) => each.key === undone.undoes);
  if (reversal.outcome === 'reversed' && payment !== undefined && !isUndone(after, payment))
    await openCredit(work, took, payment.key, reversal);
  return took;
}

/**
 * A payment stands again, and somebody paid in its stead meanwhile, or had ended the exception of its credit before this
 * undo: what it holds as a credit now waits for a person.
 */
async function openCredit(
  { ports, step }: UndoWork,
  took: EntryOutcome,
  payment: string,
  reversal: Movement,
): Promise<void> {
  const { company } = took;
  const { resolution } = (await ports.exceptions.find(company, exceptionIdOf(company, payment))) ?? {};
  const hadEnded = resolution !== undefined && resolution.how !== 'undone' && resolution.at < step.at;
  const cents = took.unappliedCents - (hadEnded ? 0 : reversal.appliedCents - reversal.movedCents);
  if (cents <= 0) return;
  await ports.exceptions.open([
    {
      ...took,
      payment,
      kind: 'payment',
      outcome: 'paid-twice',
      movedCents: cents,
      appliedCents: 0,
      unappliedCents: cents,
      reason: 'Its reversal was undone, and others have paid since; this payment is a credit.',
    },
  ]);
  const opened = await ports.exceptions.find(company, exceptionIdOf(company, took.key));
  await ports.publisher.publish(opened === undefined ? [] : exceptionEventsOf(opened.outcome));
}
