import {
  AGREEMENTS,
  AGUAS_BB,
  type BankLine,
  COMPANIES,
  CONTRACT,
  ESCOLA_CAIXA,
  exactPayment,
  newPortfolio,
  type Portfolio,
  type Random,
  type Story,
  tellStory,
} from '@baixa/bank-simulator';
import { addDays } from '@baixa/core';
import { caseMakers, type MadeCase, makeCases } from './world/cases.ts';
import { CHARGE_STORIES, chargeOf, type MadeCharge, pixOfCharge } from './world/charges.ts';
import { cnabFiles, DUE, inOrder, ofNobody } from './world/files.ts';
import { newPix, PIX_STORIES, pixFiles, pixOf } from './world/pix.ts';
import type { World, WorldFile } from './world/world.ts';

export { BLANK_PIX } from './world/pix.ts';
export type { World, WorldFile } from './world/world.ts';

const BOLETO_STORIES: (Story | 'stranger')[] = [
  'exact',
  'inTwo',
  'over',
  'twice',
  'overcharged',
  'stranger',
  'told',
  'tolerated',
  'short',
  'rebated',
  'writtenOff',
];
const SCHOOL_STORIES: (Story | 'stranger')[] = [...BOLETO_STORIES, 'givenBack', 'givenBack'];
/** Stories of one payment may also be late. */
const ONE_PAYMENT: string[] = ['exact', 'over', 'overcharged', 'tolerated', 'short', 'stranger'];

/** Chance, where few stories are told, of one of each kind. */
const ONE_OF_A_KIND = 30;

/**
 * Makes a world: of every story one, of each kind some that are drawn, or few stories in all. The same choices make the
 * same bytes.
 */
export function makeWorld(random: Random, stories: 'every' | 'some' | 'few'): World {
  const portfolio = newPortfolio(random);
  const drawn = <T>(all: readonly T[], least = 2, most = 5): T[] => {
    if (stories === 'every') return [...all];
    if (stories === 'few') return random.chance(ONE_OF_A_KIND) ? [random.pick(all)] : [];
    return random.shuffle(all).slice(0, random.int(least, most));
  };
  const collected =
    stories === 'few'
      ? drawn(caseMakers(portfolio, random)).map((make) => make())
      : makeCases(portfolio, random);
  const charged = drawn(CHARGE_STORIES, 0, 2).map((story) => chargeOf(portfolio, random, 'water', story));
  const owed = drawn(CHARGE_STORIES, 0, 2).map((story) => chargeOf(portfolio, random, 'school', story));
  const byPix = drawn(CHARGE_STORIES, 0, 2).map((story) => chargeOf(portfolio, random, 'pix', story));
  const water = drawn(BOLETO_STORIES).flatMap((story) => boletoLines(portfolio, random, 'water', story));
  const school = drawn(SCHOOL_STORIES).flatMap((story) => boletoLines(portfolio, random, 'school', story));
  const pix = [
    ...collected.flatMap((one) => one.pix),
    ...drawn(PIX_STORIES).flatMap((story) => pixOf(portfolio, random, story)),
    ...byPix.flatMap(({ lines }) => pixOfCharge(random, lines)),
  ];
  // One bill is paid by boleto and by Pix, on time both.
  const isTold = [...water, ...school, ...pix, ...collected, ...charged, ...owed].length > 0;
  if (stories !== 'few' || !isTold || random.chance(ONE_OF_A_KIND)) {
    const both = portfolio.addWaterBill({ account: portfolio.newAccount(), dueOn: DUE });
    water.push(exactPayment(both, '2024-03-13'));
    pix.push(newPix(random, exactPayment(both, '2024-03-14')));
  }

  const waterLines = inOrder([...water, ...[...collected, ...charged].flatMap(({ lines }) => lines)]);
  const cut = random.int(1, Math.max(1, waterLines.length - 1));
  const early = random.int(pix.length >> 1, Math.max(0, pix.length - 1));
  const files = [
    ...cnabFiles(AGUAS_BB, [waterLines.slice(0, cut), waterLines.slice(cut)]),
    ...cnabFiles(ESCOLA_CAIXA, [inOrder([...school, ...owed.flatMap(({ lines }) => lines)])]),
    ...pixFiles(pix, early),
  ];
  return worldOf(portfolio, collected, files, [...charged, ...owed, ...byPix]);
}

/** The least that takes every way through the functions: for what must be run again for each of its calls. */
export function makeSmallWorld(random: Random): World {
  const portfolio = newPortfolio(random);
  const [recovered] = makeCases(portfolio, random);
  const lines = [...recovered!.lines, ...boletoLines(portfolio, random, 'water', 'over')];
  const pix = (['givenBack', 'keyless'] as const).flatMap((story) => pixOf(portfolio, random, story));
  // Bills of accounts whose cases are left out are nobody's business here.
  const told = new Set([...lines, ...pix.map(({ payment }) => payment)].map(({ receivable }) => receivable));
  const receivables = portfolio.receivables.filter((one) => told.has(one));
  const files = [...cnabFiles(AGUAS_BB, [inOrder(lines)]), ...pixFiles(pix, 0).slice(-2, -1)];
  return worldOf({ receivables }, [{ ...recovered!, actions: recovered!.actions.slice(0, 2) }], files);
}

/** Nothing but payments that are given back, told by several files: what hangs on the order most. */
export function makeReversals(random: Random): World {
  const portfolio = newPortfolio(random);
  const school = Array.from({ length: 3 }, () =>
    boletoLines(portfolio, random, 'school', 'givenBack'),
  ).flat();
  const stories = ['givenBack', 'twice', 'givenBack'] as const;
  const owed = chargeOf(portfolio, random, 'school', 'givenBack');
  const byPix = chargeOf(portfolio, random, 'pix', 'givenBack');
  const pix = [
    ...stories.flatMap((story) => pixOf(portfolio, random, story)),
    ...pixOfCharge(random, byPix.lines),
  ];
  const files = [...cnabFiles(ESCOLA_CAIXA, [inOrder([...school, ...owed.lines])]), ...pixFiles(pix, 3)];
  return worldOf(portfolio, [], files, [owed, byPix]);
}

function worldOf(
  { receivables }: Pick<Portfolio, 'receivables'>,
  collected: MadeCase[],
  files: WorldFile[],
  charged: MadeCharge[] = [],
): World {
  return {
    profile: { companies: COMPANIES, agreements: AGREEMENTS, contracts: [CONTRACT] },
    receivables,
    charges: charged.map(({ charge }) => charge),
    actions: collected.flatMap(({ actions }) => actions),
    files: files.filter(({ lines }) => lines.length > 0),
  };
}

function boletoLines(
  portfolio: Portfolio,
  random: Random,
  kind: 'water' | 'school',
  story: Story | 'stranger',
): BankLine[] {
  const facts = { account: portfolio.newAccount(), dueOn: DUE };
  const receivable = kind === 'water' ? portfolio.addWaterBill(facts) : portfolio.addSchoolFee(facts);
  const { tolerance } = kind === 'water' ? AGUAS_BB : ESCOLA_CAIXA;
  const late = ONE_PAYMENT.includes(story) && random.chance(30);
  const on = addDays(DUE, late ? random.int(1, 15) : -random.int(4, 10));
  const told = tellStory(story === 'stranger' ? 'exact' : story, { receivable, on, tolerance, random });
  return story === 'stranger' ? told.map((line) => ofNobody(portfolio, line)) : told;
}
