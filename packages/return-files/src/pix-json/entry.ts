import { type Cents, type Entry, formatBrl, type Place, type Problem, problem, warning } from '@baixa/core';
import type { z } from 'zod';
import type { ReadItem } from '../items.ts';
import type { ChargeTerms } from './charge.ts';
import type { Spot } from './scan.ts';
import { COMPONENTS, PAYER, PIX, payerOf, REFUND, TXID } from './schema.ts';

function badItem(code: string, where: Place, what: string, error: z.ZodError, wayOut: string): Problem {
  const issue = error.issues[0];
  const path = issue?.path.join('.') ?? '';
  const own = issue?.message.startsWith('is ');
  const wrong = own ? issue?.message : 'is missing or of another type';
  return problem(code, { ...where, path }, `${what}: ${path === '' ? 'it' : path} ${wrong}.`, wayOut);
}

function partsDiffer(expected: Cents, paidCents: Cents, where: Place): Problem {
  return warning(
    'pix.components-differ',
    where,
    `The components of the amount make ${formatBrl(expected)}, and the amount is ${formatBrl(paidCents)}.`,
    'The payment counts with its whole amount; look at its charges by hand.',
  );
}

/** Source: API Pix 2.9.0, `ComponentesValor`: saque (withdrawal) and troco (change) never stand together. */
function bothCash(where: Place): Problem {
  return warning(
    'pix.saque-and-troco',
    where,
    'The amount has both saque and troco, which exclude each other.',
    'The payment counts with its whole amount; ask the bank what it was.',
  );
}

/** What the amount is made of, or undefined where the Pix does not say it, or not so that it can be read. */
function amounts(raw: unknown, paidCents: Cents, where: Place, out: ReadItem[]): Partial<Entry> | undefined {
  if (raw === undefined || raw === null) return undefined;
  const parsed = COMPONENTS.safeParse(raw);
  if (!parsed.success) {
    const found = badItem(
      'pix.bad-components',
      where,
      'The components of the amount cannot be read and were left out',
      parsed.error,
      'The payment counts with its whole amount; look at its charges by hand.',
    );
    out.push({ type: 'problem', problem: { ...found, severity: 'warning' } });
    return undefined;
  }
  const { original, saque, troco, juros, multa, abatimento, desconto } = parsed.data;
  const value = (part?: { valor: Cents }) => part?.valor ?? 0;
  const added = [original, saque, troco, juros, multa];
  const taken = [abatimento, desconto];
  const sum = (parts: typeof added) => parts.reduce((total, part) => total + value(part), 0);
  const isTold = [...added, ...taken].some((part) => part !== undefined);
  if (isTold && sum(added) - sum(taken) !== paidCents)
    out.push({ type: 'problem', problem: partsDiffer(sum(added) - sum(taken), paidCents, where) });
  if (saque && troco) out.push({ type: 'problem', problem: bothCash(where) });
  return {
    faceCents: original?.valor,
    interestCents: juros?.valor,
    fineCents: multa?.valor,
    discountCents: desconto?.valor,
    rebateCents: abatimento?.valor,
  };
}

function txidOf(raw: unknown, where: Place, out: ReadItem[]): string | undefined {
  if (raw === undefined || raw === null) return undefined;
  const txid = TXID.safeParse(raw);
  if (txid.success) return txid.data;
  out.push({
    type: 'problem',
    problem: warning(
      'pix.bad-txid',
      { ...where, path: 'txid' },
      'The txid is not made of 1 to 35 letters and digits and was left out.',
      'The payment can only be matched by hand.',
    ),
  });
  return undefined;
}

function payerIn(raw: unknown): Entry['payer'] {
  return raw === undefined ? undefined : payerOf(PAYER.safeParse(raw).data);
}

/**
 * Makes the entry of a payment, or a problem where what makes it money cannot be read. What the Pix does not say itself
 * is taken from the charge that it paid, where it stands in one.
 */
export function paymentEntry(
  raw: unknown,
  charge: ChargeTerms | undefined,
  spot: Spot,
  out: ReadItem[],
): Entry | undefined {
  const parsed = PIX.safeParse(raw);
  if (!parsed.success) {
    const what = 'This Pix cannot be read, and no entry was made of it';
    const wayOut = 'Ask the bank for it again with GET /pix/{e2eid}.';
    out.push({ type: 'problem', problem: badItem('pix.bad-item', spot, what, parsed.error, wayOut) });
    return undefined;
  }
  const pix = parsed.data;
  const entry: Entry = {
    line: spot.line,
    offset: spot.offset,
    kind: 'payment',
    reasons: [],
    endToEndId: pix.endToEndId,
    txid: txidOf(pix.txid, spot, out) ?? charge?.txid,
    dueOn: charge?.dueOn,
    paidOn: pix.horario,
    creditedOn: pix.horario,
    paidCents: pix.valor,
    ...(amounts(pix.componentesValor, pix.valor, spot, out) ?? { faceCents: charge?.faceCents }),
    channel: 'pix',
    payer: payerIn(pix.pagador) ?? charge?.payer,
  };
  out.push({ type: 'entry', entry });
  return entry;
}

/**
 * Makes the entry of a devolução of a payment. Only DEVOLVIDO gave money back; in any other status it is told as
 * `other`, and moves nothing.
 */
export function refundEntry(raw: unknown, payment: Entry, spot: Spot, out: ReadItem[]): void {
  const parsed = REFUND.safeParse(raw);
  if (!parsed.success) {
    const what = 'This devolução cannot be read, and no entry was made of it';
    const wayOut = 'Ask the bank for it again with GET /pix/{e2eid}/devolucao/{id}.';
    out.push({ type: 'problem', problem: badItem('pix.bad-refund', spot, what, parsed.error, wayOut) });
    return;
  }
  const { rtrId, valor, status, natureza, horario } = parsed.data;
  const common = {
    line: spot.line,
    offset: spot.offset,
    occurrence: status,
    reasons: natureza === undefined ? [] : [natureza],
    endToEndId: payment.endToEndId,
    txid: payment.txid,
    reversalId: rtrId,
    channel: 'pix',
  };
  if (status !== 'DEVOLVIDO') {
    out.push({ type: 'entry', entry: { ...common, kind: 'other', processedOn: horario.solicitacao } });
    return;
  }
  const paidOn = horario.liquidacao ?? horario.solicitacao;
  out.push({ type: 'entry', entry: { ...common, kind: 'reversal', paidOn, paidCents: valor } });
}
