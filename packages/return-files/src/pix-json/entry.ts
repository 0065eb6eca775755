import { type Cents, type Entry, formatBrl, type Place, type Problem, problem, warning } from '@baixa/core';
import type { z } from 'zod';
import type { ReadItem } from '../items.ts';
import { COMPONENTS, PAYER, PIX, REFUND, TXID } from './schema.ts';

/** Where an object stands. */
export interface Spot {
  line: number;
  column: number;
  offset: number;
}

function badItem(code: string, where: Place, what: string, error: z.ZodError, wayOut: string): Problem {
  const issue = error.issues[0];
  const path = issue?.path.join('.') ?? '';
  const wrong =
    issue?.code === 'invalid_type' ? 'is missing or of another type' : (issue?.message ?? 'is wrong');
  return problem(code, { ...where, path }, `${what}: ${path === '' ? 'it' : path} ${wrong}.`, wayOut);
}

function amounts(raw: unknown, paidCents: Cents, where: Place, out: ReadItem[]): Partial<Entry> {
  if (raw === undefined || raw === null) return {};
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
    return {};
  }
  const { original, saque, troco, juros, multa, abatimento, desconto } = parsed.data;
  const value = (part?: { valor: Cents }) => part?.valor ?? 0;
  const sum = [original, saque, troco, juros, multa].reduce((total, part) => total + value(part), 0);
  const expected = sum - value(abatimento) - value(desconto);
  if (original && expected !== paidCents)
    out.push({
      type: 'problem',
      problem: warning(
        'pix.components-differ',
        where,
        `The components of the amount make ${formatBrl(expected)}, and the amount is ${formatBrl(paidCents)}.`,
        'The payment counts with its whole amount; look at its charges by hand.',
      ),
    });
  return {
    faceCents: original?.valor,
    interestCents: juros?.valor,
    fineCents: multa?.valor,
    discountCents: desconto?.valor,
    rebateCents: abatimento?.valor,
  };
}

function payerOf(raw: unknown): Entry['payer'] {
  const payer = PAYER.safeParse(raw);
  if (!payer.success) return undefined;
  const { cpf, cnpj, nome } = payer.data;
  const taxId = cpf ?? cnpj;
  return taxId === undefined && nome === undefined ? undefined : { taxId, name: nome };
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

/** Makes the entry of a payment, or a problem where what makes it money cannot be read. */
export function paymentEntry(raw: unknown, spot: Spot, out: ReadItem[]): Entry | undefined {
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
    txid: txidOf(pix.txid, spot, out),
    paidOn: pix.horario,
    creditedOn: pix.horario,
    paidCents: pix.valor,
    ...amounts(pix.componentesValor, pix.valor, spot, out),
    channel: 'pix',
    payer: payerOf(pix.pagador),
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
