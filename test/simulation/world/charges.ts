import { type BankLine, exactPayment, type Pix, type Portfolio, type Random } from '@baixa/bank-simulator';
import { addDays } from '@baixa/core';
import type { ChargeRegistration } from '@baixa/settlement';
import { DUE } from './files.ts';
import { newPix } from './pix.ts';

export type ChargeStory = 'exact' | 'over' | 'short' | 'twice' | 'givenBack' | 'onePaid';
export const CHARGE_STORIES: ChargeStory[] = ['exact', 'over', 'short', 'twice', 'givenBack', 'onePaid'];

export interface MadeCharge {
  charge: ChargeRegistration;
  lines: BankLine[];
}

/** Some bills, one charge for all of them, and what became of it. All is paid on time. */
export function chargeOf(
  portfolio: Portfolio,
  random: Random,
  kind: 'water' | 'school' | 'pix',
  story: ChargeStory,
): MadeCharge {
  const bills = Array.from({ length: random.int(2, 4) }, (_, index) => {
    const facts = { account: portfolio.newAccount(), dueOn: addDays(DUE, 7 * index) };
    return kind === 'school' ? portfolio.addSchoolFee(facts) : portfolio.addWaterBill(facts);
  });
  const face = bills.reduce((sum, { faceCents }) => sum + faceCents, 0);
  const receivable = { ...portfolio.stranger(bills[0]!), faceCents: face };
  const asGiven = random.chance(50);
  const covers = random
    .shuffle(bills)
    .map(({ id, faceCents }) => ({ receivable: id, ...(asGiven ? { cents: faceCents } : {}) }));
  const { id, company, identifiers, dueOn } = receivable;
  const charge = { id, company, identifiers, faceCents: face, dueOn, covers };
  const on = addDays(DUE, kind === 'pix' ? -random.int(6, 8) : -random.int(4, 10));
  const pays = (cents: number, later = 0): BankLine => ({
    kind: 'payment',
    receivable,
    covers: bills,
    on: addDays(on, later),
    cents,
  });
  const lines: Record<ChargeStory, () => BankLine[]> = {
    exact: () => [pays(face)],
    over: () => [pays(face + random.int(500, 5_000))],
    short: () => [pays(face - random.int(500, 3_000))],
    twice: () => [pays(face), pays(face, 1)],
    // A bank's estorno is of the whole payment; a Pix may come back in part, with the rest later.
    givenBack: () => [pays(face + 700), { ...pays(face + 700, 2), kind: 'reversal' }],
    // One of the bills is also paid by its own number.
    onePaid: () => [exactPayment(bills[0]!, on), pays(face, 1)],
  };
  return { charge, lines: lines[story]() };
}

/** The Pix of a charge's story. What is given back comes back in two goes. */
export function pixOfCharge(random: Random, lines: BankLine[]): Pix[] {
  const [back] = lines.filter(({ kind }) => kind === 'reversal');
  return lines
    .filter(({ kind }) => kind === 'payment')
    .map((line) => {
      if (back === undefined) return newPix(random, line);
      const first = random.int(1, back.cents - 1);
      const made = newPix(random, line, { ...back, cents: first });
      const rest = newPix(random, line, { ...back, cents: back.cents - first });
      const { endToEndId } = made.payment;
      return {
        ...made,
        refunds: [...made.refunds, ...rest.refunds.map((refund) => ({ ...refund, endToEndId }))],
      };
    });
}
