import { addDays, type CivilDate } from '@baixa/core';
import type { Random } from '../random.ts';
import type { Stated } from './facts.ts';

/** One movement of an account statement, in the terms of no format. */
export interface Movement {
  what: 'collection' | 'transfer' | 'pix' | 'deposit' | 'tariff' | 'supplier';
  on: CivilDate;
  /** Positive into the account. */
  cents: number;
  text: string;
  /** The document number: of a transfer the payer's CNPJ, of a Pix its endToEndId. */
  document: string;
  endToEndId?: string;
}

const CNPJ = '98765432000198';

/** Fourteen movements, of which only the Pix carry an identifier of their payment. */
export function movements(random: Random, endToEndId: (on: CivilDate, second: number) => string): Movement[] {
  const plan: [Movement['what'], string][] = [
    ['collection', 'COBRANCA'],
    ['transfer', 'TED RECEBIDA'],
    ['pix', 'PIX RECEBIDO'],
    ['tariff', 'TARIFA PIX'],
    ['deposit', 'DEPOSITO EM DINHEIRO'],
    ['pix', 'PIX RECEBIDO'],
    ['supplier', 'PAGTO FORNECEDOR'],
  ];
  return [...plan, ...plan].map(([what, text], at) => {
    const on = addDays('2026-11-16', Math.floor(at / 5));
    const cents = random.int(500, 90_000) * (what === 'tariff' || what === 'supplier' ? -1 : 1);
    if (what === 'pix') {
      const id = endToEndId(on, random.int(0, 80_000));
      return { what, on, cents, text, document: id, endToEndId: id };
    }
    return { what, on, cents, text, document: what === 'transfer' ? CNPJ : `DOC${1000 + at}` };
  });
}

/** A credit that carries the identifier of a payment is one, a tariff is the bank's; all else is only told. */
export function statedOfMovement({ what, cents, endToEndId }: Movement): Stated {
  if (what === 'tariff') return { kind: 'fee', feeCents: -cents };
  return endToEndId === undefined
    ? { kind: 'other' }
    : { kind: 'payment', paidCents: cents, netCents: cents };
}
