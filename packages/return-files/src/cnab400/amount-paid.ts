import { grossOfCredit, sumOfParts } from '@baixa/cnab240-parser';
import type { Cents, Entry } from '@baixa/core';

/**
 * What a bank's column of the amount paid holds.
 * `gross`: what the payer paid. `credited`: what was credited, after the tariff where the bank keeps it at settlement.
 * `principal`: what was paid less juros and multa, and less other expenses, unless the company chose otherwise.
 * `unclear`: the manual does not say whether juros and multa are in it, so the other amounts of the título tell.
 */
export type PaidMeaning = 'gross' | 'credited' | 'principal' | 'unclear';

/** What the payer paid; `doubtful` where the amounts of the título do not tell whether juros and multa are in it. */
export interface AmountPaid {
  cents: Cents;
  doubtful: boolean;
}

function chargesOf({ lateChargesCents, interestCents = 0, fineCents = 0 }: Entry): Cents {
  return lateChargesCents ?? interestCents + fineCents;
}

/** Banrisul: the amount of a part payment tells nothing, so charges are added unless the sum is exact with them. */
function ofPrincipal(stated: Cents, entry: Entry): Cents {
  const charges = chargesOf(entry);
  const expenses = entry.otherExpensesCents ?? 0;
  const whole = sumOfParts(entry);
  if (whole === stated) return stated;
  return whole === stated + expenses + charges ? whole : stated + charges;
}

/**
 * Works out what the payer paid from the column `stated`, whose meaning the bank declares. Amounts are centavos; the
 * entry has its other amounts already.
 */
export function amountPaid(meaning: PaidMeaning, stated: Cents, entry: Entry): AmountPaid {
  if (meaning === 'gross') return { cents: stated, doubtful: false };
  if (meaning === 'credited')
    return { cents: stated && grossOfCredit(stated, entry.feeCents ?? 0, entry), doubtful: false };
  if (meaning === 'principal') return { cents: ofPrincipal(stated, entry), doubtful: false };
  const charges = chargesOf(entry);
  const whole = sumOfParts(entry);
  if (charges === 0 || whole === stated) return { cents: stated, doubtful: false };
  return { cents: stated + charges, doubtful: whole !== stated + charges };
}
