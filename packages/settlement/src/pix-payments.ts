import type { Entry } from '@baixa/core';
import { isMoneyIn, movedCents } from '@baixa/core';
import type { Payable } from './charge.ts';
import { moneyOf } from './generation.ts';
import type { Matched } from './look-up.ts';
import { isUnsure } from './match.ts';
import type { EntryContext } from './outcome-of-entry.ts';
import type { Chunk, PixPayments } from './ports.ts';

const PAYMENT = 'e2e:';

/** The natural key of a Pix payment. */
export const keyOfPix = (endToEndId: string): string => `${PAYMENT}${endToEndId}`;

/** The endToEndId of a natural key, or undefined where it is that of other money. */
export const pixOfKey = (key: string): string | undefined =>
  key.startsWith(PAYMENT) ? moneyOf(key).slice(PAYMENT.length) : undefined;

/**
 * True for a Pix, or what gives one back, that has to be looked for by its endToEndId: told without a txid, as statements
 * and CNAB 750 may. One that has its txid leads to the receivable by that, whose movements recognise it.
 */
export function isPixWithoutTxid(entry: Entry): entry is Entry & { endToEndId: string } {
  return entry.endToEndId !== undefined && entry.txid === undefined && movedCents(entry) !== 0;
}

/**
 * Notes which receivables the Pix of a chunk are about, before anything is written to them: whoever tells of the same
 * Pix without its txid either finds it here, or has claimed it before this chunk reads the claims. Gives the keys of
 * what was noted. A place is a round of a step of a chunk: another round, of some entries only, leaves it as it is.
 */
export async function notePix(
  pixPayments: PixPayments,
  { company, file, chunk, step, round }: Chunk & { round: number },
  matches: Matched[],
): Promise<string[]> {
  const found = matches.flatMap(({ told: { entry, key }, payable, matchedBy }) =>
    payable !== undefined &&
    entry.endToEndId !== undefined &&
    movedCents(entry) !== 0 &&
    !isUnsure(matchedBy) &&
    matchedBy !== 'endToEndId'
      ? { key, endToEndId: entry.endToEndId, receivable: payable.id }
      : [],
  );
  if (found.length === 0) return [];
  const place = `${file}/${chunk}/${step?.step ?? 1}/${round}`;
  await pixPayments.note(
    company,
    place,
    found.map(({ endToEndId, receivable }) => ({ endToEndId, receivable })),
  );
  return found.map(({ key }) => key);
}

/** Notes the receivable of a single Pix that was found late or by its payer, so that what gives it back finds it. */
export async function noteOnePix(
  pixPayments: PixPayments,
  { told: { entry, file }, rules }: Pick<EntryContext, 'told' | 'rules'>,
  { id }: Payable,
): Promise<void> {
  const { endToEndId, kind, offset } = entry;
  if (endToEndId === undefined || !isMoneyIn(kind)) return;
  await pixPayments.note(rules.company, `${file}:${offset}`, [{ endToEndId, receivable: id }]);
}
