import { centsOfDecimal, civilDateOf } from '@baixa/core';
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

const valor = z.string().transform((text, check) => {
  const cents = centsOfDecimal(text);
  if (cents !== undefined) return cents;
  check.addIssue({ code: 'custom', message: 'is no amount with a point and two decimals' });
  return z.NEVER;
});

/** An instant of RFC 3339, read into the civil date it had in São Paulo. */
const horario = z.string().transform((text, check) => {
  const date = civilDateOrUndefined(text);
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
  endToEndId: z.string().regex(/^[a-zA-Z0-9]{32}$/, 'is not made of 32 letters and digits'),
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

export const REFUND = z.looseObject({
  rtrId: z.string().regex(/^[a-zA-Z0-9]{32}$/, 'is not made of 32 letters and digits'),
  valor,
  status: z.string(),
  natureza: z.string().optional(),
  horario: z.looseObject({ solicitacao: horario.optional(), liquidacao: horario.optional() }),
});
