import { problem } from '@baixa/core';
import { type Charge, type Credit, type Movement, type Receivable, replacedBy } from '@baixa/settlement';
import { apiOf, connect } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { companiesOf } from '../only.ts';
import { maskedTaxId } from '../tax-id.ts';
import { brl, facts, table, type View } from '../view.ts';

interface Due {
  on: string;
  totalCents: number;
}

interface FoundReceivable {
  receivable: Receivable;
  due?: Due;
  credits: Credit[];
}

interface FoundCharge {
  charge: Charge;
  /** What is registered of what it covers has an account; what is not, only its id. */
  covered: (Charge['covers'][number] &
    Partial<Pick<Receivable, 'account' | 'dueOn' | 'status' | 'settledOn'>> & { due?: Due })[];
  credits: Credit[];
}

/** `baixa receivable ID`: a receivable, or a collective charge, and all that happened to it. */
export async function receivable(id: string, options: { company?: string }): Promise<View> {
  const api = apiOf(connect());
  const companies = await companiesOf(api, options.company);
  const found = (
    await Promise.all(
      companies.map((company) =>
        api.find<FoundReceivable | FoundCharge>(
          `/companies/${encodeURIComponent(company)}/receivables/${encodeURIComponent(id)}`,
        ),
      ),
    )
  ).filter((each) => each !== undefined);
  if (found.length === 0)
    throw new CommandFailed([
      problem(
        'cli.no-receivable',
        {},
        `No receivable and no collective charge ${id} is registered.`,
        'Register it: baixa register FILE.',
      ),
    ]);
  return { data: found.length === 1 ? found[0] : found, text: found.map(textOf).join('\n\n') };
}

/** What became of a credit, in words. */
const STANDING: Record<Credit['standing'], string> = {
  waiting: 'waits for a person',
  proposed: 'waits for a second person',
  refunded: 'to be refunded',
  'written-off': 'written off',
  ignored: 'ignored',
};

const textOf = (found: FoundReceivable | FoundCharge): string =>
  'charge' in found ? chargeText(found) : receivableText(found);

function receivableText({ receivable: it, due, credits }: FoundReceivable): string {
  const head = facts([
    ['receivable', `${it.id} of ${it.company}`],
    ['account', it.account],
    ...commonFacts(it),
    ['part of', it.acordo && `acordo ${it.acordo.id}, ${partName(it.acordo.part)}`],
    ['status', statusText(it)],
    ['due today', due === undefined ? undefined : brl(due.totalCents)],
  ]);
  return [head, movementsTable(it.movements), ...creditsTable(credits)].join('\n\n');
}

/** How a part of an acordo is called by its number. */
export const partName = (part: number): string => (part === 0 ? 'down payment' : `instalment ${part}`);

function statusText(it: Receivable): string {
  if (it.status === 'replaced')
    return `replaced by acordo ${replacedBy(it)} (baixa acordos ${replacedBy(it)})`;
  return it.settledOn === undefined ? it.status : `${it.status} on ${it.settledOn}`;
}

function chargeText({ charge: it, covered, credits }: FoundCharge): string {
  const head = facts([['collective charge', `${it.id} of ${it.company}`], ...commonFacts(it)]);
  const rows = covered.map(({ receivable, cents, account, dueOn, status, settledOn, due }) => [
    receivable,
    account,
    dueOn,
    status === undefined
      ? 'not registered yet'
      : settledOn === undefined
        ? status
        : `${status} on ${settledOn}`,
    brl(due?.totalCents),
    cents === undefined ? 'the oldest first' : brl(cents),
  ]);
  const covers = table(['covers', 'account', 'due on', 'status', 'due today', 'gets'], rows, [4, 5]);
  return [head, covers, movementsTable(it.movements), ...creditsTable(credits)].join('\n\n');
}

function commonFacts({ identifiers, faceCents, dueOn }: Receivable | Charge): [string, string][] {
  const ids = Object.entries(identifiers).map(
    ([name, value]) => `${name} ${name === 'payerTaxId' ? maskedTaxId(value) : value}`,
  );
  return [
    ['identifiers', ids.join(', ')],
    ['face, due on', `${brl(faceCents)}, ${dueOn}`],
  ];
}

/** Under a movement of a charge, what went to each receivable. */
function movementsTable(movements: Movement[]): string {
  const rows = movements.flatMap(({ parts = [], part, ...movement }) => [
    [
      movement.on,
      movement.acordo === undefined ? movement.outcome : `${movement.outcome} by acordo ${movement.acordo}`,
      brl(movement.movedCents),
      brl(movement.appliedCents),
      part === undefined ? '' : `${part.number}/${part.of} of ${part.charge}`,
      // What an acordo did itself stands in no file.
      ...(movement.line === 0 ? ['', '', ''] : [movement.file, movement.line, movement.offset]),
    ],
    ...parts.map(({ receivable, cents }) => [
      '',
      '',
      brl(cents),
      '',
      `${cents > 0 ? 'to' : 'from'} ${receivable}`,
      '',
      '',
      '',
    ]),
  ]);
  const isSplit = movements.some(({ part, parts }) => part !== undefined || parts !== undefined);
  const head = ['on', 'outcome', 'moved', 'applied', 'part', 'file', 'line', 'byte'];
  if (isSplit) return table(head, rows, [2, 3, 6, 7]);
  const without = <T>(cells: T[]) => cells.filter((_, index) => index !== 4);
  return table(without(head), rows.map(without), [2, 3, 5, 6]);
}

function creditsTable(credits: Credit[]): string[] {
  if (credits.length === 0) return [];
  const rows = credits.map(({ on, cents, outcome, standing, by, exception }) => [
    on,
    brl(cents),
    outcome,
    STANDING[standing],
    by,
    exception,
  ]);
  return [table(['paid on', 'credit', 'of', 'what becomes of it', 'by', 'exception'], rows, [1])];
}
