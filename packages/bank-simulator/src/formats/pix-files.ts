import { addDays, isMoneyIn } from '@baixa/core';
import type { BankLine } from '../labels.ts';
import { linesOfPix, newEndToEndId, newReturnId, type Pix, writePixPages, writePixWebhook } from '../pix.ts';
import { PIX_KEY } from '../portfolio.ts';
import { type Random, seededRandom } from '../random.ts';
import type { Receivable } from '../receivable.ts';
import { factsOf, type MadeFile, type Stated } from './facts.ts';

/** API Pix as files: the body of a webhook, and a page of `GET /pix` with refunds and a Pix without txid. */
const COUNT = 12;
const FROM = '2026-11-10';
const TO = '2026-11-16';

function onePix(random: Random, at: number): Pix {
  const faceCents = random.int(1_000, 60_000);
  const late = at % 3 === 1;
  const fineCents = late ? Math.floor(faceCents / 50) : 0;
  const interestCents = late ? random.int(3, 40) : 0;
  const discountCents = at % 6 === 2 ? random.int(50, 300) : 0;
  const rebateCents = at % 6 === 5 ? random.int(50, 300) : 0;
  const on = addDays(FROM, at % 7);
  const second = random.int(0, 86_399);
  const receivable: Receivable = {
    id: `R-${at}`,
    company: 'aguas',
    account: String(at),
    identifiers: { txid: `BAIXA${String(at).padStart(25, '0')}` },
    faceCents,
    dueOn: on,
  };
  const payment: BankLine = {
    kind: 'payment',
    receivable,
    on,
    second,
    cents: faceCents + fineCents + interestCents - discountCents - rebateCents,
    fineCents,
    interestCents,
    discountCents,
    rebateCents,
    endToEndId: newEndToEndId(random, on, second),
  };
  return { payment, refunds: [] };
}

function refunded(random: Random, { payment }: Pix): Pix {
  const on = addDays(payment.on, 1);
  const { endToEndId, receivable } = payment;
  const refund = (cents: number): BankLine => ({
    kind: 'reversal',
    receivable,
    on,
    second: 40_000,
    cents,
    endToEndId,
    rtrId: newReturnId(random, on, 40_000),
  });
  return { payment, refunds: [refund(100), refund(payment.cents - 100)] };
}

/** The face is told only where the amount has components. */
function statedOfLine({ kind, cents, ...line }: BankLine): Stated {
  const { fineCents = 0, interestCents = 0, discountCents = 0, rebateCents = 0 } = line;
  const hasComponents = fineCents + interestCents + discountCents + rebateCents > 0;
  const faceCents = cents - fineCents - interestCents + discountCents + rebateCents;
  return { kind, paidCents: cents, ...(isMoneyIn(kind) && hasComponents ? { faceCents } : {}) };
}

export function pixFiles(seed: number): MadeFile[] {
  const random = seededRandom(seed + 930);
  const all = Array.from({ length: COUNT }, (_, at) => onePix(random, at));
  const listed = all.map((pix, at) =>
    at === 1 || at === 6
      ? refunded(random, pix)
      : at === 3
        ? { ...pix, payment: { ...pix.payment, receivable: undefined } }
        : pix,
  );
  const facts = (pix: readonly Pix[]) =>
    factsOf({ format: 'pix-json', service: 'pix' }, linesOfPix(pix).map(statedOfLine));
  const [page] = writePixPages(PIX_KEY, listed, { from: FROM, to: TO, pageSize: 100 });
  return [
    { name: 'pix-webhook.json', bytes: writePixWebhook(PIX_KEY, all), facts: facts(all) },
    { name: 'pix-page.json', bytes: page?.bytes ?? new Uint8Array(), facts: facts(listed) },
  ];
}
