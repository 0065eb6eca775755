import { centsOfDecimal, civilDateOf, type Entry } from '@baixa/core';
import { z } from 'zod';

/**
 * The objects of API Pix that tell of money. Unknown fields and values are accepted: the standard calls new ones a
 * compatible change. Source: API Pix 2.9.0, schemas `Pix`, `ComponentesValor`, `Devolucao`.
 */

function civilDateOrUndefined(instant: string): string | undefined {
  try {
    return civilDateOf(instant);
  } catch {
    return undefined;
  }
}

const IN_UTC = /^\d{4}-\d\d-\d\dT\d\d:[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/;
const MOST_HOURS = 4096;
const knownHours = new Map<string, string | undefined>();

/** São Paulo has always been whole hours from UTC since there are Pix, so that an hour of UTC lies in one of its days. */
function dayOf(instant: string): string | undefined {
  if (!IN_UTC.test(instant)) return civilDateOrUndefined(instant);
  const hour = instant.slice(0, 13);
  const known = knownHours.get(hour);
  if (known !== undefined) return known;
  if (knownHours.size >= MOST_HOURS) knownHours.clear();
  const day = civilDateOrUndefined(instant);
  knownHours.set(hour, day);
  return day;
}

/** Why a value that should be text is none. */
const notText = ({ input }: { input?: unknown }): string => {
  if (input === undefined) return 'is missing';
  return typeof input === 'number' ? 'is a number, where API Pix writes text' : 'is of another type';
};

/** An amount in centavos. A number is refused: what wrote it may have rounded it. */
export const valor = z.string({ error: notText }).transform((text, check) => {
  const cents = centsOfDecimal(text);
  if (cents !== undefined) return cents;
  check.addIssue({ code: 'custom', message: 'is no amount with a point and two decimals' });
  return z.NEVER;
});

/** An instant of RFC 3339, read into the civil date it had in São Paulo. */
const horario = z.string({ error: notText }).transform((text, check) => {
  const date = dayOf(text);
  if (date !== undefined) return date;
  check.addIssue({ code: 'custom', message: 'is no instant of RFC 3339' });
  return z.NEVER;
});

const component = z.looseObject({ valor }).optional();

export const COMPONENTS = z.looseObject({
  original: component,
  saque: component,
  troco: component,
  juros: component,
  multa: component,
  abatimento: component,
  desconto: component,
});

/** What must be right for a Pix to be counted as money. The rest is looked at by itself. */
export const PIX = z.looseObject({
  endToEndId: z.string({ error: notText }).regex(/^[a-zA-Z0-9]{32}$/, 'is not made of 32 letters and digits'),
  valor,
  horario,
  txid: z.unknown().optional(),
  chave: z.unknown().optional(),
  componentesValor: z.unknown().optional(),
  devolucoes: z.unknown().optional(),
  pagador: z.unknown().optional(),
});

export const TXID = z.string().regex(/^[a-zA-Z0-9]{1,35}$/);

/** Not in the standard, sent by many banks. */
export const PAYER = z.looseObject({
  cpf: z.string().optional(),
  cnpj: z.string().optional(),
  nome: z.string().optional(),
});

/** A CNPJ may have letters. */
export function payerOf(payer: z.infer<typeof PAYER> | undefined): Entry['payer'] {
  const taxId = payer?.cpf ?? payer?.cnpj;
  const name = payer?.nome;
  return taxId === undefined && name === undefined ? undefined : { taxId, name };
}

export const REFUND = z.looseObject({
  rtrId: z.string({ error: notText }).regex(/^[a-zA-Z0-9]{32}$/, 'is not made of 32 letters and digits'),
  valor,
  status: z.string({ error: notText }),
  natureza: z.string().optional(),
  horario: z.looseObject({ solicitacao: horario.optional(), liquidacao: horario.optional() }),
});
