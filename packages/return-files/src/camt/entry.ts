import { shapeOf } from '@baixa/cnab240-parser';
import type { Cents, Entry } from '@baixa/core';
import type { ReadItem } from '../items.ts';
import { pixIdentifiersIn } from '../statement/end-to-end-id.ts';
import { entryOfMovement, type Movement, type Nature } from '../statement/movement.ts';
import { taxIdOfDocument } from '../statement/tax-ids.ts';
import { isTxid } from '../statement/txid.ts';
import type { Spot } from '../statement/whole-text.ts';
import type { NtryElement } from './elements.ts';
import { detailsDiffer, noAmount, noDate, noSide, otherCurrency, unknownStatus } from './problems.ts';
import { amountOf, amountPathOf, dayOf, firstOf, type Values } from './values.ts';

const BOOKED = new Set(['', 'BOOK']);
const PENDING = new Set(['PDNG', 'INFO', 'FUTR']);
/** Charges, fees, commissions. Source: ISO 20022 external code set, bank transaction sub-families. */
const CHARGES = new Set(['CHRG', 'FEES', 'COMM', 'COMT']);
/** Merchant card transactions, another bank transaction family. */
const CARDS = 'MCRD';

/** What an entry moved. */
export interface Moved {
  cents: Cents;
  booked: boolean;
}

interface Codes {
  occurrence?: string;
  reasons: string[];
  nature?: Nature;
}

/** Domain, family and sub-family, else the bank's own code, which otherwise stands beside them. */
function codesOf(values: Values): Codes {
  const code = 'BkTxCd';
  const parts = ['Domn/Cd', 'Domn/Fmly/Cd', 'Domn/Fmly/SubFmlyCd'].map((it) => values.get(`${code}/${it}`));
  const domain = parts.filter((part) => part !== undefined).join('/');
  const own = values.get(`${code}/Prtry/Cd`);
  const charge = CHARGES.has(parts[2] ?? '');
  return {
    occurrence: domain === '' ? own : domain,
    reasons: domain === '' || own === undefined ? [] : [own],
    nature: charge ? 'tariff' : parts[1] === CARDS ? 'lump' : undefined,
  };
}

const isTrue = (value: string | undefined) => value === 'true' || value === '1';

function isReturned(...elements: Values[]): boolean {
  return elements.some(
    (values) =>
      isTrue(values.get('RvslInd')) ||
      values.has('RtrInf/Rsn/Cd') ||
      values.has('RtrInf/OrgnlBkTxCd/Prtry/Cd'),
  );
}

function payerOf(values: Values): Entry['payer'] {
  const debtor = 'RltdPties/Dbtr';
  const name = firstOf(values, `${debtor}/Nm`, `${debtor}/Pty/Nm`);
  const paths = ['PrvtId/Othr/Id', 'OrgId/Othr/Id'];
  const taxId = firstOf(values, ...paths.flatMap((it) => [`${debtor}/Id/${it}`, `${debtor}/Pty/Id/${it}`]));
  const known = taxId === undefined ? undefined : taxIdOfDocument(taxId);
  return name === undefined && known === undefined ? undefined : { taxId: known, name };
}

const TEXTS = ['RmtInf/Ustrd', 'AddtlTxInf', 'AddtlNtryInf'];
const REFERENCES = [
  'Refs/EndToEndId',
  'Refs/TxId',
  'Refs/InstrId',
  'Refs/MsgId',
  'Refs/AcctSvcrRef',
  'Refs/Prtry/Ref',
  'RmtInf/Strd/CdtrRefInf/Ref',
  'RmtInf/Strd/AddtlRmtInf',
];

function joined(values: Values, paths: readonly string[]): string {
  return paths
    .map((path) => values.get(path))
    .filter((text) => text !== undefined)
    .join(' ');
}

type Told = Pick<
  Movement,
  'text' | 'references' | 'endToEndId' | 'txid' | 'payer' | 'occurrence' | 'reasons' | 'nature'
>;

/** What a transaction, or an entry without any, tells of itself. */
function toldBy(entry: Values, details: Values | undefined): Told {
  const own = details ?? entry;
  const codes = codesOf(own);
  const { occurrence, reasons, nature } = codes.occurrence === undefined ? codesOf(entry) : codes;
  const txid = own.get('Refs/TxId') ?? '';
  const isEndToEndId = /^[ED]\d{20}/.test(txid);
  return {
    text: [joined(own, TEXTS), own === entry ? '' : joined(entry, TEXTS)].filter((it) => it !== '').join(' '),
    references: `${joined(own, REFERENCES)} ${own === entry ? '' : (entry.get('AcctSvcrRef') ?? '')}`,
    endToEndId: pixIdentifiersIn(own.get('Refs/EndToEndId') ?? '').endToEndId,
    txid: isTxid(txid) && !isEndToEndId ? txid : undefined,
    payer: payerOf(own),
    occurrence,
    reasons,
    nature: isReturned(entry, own) ? 'returned' : nature,
  };
}

interface Part {
  cents: Cents;
  currency: string;
  spot: Spot;
  values: Values;
}

/** The amounts of the transactions, or undefined where one has none: then the entry is one. */
function partsOf({ values: entry, details }: NtryElement): Part[] | undefined {
  const parts: Part[] = [];
  for (const { spot, values } of details) {
    const path = amountPathOf(values) ?? '';
    const amount = amountOf(values.get(path));
    if (amount === undefined) return undefined;
    const side = values.get('CdtDbtInd') ?? entry.get('CdtDbtInd');
    parts.push({
      cents: side === 'DBIT' ? 0 - amount : amount,
      currency: values.get(`${path}@Ccy`) ?? entry.get('Amt@Ccy') ?? '',
      spot,
      values,
    });
  }
  return parts;
}

/**
 * Adds the entries of a Ntry to `out`, and the problems met: one for each of its transactions where they have amounts,
 * else one. Only what is booked is money. What the entry moved is told even where its transactions make another sum.
 */
export function readEntry(element: NtryElement, out: ReadItem[]): Moved | undefined {
  const { spot, values, details } = element;
  const amount = amountOf(values.get('Amt'));
  const currency = values.get('Amt@Ccy') ?? '';
  const side = values.get('CdtDbtInd') ?? '';
  const tell = (problem: ReturnType<typeof noDate>) => out.push({ type: 'problem', problem });
  if (amount === undefined) tell(noAmount(spot, shapeOf((values.get('Amt') ?? '').slice(0, 40))));
  else if (currency !== 'BRL') tell(otherCurrency(spot, shapeOf(currency) === 'AAA' ? currency : ''));
  else if (side !== 'CRDT' && side !== 'DBIT') tell(noSide(spot, shapeOf(side.slice(0, 10))));
  if (amount === undefined || currency !== 'BRL' || (side !== 'CRDT' && side !== 'DBIT')) return undefined;
  const cents = side === 'DBIT' ? 0 - amount : amount;
  const status = firstOf(values, 'Sts', 'Sts/Cd', 'Sts/Prtry') ?? '';
  const booked = BOOKED.has(status);
  const contradictory = !booked && !PENDING.has(status);
  if (contradictory) tell(unknownStatus(spot, shapeOf(status.slice(0, 10))));
  const postedOn = dayOf(values, 'BookgDt');
  if (booked && postedOn === undefined) tell(noDate(spot));
  const common = {
    postedOn,
    valuedOn: dayOf(values, 'ValDt'),
    pending: PENDING.has(status),
    contradictory,
  };
  const add = (place: Spot, moved: Cents, transaction: Values | undefined) => {
    const { line, offset } = place;
    const entry = entryOfMovement({ line, offset, cents: moved, ...common, ...toldBy(values, transaction) });
    out.push({ type: 'entry', entry });
  };
  const parts = partsOf(element);
  const sum = parts?.reduce((total, part) => total + part.cents, 0);
  if (parts !== undefined && parts.length > 0 && sum !== undefined && sum !== cents)
    tell(detailsDiffer(spot, sum, cents));
  if (parts === undefined || parts.length < 2)
    add(spot, cents, details.length === 1 ? details[0]?.values : undefined);
  else
    for (const part of parts)
      if (part.currency === 'BRL') add(part.spot, part.cents, part.values);
      else tell(otherCurrency(part.spot, shapeOf(part.currency) === 'AAA' ? part.currency : ''));
  return { cents, booked };
}
