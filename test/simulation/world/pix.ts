import {
  AGUAS_PIX,
  type BankLine,
  newEndToEndId,
  newReturnId,
  PIX_KEY,
  type Pix,
  type Portfolio,
  type Random,
  type Story,
  tellStory,
  writePixPages,
  writePixWebhook,
} from '@baixa/bank-simulator';
import { addDays, type CivilDate } from '@baixa/core';
import { DUE, fileOf, ofNobody } from './files.ts';
import type { WorldFile } from './world.ts';

export const PIX_STORIES: (Story | 'stranger' | 'keyless')[] = [
  'exact',
  'over',
  'givenBack',
  'twice',
  'stranger',
  'keyless',
  'short',
  'overcharged',
];

export function newPix(random: Random, line: BankLine, refund?: BankLine): Pix {
  const second = random.int(0, 80_000);
  const endToEndId = newEndToEndId(random, line.on, second);
  const payment: BankLine = { ...line, kind: 'payment', second, endToEndId };
  if (refund === undefined) return { payment, refunds: [] };
  const { receivable, covers, cents } = refund;
  const on = addDays(line.on, 1);
  const rtrId = newReturnId(random, on, second);
  const back = { receivable, covers, cents, on, second, endToEndId, rtrId };
  return { payment, refunds: [{ kind: 'reversal', ...back }] };
}

export function pixOf(portfolio: Portfolio, random: Random, story: (typeof PIX_STORIES)[number]): Pix[] {
  const on: CivilDate = random.pick(['2024-03-12', '2024-03-13', '2024-03-14']);
  if (story === 'keyless') return [newPix(random, { kind: 'payment', on, cents: random.int(1_000, 9_000) })];
  const receivable = portfolio.addWaterBill({ account: portfolio.newAccount(), dueOn: DUE });
  const facts = { receivable, on, tolerance: AGUAS_PIX.tolerance, random };
  const told = tellStory(story === 'stranger' ? 'exact' : story, facts);
  if (story === 'stranger') return told.map((line) => newPix(random, ofNobody(portfolio, line)));
  const refunds = told.filter(({ kind }) => kind === 'reversal');
  const [first, second] = told.filter(({ kind }) => kind !== 'reversal');
  return [
    newPix(random, first!, refunds[0]),
    // What was paid twice is given back.
    ...(second === undefined ? [] : [newPix(random, { ...second, on }, { ...second, kind: 'reversal' })]),
  ];
}

/** The document that tells of Pix without their txid. */
export const BLANK_PIX = 'pix-blank.json';

/** The same Pix as a statement may tell it: nothing but its endToEndId, which leads to what was told before. */
export const withoutTxid = ({ payment: { receivable: _, stranger: __, ...payment }, refunds }: Pix): Pix => ({
  payment,
  refunds: refunds.map(({ receivable: ___, ...refund }) => refund),
});

/**
 * The webhook tells of the Pix with a txid; the first asking of `GET /pix` gives the first `early` of all with their
 * refunds, the second gives all: much is told twice, some three times. A last document tells every second Pix without
 * its txid.
 */
export function pixFiles(all: Pix[], early: number): WorldFile[] {
  const told = all
    .filter(({ payment }) => (payment.receivable ?? payment.stranger) !== undefined)
    .map(({ payment }) => ({ payment, refunds: [] }));
  const page = (pix: Pix[], to: CivilDate) =>
    writePixPages(PIX_KEY, pix, { from: '2024-03-12', to, pageSize: 100 })[0]!.bytes;
  const file = (name: string, bytes: Uint8Array, pix: Pix[]) => {
    const lines = pix.flatMap(({ payment, refunds }) => [payment, ...refunds]);
    return fileOf(name, AGUAS_PIX, bytes, lines);
  };
  const first = all.slice(0, early);
  const blank = all.filter((_, index) => index % 2 === 0);
  const webhook = told.filter((_, index) => index % 3 !== 1);
  return [
    file('pix-webhook.json', writePixWebhook(PIX_KEY, webhook), webhook),
    file('pix-early.json', page(first, '2024-03-15'), first),
    file('pix-all.json', page(all, '2024-03-16'), all),
    file(BLANK_PIX, page(blank.map(withoutTxid), '2024-03-17'), blank),
  ];
}
