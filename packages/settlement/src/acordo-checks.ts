import { addMonths, type Cents, type CivilDate, canonicalJson, type Problem, problem } from '@baixa/core';
import type { AcordoWish } from './acordo.ts';
import { replacedBy } from './movements.ts';
import type { Receivable, Registration } from './receivable.ts';

/** What is known when an acordo is drawn up. */
export interface DebtOnTheDay {
  company: string;
  on: CivilDate;
  today: CivilDate;
  /** What the acordo names, as it stands, with the holidays of its agreement; an id that nobody registered is absent. */
  debts: Map<string, { receivable: Receivable; dueCents: Cents }>;
  /** The ids it names. */
  named: string[];
  /** Bank agreements of the company. */
  agreements: ReadonlySet<string>;
}

/** A part as it was asked for. */
export interface Part {
  cents?: Cents | undefined;
  dueOn: CivilDate;
  identifiers?: Registration['identifiers'] | undefined;
}

/** A problem of an acordo, with the field of the wish it is about. */
export const tell = (code: string, path: string, sentence: string, wayOut: string): Problem =>
  problem(`acordo.${code}`, { path }, sentence, wayOut);

/** The parts in order, the down payment first; those of a number of instalments a month apart. */
export function partsOf({ downPayment, instalments }: AcordoWish): Part[] {
  if (Array.isArray(instalments)) return [downPayment, ...instalments];
  const { count, firstDueOn } = instalments;
  return [
    downPayment,
    ...Array.from({ length: count }, (_, month) => ({ dueOn: addMonths(firstDueOn, month) })),
  ];
}

/** What of the debt cannot be replaced. */
export function debtProblems({ named, debts, company }: DebtOnTheDay): Problem[] {
  const [one] = debts.values();
  const account = one?.receivable.account;
  const problems = named.flatMap((id, index): Problem[] => {
    const path = `receivables.${index}`;
    const found = debts.get(id);
    const wrong = (code: string, sentence: string, wayOut = 'Name receivables that are open.') => [
      tell(code, path, sentence, wayOut),
    ];
    if (named.indexOf(id) !== index)
      return wrong('twice', `Receivable ${id} is named twice.`, 'Name it once.');
    if (found === undefined)
      return wrong(
        'no-receivable',
        `Company ${company} has no receivable ${id}.`,
        'Register it first, or name another.',
      );
    const { receivable, dueCents } = found;
    if (receivable.account !== account)
      return wrong(
        'other-account',
        `Receivable ${id} is of account ${receivable.account}, and others are of account ${account}.`,
        'Make an acordo for each account.',
      );
    if (receivable.status === 'settled')
      return wrong('settled', `Receivable ${id} was settled on ${receivable.settledOn}.`);
    if (receivable.status === 'replaced')
      return wrong(
        'replaced',
        `Acordo ${replacedBy(receivable)} has replaced receivable ${id} already.`,
        `baixa break ${replacedBy(receivable)} restores it.`,
      );
    if (receivable.status === 'cancelled') return wrong('cancelled', `Receivable ${id} is cancelled.`);
    if (receivable.acordo !== undefined)
      return wrong(
        'is-part',
        `Receivable ${id} is a part of acordo ${receivable.acordo.id}.`,
        `baixa break ${receivable.acordo.id} restores what it replaced; name that.`,
      );
    if (dueCents === 0) return wrong('nothing-due', `Nothing is due of receivable ${id}.`);
    return [];
  });
  if (named.length === 0)
    problems.push(
      tell(
        'nothing-overdue',
        'account',
        'Nothing of the account is overdue that day.',
        'Name the receivables.',
      ),
    );
  return problems;
}

/** Days that lie before the ones they must not. */
export function dateProblems(wish: AcordoWish, { on, today }: DebtOnTheDay): Problem[] {
  const problems: Problem[] = [];
  if (on > today)
    problems.push(
      tell(
        'future',
        'on',
        `The debt is taken as of ${on}, and today is ${today}.`,
        'Leave "on" out, or give a day up to today.',
      ),
    );
  partsOf(wish).forEach(({ dueOn: due }, index, parts) => {
    const path = index === 0 ? 'downPayment.dueOn' : `instalments.${index - 1}.dueOn`;
    const before = parts[index - 1]?.dueOn;
    if (due < on)
      problems.push(
        tell(
          'past',
          path,
          `It is due on ${due}, before the acordo of ${on}.`,
          'Give a day that is still to come.',
        ),
      );
    else if (before !== undefined && due < before)
      problems.push(
        tell(
          'order',
          path,
          `It is due on ${due}, before the part in front of it (${before}).`,
          'Put the parts in the order in which they are due.',
        ),
      );
  });
  return problems;
}

/** Identifiers by which a bank could not tell two parts apart, or that no agreement of the company gave. */
export function identifierProblems(wish: AcordoWish, { agreements, company }: DebtOnTheDay): Problem[] {
  const seen = new Set<string>();
  return partsOf(wish).flatMap(({ identifiers = {} }, index) => {
    const path = index === 0 ? 'downPayment.identifiers' : `instalments.${index - 1}.identifiers`;
    const { agreement, nossoNumero, txid, barcode, seuNumero } = identifiers;
    const own = Object.entries({ nossoNumero, txid, barcode, seuNumero }).filter(
      ([, value]) => value !== undefined,
    );
    const problems = own.flatMap(([name, value]) => {
      const key = canonicalJson([name, value, name === 'nossoNumero' ? agreement : '']);
      const isDouble = seen.has(key);
      seen.add(key);
      return isDouble
        ? [
            tell(
              'double-identifier',
              `${path}.${name}`,
              `Two parts have the ${name} ${value}.`,
              'Give each part one of its own.',
            ),
          ]
        : [];
    });
    if (agreement !== undefined && !agreements.has(agreement))
      problems.push(
        tell(
          'unknown-agreement',
          `${path}.agreement`,
          `Company ${company} has no agreement ${agreement}.`,
          'Apply a profile with this agreement first.',
        ),
      );
    return problems;
  });
}
