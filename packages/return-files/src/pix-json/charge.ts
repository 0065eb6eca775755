import { type Entry, isCivilDate, warning } from '@baixa/core';
import { z } from 'zod';
import type { ReadItem } from '../items.ts';
import type { ChargeSpans } from './about.ts';
import type { Spot } from './scan.ts';
import { PAYER, payerOf, TXID, valor } from './schema.ts';

/** What a charge says that its payments need not repeat. */
export type ChargeTerms = Pick<Entry, 'txid' | 'dueOn' | 'faceCents' | 'payer'>;

const CALENDARIO = z.looseObject({ dataDeVencimento: z.string().refine(isCivilDate).optional() });
const VALOR = z.looseObject({ original: valor.optional() });

/**
 * Reads the parts of a charge around its payments. One that cannot be read is left out with a warning, and takes no
 * payment with it. Source: API Pix 2.9.0, schemas `CobCompleta`, `CobVCompleta`, `CobRCompleta`.
 */
export function chargeTerms(
  parts: Partial<Record<keyof ChargeSpans, unknown>>,
  spot: Spot,
  out: ReadItem[],
): ChargeTerms {
  const read = <T>(name: keyof ChargeSpans, schema: z.ZodType<T>): T | undefined => {
    if (parts[name] === undefined || parts[name] === null) return undefined;
    const parsed = schema.safeParse(parts[name]);
    if (parsed.success) return parsed.data;
    const path = [name, ...(parsed.error.issues[0]?.path ?? [])].join('.');
    const found = warning(
      'pix.bad-charge',
      { ...spot, path },
      `The charge of this Pix has a ${path} that cannot be read, and it was left out.`,
      'The payment counts; look at its charge by hand.',
    );
    out.push({ type: 'problem', problem: found });
    return undefined;
  };
  return {
    txid: read('txid', TXID),
    dueOn: read('calendario', CALENDARIO)?.dataDeVencimento,
    faceCents: read('valor', VALOR)?.original,
    payer: payerOf(read('devedor', PAYER)),
  };
}
