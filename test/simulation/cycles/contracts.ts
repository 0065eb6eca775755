import { readFileSync } from 'node:fs';
import { AGREEMENTS, AGUAS_BB, COMPANIES, type Random } from '@baixa/bank-simulator';
import { type Contract, readProfile } from '@baixa/profile';
import { parse } from 'yaml';

const VALE = parse(
  readFileSync(new URL('../../../docs/profiles/vale-2026.yaml', import.meta.url), 'utf-8'),
) as object;

/** What ships, one that begins on a 31st of a leap year, and an invented one of another shape, with a short ladder. */
const SHAPES = [
  { profile: 'embasa-2023', start: '2023-11-16', targets: { mrep: '80', msex: '95' } },
  { profile: 'figura4', start: '2024-01-31', targets: { mrep: '62.5', msex: '92.5' } },
  { profile: VALE, start: '2024-01-10', targets: { mrep: '62.5', msex: '90' } },
];

/** One or two performance contracts of one company, each with readings of its own. */
export function drawContracts(random: Random): { profile: object; contracts: Contract[] } {
  const shapes = random.shuffle(SHAPES).slice(0, random.chance(20) ? 2 : 1);
  const mostly = <T>(usual: T, other: T) => (random.chance(70) ? usual : other);
  const profile = {
    companies: COMPANIES,
    agreements: AGREEMENTS,
    contracts: shapes.map((shape, index) => ({
      ...shape,
      id: `contract-${index + 1}`,
      company: AGUAS_BB.company,
      contractor: 'Cobrança Exemplar',
      criticality: { 'leak-repair': 5, 'meter-reading': 1, reconnection: 3 },
      measuredValueCents: random.int(10_000_000, 20_000_000),
      ...(random.chance(40) ? { paymentTermDays: random.pick([0, 5, 8]) } : {}),
      debtRecovered: mostly('downPayment', 'full'),
      actionBeforePayment: mostly('same-day', 'strictly-before'),
      demandBasis: mostly('deadline', 'generated'),
      demandGraceDays: mostly(0, 3),
      isapAtLimit: mostly('value', 'full'),
      minimumComparedWith: mostly('mean-before-bands', 'irg-at-floor'),
      ...(random.chance(30) ? { bandComparison: random.pick(['exact', 'rounded']) } : {}),
      ...(random.chance(30) ? { nothingToMeasure: random.pick(['scores-100', 'left-out']) } : {}),
    })),
  };
  const read = readProfile(profile);
  if (read.profile === undefined)
    throw new Error(`The simulated profile is refused: ${JSON.stringify(read.problems)}`);
  return { profile: read.profile, contracts: read.profile.contracts };
}
