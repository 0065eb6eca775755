import { type Cents, type CivilDate, formatBrl, type Problem } from '@baixa/core';
import { type AcordoPlan, type AcordoWish, partIdOf } from './acordo.ts';
import {
  type DebtOnTheDay,
  dateProblems,
  debtProblems,
  identifierProblems,
  type Part,
  partsOf,
  tell,
} from './acordo-checks.ts';

/**
 * Draws an acordo up: what it replaces, oldest first, and its parts to the centavo. Pure. Everything that is wrong is
 * told at once; the parts with the discount make what is due on the day with the charges, exactly.
 */
export function drawUp(
  wish: AcordoWish,
  known: DebtOnTheDay,
): { plan: AcordoPlan } | { problems: Problem[] } {
  const debts = known.named.flatMap((id) => known.debts.get(id) ?? []);
  const wrongDebts = debtProblems(known);
  const problems = [...wrongDebts, ...dateProblems(wish, known), ...identifierProblems(wish, known)];
  const debtCents = debts.reduce((sum, { dueCents }) => sum + dueCents, 0);
  const shared = share(wish, known.on, debtCents);
  // Against a debt that is not what it should be no sum can be held.
  if ('problem' in shared && wrongDebts.length === 0) problems.push(shared.problem);
  const [first] = debts;
  if (problems.length > 0 || 'problem' in shared || first === undefined) return { problems };
  const { id, discountCents, chargesCents, terms } = wish;
  const { company, account } = first.receivable;
  const strata = alike(debts.map(({ receivable }) => receivable.strata ?? {}));
  const payer = alike(
    debts.map(({ receivable: { identifiers } }) => ({ payerTaxId: identifiers.payerTaxId })),
  );
  const oldestFirst = debts.toSorted(
    ({ receivable: a }, { receivable: b }) =>
      (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0) || (a.id < b.id ? -1 : 1),
  );
  return {
    plan: {
      id,
      company,
      account,
      on: known.on,
      replaced: oldestFirst.map(({ receivable, dueCents }) => ({
        receivable: receivable.id,
        cents: dueCents,
      })),
      parts: shared.parts.map(({ cents, dueOn: due, identifiers }, part) => ({
        id: partIdOf(id, part),
        company,
        account,
        identifiers: { ...payer, ...identifiers },
        faceCents: cents,
        dueOn: due,
        ...(terms === undefined ? {} : { terms }),
        ...(Object.keys(strata).length === 0 ? {} : { strata }),
        acordo: { id, part },
      })),
      discountCents,
      chargesCents,
    },
  };
}

/** Gives every part its centavos: those without any share what is left equally, and the last takes the rounding. */
function share(
  wish: AcordoWish,
  on: CivilDate,
  debtCents: Cents,
): { parts: (Part & { cents: Cents })[] } | { problem: Problem } {
  const { discountCents, chargesCents } = wish;
  const parts = partsOf(wish);
  const toPay = debtCents + chargesCents - discountCents;
  const named = parts.reduce((sum, { cents = 0 }) => sum + cents, 0);
  const open = parts.filter(({ cents }) => cents === undefined).length;
  const left = toPay - named;
  const owed = `${formatBrl(debtCents)} are due on ${on}${chargesCents > 0 ? `, ${formatBrl(chargesCents)} are charged` : ''}${discountCents > 0 ? `, ${formatBrl(discountCents)} are let off` : ''}: ${formatBrl(toPay)}`;
  if (open === 0 ? left !== 0 : left < open)
    return {
      problem: tell(
        'sum',
        'instalments',
        open === 0
          ? `${owed} are to be paid, and the parts make ${formatBrl(named)}.`
          : `${owed} are to be paid, and what has an amount makes ${formatBrl(named)}: nothing is left for ${open} instalments.`,
        'Leave an instalment without cents and it takes what is left, or say discountCents or chargesCents.',
      ),
    };
  const each = open === 0 ? 0 : Math.floor(left / open);
  const last = parts.findLastIndex(({ cents }) => cents === undefined);
  return {
    parts: parts.map((part, index) => ({
      ...part,
      cents: part.cents ?? (index === last ? left - each * (open - 1) : each),
    })),
  };
}

/** What is the same in all of them. */
function alike<T extends object>(all: T[]): Partial<T> {
  const [first, ...others] = all;
  const same = Object.entries(first ?? {}).filter(
    ([name, value]) => value !== undefined && others.every((other) => other[name as keyof T] === value),
  );
  return Object.fromEntries(same) as Partial<T>;
}
