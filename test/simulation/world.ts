import { createHash } from 'node:crypto';
import {
  AGREEMENTS,
  AGUAS_BB,
  AGUAS_PIX,
  type BankLine,
  COMPANIES,
  CONTRACT,
  type CollectionAction,
  ESCOLA_CAIXA,
  exactPayment,
  newEndToEndId,
  newPortfolio,
  newReturnId,
  PIX_KEY,
  type Pix,
  type Portfolio,
  type Random,
  type Receivable,
  type Story,
  tellStory,
  writeCnab240,
  writePixPages,
  writePixWebhook,
} from '@baixa/bank-simulator';
import { addDays, type CivilDate } from '@baixa/core';
import type { ChargeRegistration } from '@baixa/settlement';

/** A return file with what it tells, entry by entry. */
export interface WorldFile {
  /** As Baixa will name it: the start of the SHA-256 of its bytes. */
  id: string;
  name: string;
  agreement: (typeof AGREEMENTS)[number];
  bytes: Uint8Array;
  lines: BankLine[];
}

/** What one run is about: who owes what, what the contractor did, what the banks tell. */
export interface World {
  profile: { companies: typeof COMPANIES; agreements: typeof AGREEMENTS; contracts: (typeof CONTRACT)[] };
  receivables: Receivable[];
  /** One boleto or Pix for several of them. */
  charges: ChargeRegistration[];
  actions: CollectionAction[];
  /** In the order in which the banks send them. */
  files: WorldFile[];
}

/** Bills fall due on a Wednesday far from every holiday; what is paid in two goes is paid before. */
const DUE = '2024-03-20';
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
const PIX_STORIES: (Story | 'stranger' | 'keyless')[] = [
  'exact',
  'over',
  'givenBack',
  'twice',
  'stranger',
  'keyless',
  'short',
  'overcharged',
];
/** Stories of one payment may also be late. */
const ONE_PAYMENT: string[] = ['exact', 'over', 'overcharged', 'tolerated', 'short', 'stranger'];

/** Makes a world: of every story one, or of each kind a few that are drawn. The same choices make the same bytes. */
export function makeWorld(random: Random, stories: 'every' | 'some'): World {
  const portfolio = newPortfolio(random);
  const drawn = <T>(all: readonly T[], least = 2, most = 5): T[] =>
    stories === 'every' ? [...all] : random.shuffle(all).slice(0, random.int(least, most));
  const collected = makeCases(portfolio, random);
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
  const both = portfolio.addWaterBill({ account: portfolio.newAccount(), dueOn: DUE });
  water.push(exactPayment(both, '2024-03-13'));
  pix.push(newPix(random, exactPayment(both, '2024-03-14')));

  const waterLines = inOrder([...water, ...[...collected, ...charged].flatMap(({ lines }) => lines)]);
  const cut = random.int(1, waterLines.length - 1);
  const early = random.int(pix.length >> 1, pix.length - 1);
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

const inOrder = (lines: BankLine[]) => lines.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

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

type ChargeStory = 'exact' | 'over' | 'short' | 'twice' | 'givenBack' | 'onePaid';
const CHARGE_STORIES: ChargeStory[] = ['exact', 'over', 'short', 'twice', 'givenBack', 'onePaid'];

interface MadeCharge {
  charge: ChargeRegistration;
  lines: BankLine[];
}

/** Some bills, one charge for all of them, and what became of it. All is paid on time. */
function chargeOf(
  portfolio: Portfolio,
  random: Random,
  kind: 'water' | 'school' | 'pix',
  story: ChargeStory,
): MadeCharge {
  const bills = Array.from({ length: random.int(2, 4) }, (_, index) => {
    const facts = { account: portfolio.newAccount(), dueOn: addDays(DUE, 7 * index) };
    return kind === 'school' ? portfolio.addSchoolFee(facts) : portfolio.addWaterBill(facts);
  });
  const face = bills.reduce((sum, { faceCents }) => sum + faceCents, 0);
  const receivable = { ...portfolio.stranger(bills[0]!), faceCents: face };
  const asGiven = random.chance(50);
  const covers = random
    .shuffle(bills)
    .map(({ id, faceCents }) => ({ receivable: id, ...(asGiven ? { cents: faceCents } : {}) }));
  const { id, company, identifiers, dueOn } = receivable;
  const charge = { id, company, identifiers, faceCents: face, dueOn, covers };
  const on = addDays(DUE, kind === 'pix' ? -random.int(6, 8) : -random.int(4, 10));
  const pays = (cents: number, later = 0): BankLine => ({
    kind: 'payment',
    receivable,
    covers: bills,
    on: addDays(on, later),
    cents,
  });
  const lines: Record<ChargeStory, () => BankLine[]> = {
    exact: () => [pays(face)],
    over: () => [pays(face + random.int(500, 5_000))],
    short: () => [pays(face - random.int(500, 3_000))],
    twice: () => [pays(face), pays(face, 1)],
    // A bank's estorno is of the whole payment; a Pix may come back in part, with the rest later.
    givenBack: () => [pays(face + 700), { ...pays(face + 700, 2), kind: 'reversal' }],
    // One of the bills is also paid by its own number.
    onePaid: () => [exactPayment(bills[0]!, on), pays(face, 1)],
  };
  return { charge, lines: lines[story]() };
}

/** The Pix of a charge's story. What is given back comes back in two goes. */
function pixOfCharge(random: Random, lines: BankLine[]): Pix[] {
  const [back] = lines.filter(({ kind }) => kind === 'reversal');
  return lines
    .filter(({ kind }) => kind === 'payment')
    .map((line) => {
      if (back === undefined) return newPix(random, line);
      const first = random.int(1, back.cents - 1);
      const made = newPix(random, line, { ...back, cents: first });
      const rest = newPix(random, line, { ...back, cents: back.cents - first });
      const { endToEndId } = made.payment;
      return {
        ...made,
        refunds: [...made.refunds, ...rest.refunds.map((refund) => ({ ...refund, endToEndId }))],
      };
    });
}

function ofNobody(portfolio: Portfolio, { receivable, ...line }: BankLine): BankLine {
  return { ...line, stranger: portfolio.stranger(receivable!) };
}

function cnabFiles(agreement: WorldFile['agreement'], parts: BankLine[][]): WorldFile[] {
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines, index) => {
      const sequence = index + 1;
      const bytes = writeCnab240({ agreement, sequence, createdOn: '2024-04-10', lines });
      return fileOf(`${agreement.id}-${sequence}.ret`, agreement, bytes, lines);
    });
}

function fileOf(
  name: string,
  agreement: WorldFile['agreement'],
  bytes: Uint8Array,
  lines: BankLine[],
): WorldFile {
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 24);
  return { id, name, agreement, bytes, lines };
}

function newPix(random: Random, line: BankLine, refund?: BankLine): Pix {
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

function pixOf(portfolio: Portfolio, random: Random, story: (typeof PIX_STORIES)[number]): Pix[] {
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
const withoutTxid = ({ payment: { receivable: _, stranger: __, ...payment }, refunds }: Pix): Pix => ({
  payment,
  refunds: refunds.map(({ receivable: ___, ...refund }) => refund),
});

/**
 * The webhook tells of the Pix with a txid; the first asking of `GET /pix` gives the first `early` of all with their
 * refunds, the second gives all: much is told twice, some three times. A last document tells every second Pix without
 * its txid.
 */
function pixFiles(all: Pix[], early: number): WorldFile[] {
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

interface MadeCase {
  lines: BankLine[];
  pix: Pix[];
  actions: CollectionAction[];
}

/** Cases of every fate that payments can give: recovered by boleto, by Pix and by both; in part; before any action. */
function makeCases(portfolio: Portfolio, random: Random): MadeCase[] {
  const noticeOn = '2023-12-28';
  const make = (bills: ('boleto' | 'pix' | 'unpaid')[], paidOn: CivilDate, number: number): MadeCase => {
    const account = portfolio.newAccount();
    const action = (type: CollectionAction['type'], day: number): CollectionAction => ({
      kind: 'collection-action',
      id: `CA-${number}-${type}`,
      account,
      type,
      generatedOn: addDays(noticeOn, day),
      deadlineOn: addDays(noticeOn, day + 7),
      executedOn: addDays(noticeOn, day + 5),
      status: 'done',
    });
    const actions = [action('debt-notice', 0), action('negotiation', 12), action('cut-off', 35)];
    const made: MadeCase = { lines: [], pix: [], actions };
    for (const [index, how] of bills.entries()) {
      const dueOn = index === 0 ? '2023-12-06' : '2023-12-13';
      const payment = exactPayment(portfolio.addWaterBill({ account, dueOn }), paidOn);
      if (how === 'boleto') made.lines.push(payment);
      if (how === 'pix') made.pix.push(newPix(random, payment));
    }
    return made;
  };
  return [
    make(['boleto'], addDays(noticeOn, random.int(10, 67)), 1),
    make(['boleto', 'pix'], addDays(noticeOn, random.int(68, 72)), 2),
    make(['pix'], addDays(noticeOn, random.int(10, 72)), 3),
    make(['boleto', 'unpaid'], addDays(noticeOn, random.int(10, 67)), 4),
    make(['boleto'], addDays(noticeOn, 2), 5),
    make(['pix'], addDays(noticeOn, random.int(73, 75)), 6),
  ];
}
