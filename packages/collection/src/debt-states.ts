import type { CivilDate } from '@baixa/core';
import { partIdOf, type Receivable, settledUnderAcordo } from '@baixa/settlement';
import type { AcordoDates, DebtState } from './debt.ts';

/**
 * How the debts of an account stand: each receivable with its own payment date, and with those of the acordos that
 * replaced it. For a part of an acordo that ended stands what the acordo had replaced.
 */
export function debtStates(receivables: readonly Receivable[]): DebtState[] {
  const byId = new Map(receivables.map((each) => [each.id, each]));
  return receivables.map((receivable) => {
    const { id, settledOn, acordo } = receivable;
    const acordos = acordosOf(receivable).map(({ madeOn, parts }) =>
      datesOf(
        madeOn,
        parts.map((part) => byId.get(part)),
      ),
    );
    const restored = isVoidPart(receivable)
      ? receivables.filter((other) => acordosOf(other).some((each) => each.id === acordo?.id))
      : [];
    return {
      receivable: id,
      ...(settledOn === undefined ? {} : { settledOn }),
      ...(acordos.length === 0 ? {} : { acordos }),
      ...(restored.length === 0 ? {} : { restored: restored.map((each) => each.id) }),
    };
  });
}

/** How these receivables stand, and all that stands again for those of them that are parts of an acordo that ended. */
export function debtOf(receivables: readonly string[], states: ReadonlyMap<string, DebtState>): DebtState[] {
  const found = new Map<string, DebtState>();
  const take = (id: string): void => {
    const state = states.get(id);
    if (state === undefined || found.has(id)) return;
    found.set(id, state);
    state.restored?.forEach(take);
  };
  receivables.forEach(take);
  return [...found.values()];
}

/** The acordos that replaced a receivable, with the ids of their parts. */
function acordosOf({ movements }: Receivable): { id: string; parts: string[]; madeOn: CivilDate }[] {
  return movements.flatMap(({ outcome, acordo: id, on, partCount = 0 }) =>
    outcome === 'replaced' && id !== undefined
      ? [{ id, madeOn: on, parts: Array.from({ length: partCount }, (_, part) => partIdOf(id, part)) }]
      : [],
  );
}

function datesOf(madeOn: CivilDate, parts: (Receivable | undefined)[]): AcordoDates {
  const settled = parts.map((part) => (part?.status === 'settled' ? part.settledOn : undefined));
  const isWhole = settled.every((date) => date !== undefined);
  const downPaymentSettledOn = parts[0] && settledUnderAcordo(parts[0]);
  return {
    madeOn,
    ...(downPaymentSettledOn === undefined ? {} : { downPaymentSettledOn }),
    ...(isWhole ? { settledOn: settled.toSorted().at(-1) } : {}),
  };
}

/**
 * True for what nobody could collect when a day began: it was cancelled, an acordo stood in its place, or it was a part of
 * one that had ended.
 */
export function isOutBefore({ status, movements }: Receivable, day: CivilDate): boolean {
  const last = movements.findLast(
    ({ acordo, stands, on }) => acordo !== undefined && stands !== undefined && on < day,
  );
  if (last?.outcome === 'replaced' || last?.outcome === 'cancelled') return true;
  return status === 'cancelled' && !movements.some(({ outcome }) => outcome === 'cancelled');
}

/** True for a part of an acordo that ended: what the acordo had replaced, of the same account, stands for it. */
export const isVoidPart = ({ status, acordo }: Receivable): boolean =>
  status === 'cancelled' && acordo !== undefined;

/** True for what acordos have to do with: a part of one, or what one has replaced. */
export const isOfAcordo = ({ acordo, movements }: Receivable): boolean =>
  acordo !== undefined || movements.some((movement) => movement.acordo !== undefined);

/** The ids of the parts of all acordos that replaced these receivables: what their debts also stand by. */
export const partsThatReplaced = (receivables: readonly Receivable[]): string[] =>
  receivables.flatMap((receivable) => acordosOf(receivable).flatMap(({ parts }) => parts));
