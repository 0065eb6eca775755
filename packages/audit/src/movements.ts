import { type Cents, canonicalJson } from '@baixa/core';
import {
  acordoKeyOf,
  asOfMovement,
  type EntryOutcome,
  exceptionIdOf,
  isCharge,
  type Movement,
  type Outcome,
  type Payable,
  type Receivable,
  type Resolution,
  standsOn,
} from '@baixa/settlement';
import { LOOK_AT_BOTH, type Note } from './differences.ts';
import { type Books, isUnderWay } from './ports.ts';

/** Outcomes that stand as a movement on their receivable. */
const RECORDED: ReadonlySet<Outcome> = new Set([
  'settled',
  'settled-in-part',
  'settled-in-excess',
  'paid-twice',
  'divergent',
  'reversed',
  'undone',
  'unmatched',
  'replaced',
  'restored',
  'cancelled',
  'transferred',
]);

/** What a receivable keeps and no outcome tells: a credit that left for others, and that an undo let a movement stand. */
const UNTOLD: ReadonlySet<Outcome> = new Set(['transferred', 'kept']);

/** What an outcome took from the bank's money: on a charge, what went to receivables, whatever they did with it. */
const givenBy = ({ parts, appliedCents }: EntryOutcome): Cents =>
  parts?.reduce((sum, { movedCents }) => sum + movedCents, 0) ?? appliedCents;

/** The parts that an outcome tells, as a charge keeps them. */
const partsOf = ({ parts = [] }: EntryOutcome) =>
  parts.map(({ part, receivable, movedCents }) => ({
    number: part?.number,
    receivable: receivable?.id,
    cents: movedCents,
  }));

const nameOf = (company: string, id: string) => `${company}/${id}`;

/**
 * Holds what the ledger tells against the receivables: each outcome that moved something stands there as it was told,
 * and nothing else does. Keeps one number for each receivable that was told of.
 */
export function newMovements(books: Books | undefined, note: Note) {
  const told = new Map<string, number>();
  const given = new Map<string, Cents>();
  const resolutions = new Set<string>();
  const opened = new Map<string, boolean>();

  const differ = (id: string, sentence: string) =>
    note('receivable-differs', id, `Receivable ${id}: ${sentence}`, LOOK_AT_BOTH);

  const count = (outcome: EntryOutcome, movement: Movement | undefined, key: string) => {
    const { company, file, offset } = outcome;
    const id = standsOn(outcome);
    if (id === undefined) return;
    // A refusal stands there only when it is a reversal of more than is left.
    if (outcome.outcome === 'refused' && movement?.outcome !== 'refused') return;
    const name = nameOf(company, id);
    told.set(name, (told.get(name) ?? 0) + 1);
    if (
      movement?.outcome === outcome.outcome &&
      movement.movedCents === outcome.movedCents &&
      movement.appliedCents === givenBy(outcome) &&
      canonicalJson(movement.parts ?? []) === canonicalJson(partsOf(outcome)) &&
      // What an undo took back may stand there as another file's: its money had gone through an exception of that one.
      (movement.outcome === 'undone' || (movement.file === file && movement.offset === offset))
    )
      return;
    const stands =
      movement === undefined
        ? 'has nothing of it'
        : `has ${movement.outcome}, ${movement.appliedCents} of ${movement.movedCents} centavos applied`;
    differ(
      id,
      `${key} tells of ${file}:${offset} as ${outcome.outcome}, ${outcome.appliedCents} of ${outcome.movedCents} ` +
        `centavos applied, and the receivable ${stands}.`,
    );
  };

  return {
    /** Holds outcomes of one object against their receivables. */
    async tell(key: string, outcomes: EntryOutcome[]): Promise<void> {
      if (books === undefined) return;
      const all = outcomes.flatMap((outcome) => [outcome, ...(outcome.parts ?? [])]);
      const moving = all.filter(
        (each) =>
          standsOn(each) !== undefined &&
          each.toldBefore !== true &&
          (RECORDED.has(each.outcome) || each.outcome === 'refused'),
      );
      for (const [company, own] of Map.groupBy(moving, (outcome) => outcome.company)) {
        const loaded = await books.payablesOf(
          company,
          own.flatMap((outcome) => standsOn(outcome) ?? []),
        );
        for (const outcome of own) {
          const { movements = [] } = loaded.get(standsOn(outcome) ?? '') ?? {};
          count(
            outcome,
            movements.find((movement) => movement.key === outcome.key),
            key,
          );
        }
      }
    },
    /** An exception that the ledger tells of, and whether the tables say that it has ended. */
    opened(id: string, ended: boolean): void {
      opened.set(id, ended);
    },
    /** A payment whose reversal was undone may wait as a credit, where others have paid meanwhile. */
    async openedByUndoing(took: EntryOutcome[]): Promise<void> {
      for (const { company, key, unappliedCents } of took) {
        const id = exceptionIdOf(company, key);
        const state = unappliedCents > 0 ? await books?.exceptionOf(company, id) : undefined;
        if (state !== undefined) opened.set(id, state.resolution !== undefined);
      }
    },
    resolved(exception: string, { how, outcomes }: Resolution): void {
      resolutions.add(exception);
      if (how === 'settled')
        given.set(
          exception,
          outcomes.reduce((sum, { movedCents }) => sum + movedCents, 0),
        );
    },
    /** When everything was told: the other way round, from the tables to the ledger. Each receivable is handed on. */
    async finish(each: (receivable: Receivable) => void = () => undefined): Promise<{ receivables: number }> {
      for (const [id, ended] of opened)
        if (ended && !resolutions.has(id))
          note(
            'resolution-missing',
            `resolutions/${id}.json`,
            `Exception ${id} has ended, and no chain has its resolution.`,
            LOOK_AT_BOTH,
          );
      if (books === undefined) return { receivables: 0 };
      for (const company of await books.companies())
        for await (const { id, unappliedCents } of books.openExceptions(company))
          if (!opened.has(id))
            note(
              'exception-unknown',
              id,
              `Exception ${id} of ${unappliedCents} centavos is open, and nothing in the ledger opened it.`,
              LOOK_AT_BOTH,
            );
      let receivables = 0;
      for await (const payable of books.payables()) {
        if (!isCharge(payable)) {
          receivables += 1;
          each(payable);
        }
        await holdPayable(payable);
      }
      return { receivables };
    },
  };

  async function holdPayable(payable: Payable): Promise<void> {
    const { id, company, movements } = payable;
    holdState(payable);
    for (const { outcome, key, movedCents, acordo } of movements) {
      if (outcome !== 'transferred' || acordo !== undefined) continue;
      const exception = /^resolved:(.+)\/from$/.exec(key)?.[1] ?? '';
      if (given.get(exception) !== -movedCents && resolutions.has(exception))
        differ(
          id,
          `${-movedCents} centavos were taken off it for exception ${exception}, which gave ${given.get(exception)}.`,
        );
    }
    const own = movements.filter(({ outcome, acordo }) => acordo !== undefined || !UNTOLD.has(outcome));
    const known = told.get(nameOf(company, id)) ?? 0;
    if (own.length === known || (await isBeingWritten(company, own))) return;
    differ(
      id,
      `it has ${own.length} movements, and the ledger tells of ${known}. See them: baixa receivable ${id}.`,
    );
  }

  /** A receivable is as its movements make it; a charge has no more state than they are. */
  function holdState(payable: Payable): void {
    const { id, movements, version } = payable;
    const again = asOfMovement(payable, movements.length - 1);
    const [stands, made] = [payable, again].map((each) => (isCharge(each) ? undefined : each));
    if (again.version !== version || (stands?.status !== 'cancelled' && made?.status !== stands?.status))
      differ(
        id,
        `it is ${stands?.status ?? 'a charge'} in version ${version}; its ${movements.length} movements make it ${made?.status ?? 'one'} in version ${again.version}.`,
      );
    else if (made?.settledOn !== stands?.settledOn)
      differ(id, `it is settled on ${stands?.settledOn}, not on ${made?.settledOn}.`);
  }

  /** A receivable is written before the outcome of its chunk is, and before the deed of its acordo. */
  async function isBeingWritten(company: string, movements: Movement[]): Promise<boolean> {
    for (const acordo of new Set(movements.flatMap((movement) => movement.acordo ?? []))) {
      const state = (await books?.acordoOf(acordoKeyOf(company, acordo)))?.state;
      if (state === 'making' || state === 'ending') return true;
    }
    for (const file of new Set(movements.map((movement) => movement.file)))
      if (isUnderWay((await books?.fileOf(file))?.status)) return true;
    return false;
  }
}

export type Movements = ReturnType<typeof newMovements>;
