import { canonicalJson } from '@baixa/core';
import type { EntryOutcome, Resolution } from '@baixa/settlement';
import { type Must, movedBy } from '../check-money.ts';
import type { FileState, State } from '../state.ts';
import type { World } from '../world/world.ts';

/** A command of a person, as it was sent. */
export interface Wanted {
  id: string;
  command: string;
  by: string;
  exception?: string;
  how?: string;
  parts?: { receivable: string; cents?: number | undefined }[];
  file?: string;
  what?: string;
}

interface Kept {
  detail?: EntryOutcome;
  resolution?: Resolution;
}

/**
 * By nothing but what people sent: what was done with money above the limit of its company, two of them wanted, and both
 * are named; what is below, one did alone. A step of a file is counted by its own entries.
 */
export function checkTwoPeople(state: State, world: World, wanted: Wanted[], must: Must): void {
  const limitOf = (company: string) =>
    world.profile.companies.find(({ id }) => id === company)?.confirmAboveCents ?? Number.POSITIVE_INFINITY;
  const results = new Map(state.commands.map((result) => [result.id, result]));
  for (const { id } of wanted) must(results.has(id), `nothing became of ${id}`);
  for (const item of state.exceptions) {
    const { detail, resolution } = item as Kept;
    if (detail === undefined) continue;
    const id = String(item.pk).slice('EXCEPTION#'.length);
    const isAbove = Math.abs(detail.unappliedCents) > limitOf(detail.company);
    const own = wanted.filter(({ exception }) => exception === id);
    for (const { id: command } of own) {
      const { counts = {} } = results.get(command) ?? {};
      must(counts.proposed !== 1 || isAbove, `${command} waits for a second person, and is below the limit`);
    }
    if (resolution === undefined || resolution.by === 'rule' || resolution.how === 'undone') continue;
    const { by, confirmedBy, how, outcomes } = resolution;
    must(!isAbove || confirmedBy !== undefined, `${id} ended above the limit, as ${by} alone wanted`);
    must(isAbove || confirmedBy === undefined, `${id} ended below the limit by ${by} and ${confirmedBy}`);
    must(by !== confirmedBy, `${id} was confirmed by ${by}, who wanted it`);
    const mindsOf = (person: string | undefined) =>
      own
        .filter((wish) => wish.by === person && wish.how === how)
        .map(({ parts = [] }) => canonicalJson(parts));
    const shared = mindsOf(by).filter(
      (mind) => confirmedBy === undefined || mindsOf(confirmedBy).includes(mind),
    );
    must(shared.length > 0, `${id} ended as ${how}, which ${by} and ${confirmedBy} did not both want`);
    const went = outcomes.map(({ receivable }) => receivable?.id);
    const asWanted = shared.some((mind) => {
      const parts = JSON.parse(mind) as { receivable: string }[];
      return canonicalJson(parts.map(({ receivable }) => receivable)) === canonicalJson(went);
    });
    must(asWanted, `${id} went to ${went}, which nobody wanted`);
  }
  for (const file of state.files) checkSteps(file, limitOf(file.file.agreement.company), wanted, must);
}

function checkSteps({ file, steps, outcomes }: FileState, limit: number, wanted: Wanted[], must: Must): void {
  const all = file.lines.reduce((sum, line) => sum + Math.abs(movedBy(line)), 0);
  const undone = outcomes
    .filter(({ outcome }) => outcome === 'undone')
    .reduce((sum, { movedCents }) => sum + Math.abs(movedCents), 0);
  for (const [index, { step, what, by, confirmedBy }] of steps.entries()) {
    if (by === 'rule') continue;
    const name = `step ${step} (${what}) of ${file.name}`;
    const askedBy = wanted.filter((one) => one.file === file.id && one.what === what).map((one) => one.by);
    must(askedBy.includes(by), `${name} was begun by ${by}, who did not want it`);
    must(
      confirmedBy === undefined || askedBy.includes(confirmedBy),
      `${name}: ${confirmedBy} did not confirm it`,
    );
    must(by !== confirmedBy, `${name} was confirmed by ${by}, who wanted it`);
    // How much an earlier undo took back the last lines do not tell any more.
    const isLast = index === steps.length - 1;
    const atLeast = what === 'replay' ? all : isLast ? undone : 0;
    must(atLeast <= limit || confirmedBy !== undefined, `${name} of ${atLeast} was begun by ${by} alone`);
    must(all > limit || confirmedBy === undefined, `${name} of ${all} took two people`);
  }
}

/** Of what two people wanted the same, one after the other, nothing waits any more. */
export function checkNothingWaits({ exceptions }: State, asked: string[], must: Must): void {
  for (const item of exceptions) {
    const id = String(item.pk).slice('EXCEPTION#'.length);
    if (asked.includes(id)) must(item.resolution !== undefined, `${id} waits, and two people said what for`);
  }
}
