import { boletoDelivery } from './deliveries.ts';
import type { Drop, Profile } from './demo.ts';
import { newLabeller } from './labels.ts';
import { exactPayment } from './payment-stories.ts';
import { AGUAS_BB, COMPANIES, newPortfolio } from './portfolio.ts';
import { seededRandom } from './random.ts';
import type { Receivable } from './receivable.ts';

const PAID_ON = '2024-04-10';

/**
 * Makes `count` receivables and one CNAB 240 file of Banco do Brasil that settles each of them, for measuring speed.
 * The file has as many batches as it needs, for a batch numbers its records with 5 digits.
 */
export function makePayments({ count, seed }: { count: number; seed: number }): {
  profile: Profile;
  receivables: Receivable[];
  drop: Drop;
} {
  const portfolio = newPortfolio(seededRandom(seed));
  for (let made = 0; made < count; made++)
    portfolio.addWaterBill({ account: portfolio.newAccount(), dueOn: PAID_ON });
  const { receivables } = portfolio;
  const lines = receivables.map((receivable) => exactPayment(receivable, PAID_ON));
  const { agreement, ...delivery } = boletoDelivery(AGUAS_BB, 1, lines);
  const truth = newLabeller().labelFile(delivery.name, agreement.tolerance, delivery.lines);
  return {
    profile: { companies: COMPANIES.slice(0, 1), agreements: [agreement], contracts: [] },
    receivables,
    drop: { ...delivery, agreement: agreement.id, truth },
  };
}
