import type { EntryOutcome, Resolution } from '@baixa/settlement';
import type { Must } from './check-money.ts';
import type { State } from './state.ts';

/** Outcomes of which money is left that is nobody's yet. */
export const CREDITS: readonly string[] = ['settled-in-excess', 'paid-twice', 'divergent'];

/** Exceptions of credits, with what is left of each on its receivable or charge, by adding up all that names its payment. */
function creditsOf({ exceptions, receivables, charges }: State) {
  return exceptions.flatMap(({ pk, detail, resolution }) => {
    const told = detail as EntryOutcome | undefined;
    if (told === undefined || !CREDITS.includes(told.outcome)) return [];
    const id = told.receivable?.id ?? told.charge?.id;
    const own = [...receivables, ...charges].find((each) => each.company === told.company && each.id === id);
    const payment = told.payment ?? told.key;
    const movements = (own?.movements ?? []).filter(
      ({ key, undoes }) => key === payment || undoes === payment,
    );
    const left = movements.reduce((sum, { movedCents, appliedCents }) => sum + movedCents - appliedCents, 0);
    const end = resolution as Resolution | undefined;
    return [{ id: String(pk).slice('EXCEPTION#'.length), left, end, movements }];
  });
}

/** Those that the bank took back whole. */
export const creditsGone = (state: State) =>
  creditsOf(state).filter(({ end }) => end?.how === 'ignored' && end.by === 'rule');

/** A credit waits while there is one: not when the bank took it back, and not any less before. */
export function checkCredits(state: State, must: Must): void {
  for (const { id, left, end, movements } of creditsOf(state)) {
    if (movements.length === 0) continue;
    must(end !== undefined || left > 0, `${id} waits for a person, and nothing is left of it`);
    const isGone = end?.how === 'ignored' && end.by === 'rule';
    must(!isGone || left <= 0, `${id} ended as taken back, and ${left} are left of it`);
  }
}
