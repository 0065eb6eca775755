import { type CivilDate, decimalOfCents, invariant } from '@baixa/core';
import { instantOf } from './calendar.ts';
import type { BankLine } from './labels.ts';
import type { Random } from './random.ts';

/** A Pix with its refunds so far: what a webhook body or a page of `GET /pix` is a list of. API Pix 2.9.0. */
export interface Pix {
  payment: BankLine;
  refunds: BankLine[];
}

/** The entries that some Pix tell, in the order in which they stand: each payment, then its refunds. */
export function linesOfPix(pix: readonly Pix[]): BankLine[] {
  return pix.flatMap(({ payment, refunds }) => [payment, ...refunds]);
}

const ISPB = '99999999';

function stampOf(on: CivilDate, second: number): string {
  return instantOf(on, second, 'Z').replace(/\D/g, '').slice(0, 12);
}

/** `E`, the payer's ISPB (no bank has this one), the minute in UTC, 11 letters and digits. */
export function newEndToEndId(random: Random, on: CivilDate, second: number): string {
  return `E${ISPB}${stampOf(on, second)}${random.text(11)}`;
}

/** `D`, otherwise as an endToEndId. */
export function newReturnId(random: Random, on: CivilDate, second: number): string {
  return `D${ISPB}${stampOf(on, second)}${random.text(11)}`;
}

const money = (cents: number) => ({ valor: decimalOfCents(cents) });

/** What the amount is made of, where the charge had fine, interest, discount or rebate. */
function componentsOf(line: BankLine): object {
  const { fineCents = 0, interestCents = 0, discountCents = 0, rebateCents = 0, cents } = line;
  if (fineCents + interestCents + discountCents + rebateCents === 0) return {};
  return {
    componentesValor: {
      original: money(cents - fineCents - interestCents + discountCents + rebateCents),
      ...(fineCents > 0 ? { multa: money(fineCents) } : {}),
      ...(interestCents > 0 ? { juros: money(interestCents) } : {}),
      ...(discountCents > 0 ? { desconto: money(discountCents) } : {}),
      ...(rebateCents > 0 ? { abatimento: money(rebateCents) } : {}),
    },
  };
}

function pixObject(key: string, { payment, refunds }: Pix): object {
  const txid = (payment.receivable ?? payment.stranger)?.identifiers.txid;
  return {
    endToEndId: payment.endToEndId,
    ...(txid === undefined ? {} : { txid }),
    valor: decimalOfCents(payment.cents),
    ...componentsOf(payment),
    chave: key,
    horario: instantOf(payment.on, payment.second ?? 0, 'Z'),
    ...(refunds.length === 0 ? {} : { devolucoes: refunds.map(refundObject) }),
  };
}

function refundObject({ rtrId, cents, on, second = 0 }: BankLine, index: number): object {
  return {
    id: `DEV${String(index + 1).padStart(4, '0')}`,
    rtrId,
    valor: decimalOfCents(cents),
    natureza: 'ORIGINAL',
    horario: {
      solicitacao: instantOf(on, second, 'Z'),
      liquidacao: instantOf(on, second + 2, 'Z'),
    },
    status: 'DEVOLVIDO',
  };
}

function json(value: object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** The body that a bank posts to the webhook of a key. It tells only of Pix with a txid. */
export function writePixWebhook(key: string, pix: readonly Pix[]): Uint8Array {
  for (const { payment } of pix)
    invariant(
      (payment.receivable ?? payment.stranger)?.identifiers.txid !== undefined,
      'a webhook tells only of Pix with a txid',
    );
  return json({ pix: pix.map((one) => pixObject(key, one)) });
}

/** The pages of `GET /pix` for the days from `from` to `to`. */
export function writePixPages(
  key: string,
  pix: readonly Pix[],
  { from, to, pageSize }: { from: CivilDate; to: CivilDate; pageSize: number },
): { bytes: Uint8Array; pix: Pix[] }[] {
  const pages = Math.max(1, Math.ceil(pix.length / pageSize));
  return Array.from({ length: pages }, (_, page) => {
    const own = pix.slice(page * pageSize, (page + 1) * pageSize);
    const bytes = json({
      parametros: {
        inicio: instantOf(from, 0, 'Z'),
        fim: instantOf(to, 86_399, 'Z'),
        paginacao: {
          paginaAtual: page,
          itensPorPagina: pageSize,
          quantidadeDePaginas: pages,
          quantidadeTotalDeItens: pix.length,
        },
      },
      pix: own.map((one) => pixObject(key, one)),
    });
    return { bytes, pix: own };
  });
}
