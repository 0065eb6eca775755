import { addDays, type CivilDate } from '@baixa/core';
import { type Case, PIX_NIGHT } from './cases.ts';
import type { Delivery } from './deliveries.ts';
import type { BankLine } from './labels.ts';
import type { OrdinaryBill } from './ordinary-bills.ts';
import { type Story, tellStory } from './payment-stories.ts';
import { linesOfPix, newEndToEndId, newReturnId, type Pix, writePixPages, writePixWebhook } from './pix.ts';
import { AGUAS_PIX, PIX_KEY, type Portfolio } from './portfolio.ts';
import type { Random } from './random.ts';
import type { Receivable } from './receivable.ts';

const FROM = '2024-03-04';
/** The webhook's body holds what it told up to `PIX_NIGHT`; the pages are asked for up to this day. */
const TO = '2024-03-09';
const PAGE_SIZE = 25;
/** 23:30: the next day in UTC, the same day for the customer. */
const AT_NIGHT = 23 * 3600 + 30 * 60;

interface PixFacts {
  portfolio: Portfolio;
  random: Random;
  cases: readonly Case[];
  bills: readonly OrdinaryBill[];
}

/**
 * Four days of Pix: a webhook's body, then the pages of `GET /pix`, which tell what the webhook told once more, and
 * besides what it never tells: refunds made meanwhile and Pix without a txid.
 */
export function pixDeliveries({ portfolio, random, cases, bills }: PixFacts): Delivery[] {
  const all: Pix[] = [];
  const addPix = (line: BankLine, refunds: BankLine[] = []): void => {
    const second = line.second ?? random.int(0, 86_399);
    const endToEndId = newEndToEndId(random, line.on, second);
    const payment: BankLine = { ...line, kind: 'payment', second, endToEndId };
    all.push({ payment, refunds: refunds.map((refund) => refundOf(random, payment, refund)) });
  };

  for (const { lines } of cases.filter(({ fate }) => fate === 'recovered-by-pix'))
    for (const line of lines) addPix({ ...line, on: PIX_NIGHT, second: AT_NIGHT });
  bills
    .filter(({ story }) => story === 'pix')
    .forEach(({ receivable }, index) => {
      addStory(addPix, random, receivable, PIX_STORIES[index % PIX_STORIES.length]!);
    });
  for (const receivable of alreadyPaid(bills))
    addPix({ kind: 'payment', receivable, on: PIX_NIGHT, cents: receivable.faceCents });
  const like = bills.find(({ receivable }) => receivable.company === 'aguas')!.receivable;
  addPix({ kind: 'payment', stranger: portfolio.stranger(like), on: FROM, cents: 7_310 });
  addPix({ kind: 'payment', on: FROM, cents: 4_200 });
  addPix({ kind: 'payment', on: TO, cents: 9_999 });

  all.sort((a, b) => momentOf(a.payment).localeCompare(momentOf(b.payment), 'en'));
  // Of a charge that was paid twice, the webhook must not tell the second Pix and leave out the first.
  const isTold = (pix: Pix) => pix.payment.second === AT_NIGHT || random.chance(60);
  const charges = new Set(all.filter((pix) => chargeOf(pix) !== undefined && isTold(pix)).map(chargeOf));
  const told = all
    .filter(({ payment }) => payment.on <= PIX_NIGHT)
    .filter((pix) => charges.has(chargeOf(pix)))
    .map(({ payment }) => ({ payment, refunds: [] }));
  const pages = writePixPages(PIX_KEY, all, { from: FROM, to: TO, pageSize: PAGE_SIZE });
  return [
    delivery('pix-webhook.json', addDays(PIX_NIGHT, 1), writePixWebhook(PIX_KEY, told), told),
    ...pages.map(({ bytes, pix }, page) => delivery(`pix-page-${page}.json`, addDays(TO, 1), bytes, pix)),
  ];
}

const PIX_STORIES: Story[] = [
  'exact',
  'exact',
  'over',
  'exact',
  'givenBack',
  'exact',
  'twice',
  'exact',
  'exact',
  'short',
  'exact',
  'overcharged',
];

function addStory(
  addPix: (line: BankLine, refunds?: BankLine[]) => void,
  random: Random,
  receivable: Receivable,
  story: Story,
): void {
  const on = random.pick([FROM, PIX_NIGHT]);
  const lines = tellStory(story, { receivable, on, tolerance: AGUAS_PIX.tolerance, random });
  const refunds = lines.filter(({ kind }) => kind === 'reversal');
  const [first, second] = lines.filter(({ kind }) => kind !== 'reversal');
  if (first !== undefined) addPix(first, refunds);
  // What was paid twice is given back: it was never applied.
  if (second !== undefined) addPix(second, [{ ...second, kind: 'reversal' }]);
}

/** Bills that the boleto settled long before, and that are paid once more by Pix. */
function alreadyPaid(bills: readonly OrdinaryBill[]): Receivable[] {
  return bills
    .filter(({ receivable, story }) => receivable.company === 'aguas' && story === 'exact')
    .filter(({ lines }) => lines.every(({ on }) => on < '2024-02-10'))
    .slice(0, 2)
    .map(({ receivable }) => receivable);
}

function refundOf(random: Random, payment: BankLine, { cents, on }: BankLine): BankLine {
  const second = random.int(36_000, 72_000);
  const day: CivilDate = on > TO || on <= payment.on ? TO : on;
  const rtrId = newReturnId(random, day, second);
  const { receivable, endToEndId } = payment;
  return { kind: 'reversal', receivable, on: day, second, cents, endToEndId, rtrId };
}

function chargeOf({ payment }: Pix): string | undefined {
  return (payment.receivable ?? payment.stranger)?.identifiers.txid;
}

function momentOf({ on, second = 0 }: BankLine): string {
  return `${on} ${String(second).padStart(5, '0')}`;
}

function delivery(name: string, arrivesOn: CivilDate, bytes: Uint8Array, pix: readonly Pix[]): Delivery {
  return { name, agreement: AGUAS_PIX, bytes, arrivesOn, lines: linesOfPix(pix) };
}
