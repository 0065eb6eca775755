import { type EntryKind, isMoneyIn } from '@baixa/core';
import { brCode } from './br-code.ts';
import type { Stated } from './facts.ts';
import type { Figures } from './figures.ts';
import type { Numbered } from './nosso-numeros.ts';
import type { Told } from './told.ts';

/** The bank's código de movimento for a kind, with the motivos that make it that kind. */
export interface Code {
  occurrence: string;
  reasons?: string;
}

export type Codes = Partial<Record<EntryKind, Code>>;

/** What a bank means by its columns of money. Absent is: gross paid, all of it credited, tariff on payments. */
export interface Money {
  /**
   * What the column of the amount paid holds. `credited`: after the tariff (Itaú). `without-late`: without fine and
   * interest, which have columns of their own (Banrisul, Caixa 400).
   */
  paidIs?: 'credited' | 'without-late';
  /** What is credited, where a column says it. `none`: the layout has no such column. */
  netIs?: 'paid' | 'less-fee' | 'none';
  /** The kinds whose record carries a tariff. */
  feeOn?: readonly EntryKind[];
}

const PAYMENTS: readonly EntryKind[] = [
  'payment',
  'partial-payment',
  'notary-payment',
  'unregistered-payment',
];
const FEE_ON: readonly EntryKind[] = [...PAYMENTS, 'fee'];

/** What the entry of a título must state, by the bank's meaning of its columns. */
export function statedOf(told: Told, { netIs = 'paid', feeOn = FEE_ON }: Money): Stated {
  const { kind, faceCents, paidCents } = told;
  const feeCents = feeOn.includes(kind) ? told.feeCents : 0;
  const moves = isMoneyIn(kind) || kind === 'reversal';
  const credited = netIs === 'less-fee' && isMoneyIn(kind) ? paidCents - feeCents : paidCents;
  return { kind, faceCents, paidCents, netCents: moves && netIs !== 'none' ? credited : 0, feeCents };
}

/** What the columns of a título hold. */
export function figuresOf(
  told: Told,
  { occurrence, reasons = '' }: Code,
  { nosso, digit }: Numbered,
  money: Money,
): Partial<Figures> & Stated {
  const stated = statedOf(told, money);
  const { feeCents = 0, netCents = 0 } = stated;
  const { fineCents, interestCents, discountCents, rebateCents, paidCents, faceCents, payer } = told;
  const late = fineCents + interestCents;
  const paid =
    money.paidIs === 'credited' ? netCents : money.paidIs === 'without-late' ? paidCents - late : paidCents;
  const number = String(told.number).padStart(6, '0');
  const txid = `BAIXA${number.padStart(25, '0')}`;
  const location = `pix.exemplo.com.br/qr/v2/cobv/${number}`;
  return {
    ...stated,
    occurrence,
    reasons,
    nosso,
    nossoDigit: digit,
    nossoFull: nosso + digit,
    seuNumero: `F${number}`,
    companyUse: `REC-${number}`,
    txid,
    location,
    txidRight: txid.padStart(35),
    locationRight: location.padStart(77),
    emv: brCode(location, txid),
    dueOn: told.dueOn,
    occurredOn: told.on,
    creditedOn: told.creditedOn,
    creditedYmd: told.creditedOn,
    face: faceCents,
    paid,
    net: netCents,
    fee: feeCents,
    fine: fineCents,
    interest: interestCents,
    late,
    discount: discountCents,
    rebate: rebateCents,
    granted: discountCents + rebateCents,
    direction: isMoneyIn(told.kind) ? '2' : told.kind === 'reversal' ? '1' : '0',
    payerType: payer.taxId > 99_999_999_999 ? 2 : 1,
    payerTaxId: payer.taxId,
    payerName: payer.name,
  };
}
