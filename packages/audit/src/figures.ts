import { type Cents, type Entry, movedCents, parseJson } from '@baixa/core';
import {
  type AcordoDeed,
  type EntryOutcome,
  exceptionIdOf,
  type FileSums,
  NO_SUMS,
  type Outcome,
  type Resolution,
  restKeyOf,
  sumOutcomes,
  waitingOf,
} from '@baixa/settlement';
import type { AuditedAcordos } from './acordos.ts';
import { LOOK_AT_BOTH, type Note } from './differences.ts';
import { chunkKey, partsOfKey } from './keys.ts';
import type { Movements } from './movements.ts';
import { type Books, isSettled, type LedgerObjects } from './ports.ts';

/** The figures of an agreement, added up again from its entries and outcomes, in centavos. */
export interface Figures extends Omit<FileSums, 'outcomes'> {
  files: number;
  /** Exceptions that were opened and have not ended, and their money. */
  waiting: number;
  waitingCents: Cents;
  resolved: number;
}

const { outcomes: _, ...NOTHING } = NO_SUMS;

/** A file whose objects are in the chain. */
interface FileFigures {
  /** Chunks in its manifest; undefined until it was seen. */
  chunks?: number;
  outcomes: number;
  sums: FileSums;
}

const linesOf = <T>(text: string, key: string): T[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseJson(line, key) as T);

/** Adds up again what the objects of one chain say, and holds it against the tables. */
export function newFigures(
  ledger: LedgerObjects,
  books: Books | undefined,
  movements: Movements,
  acordos: AuditedAcordos,
  note: Note,
) {
  const files = new Map<string, FileFigures>();
  const figures: Figures = {
    ...NOTHING,
    files: 0,
    waiting: 0,
    waitingCents: 0,
    resolved: 0,
  };
  const fileOf = (file: string): FileFigures => {
    const found = files.get(file) ?? { outcomes: 0, sums: { ...NO_SUMS, outcomes: {} } };
    files.set(file, found);
    return found;
  };

  /** The outcomes of a chunk, or those that a later step put in the place of some of them. */
  const takeOutcomes = async (
    key: string,
    file: string,
    chunk: number,
    isStep: boolean,
    outcomes: EntryOutcome[],
  ) => {
    const entriesKey = chunkKey('entries', file, chunk);
    const entries = linesOf<Entry>((await ledger.read(entriesKey)) ?? '', entriesKey);
    const differ = (sentence: string) =>
      note('outcome-differs', key, `${key}: ${sentence}`, `Compare it with ${entriesKey}, line by line.`);
    if (!isStep && entries.length !== outcomes.length)
      differ(`${entries.length} entries were read, and ${outcomes.length} have an outcome.`);
    for (const [index, outcome] of outcomes.entries()) {
      const entry = isStep ? entries.find(({ offset }) => offset === outcome.offset) : entries[index];
      const own = outcome.toldBefore === true ? 0 : outcome.movedCents;
      const sign = outcome.outcome === 'undone' ? -1 : 1;
      if (entry === undefined && isStep) differ(`no entry is at byte ${outcome.offset}.`);
      else if (
        entry !== undefined &&
        (entry.offset !== outcome.offset || sign * movedCents(entry) !== outcome.movedCents)
      )
        differ(
          `line ${index + 1} moved ${outcome.movedCents} centavos, and its entry (byte ${entry.offset}) ${movedCents(entry)}.`,
        );
      if (outcome.appliedCents + outcome.unappliedCents !== own)
        differ(
          `line ${index + 1} moved ${own} centavos, and applied ${outcome.appliedCents} + unapplied ${outcome.unappliedCents} are not that.`,
        );
    }
    for (const outcome of outcomes) {
      const waiting = sumOf(waitingOf(outcome), 'unappliedCents');
      if (outcome.unappliedCents !== waiting && !GONE.has(outcome.outcome))
        differ(
          `${outcome.unappliedCents - waiting} centavos of byte ${outcome.offset} are unapplied, and as ${outcome.outcome} they wait for nobody.`,
        );
      if (outcome.parts !== undefined && sumOf(outcome.parts, 'appliedCents') !== outcome.appliedCents)
        differ(
          `${outcome.appliedCents} centavos of byte ${outcome.offset} are applied, and its parts make ${sumOf(outcome.parts, 'appliedCents')}.`,
        );
    }
    const found = fileOf(file);
    if (!isStep) found.outcomes += 1;
    addSums(found.sums, sumOutcomes(outcomes));
    const took = outcomes.flatMap((outcome) => outcome.took ?? []);
    await movements.tell(key, [...outcomes.filter((outcome) => outcome.took === undefined), ...took]);
    await movements.openedByUndoing(took);
    await holdExceptions(key, outcomes.flatMap(waitingOf));
  };

  /** Each is opened, and as open as its money. */
  const holdExceptions = async (key: string, opened: EntryOutcome[]) => {
    for (const outcome of opened) {
      const id = exceptionIdOf(outcome.company, outcome.key);
      const state = await books?.exceptionOf(outcome.company, id);
      if (books !== undefined && state === undefined) {
        if (!isSettled((await books.fileOf(outcome.file))?.status)) continue;
        note(
          'exception-missing',
          key,
          `${key}: exception ${id} of ${outcome.unappliedCents} centavos was never opened.`,
          LOOK_AT_BOTH,
        );
      } else if (state !== undefined && state.outcome.unappliedCents !== outcome.unappliedCents)
        note(
          'exception-differs',
          key,
          `${key}: exception ${id} holds ${state.outcome.unappliedCents} centavos, and ${outcome.unappliedCents} were unapplied.`,
          LOOK_AT_BOTH,
        );
      movements.opened(id, state?.resolution !== undefined);
      if (state?.resolution !== undefined) figures.resolved += 1;
      else {
        figures.waiting += 1;
        figures.waitingCents += outcome.unappliedCents;
      }
    }
  };

  return {
    /** Takes one object of the chain, whose content is proved. */
    async take(key: string, text: string): Promise<void> {
      const [folder, name = '', ...parts] = partsOfKey(key);
      if (folder === 'entries') fileOf(name).chunks = text.split('\n').length - 1;
      else if (folder === 'outcomes')
        await takeOutcomes(key, name, Number(parts.at(-1)), parts.length > 1, linesOf(text, key));
      else if (folder === 'acordos') {
        const deed = parseJson(text, key) as AcordoDeed;
        await holdExceptions(key, await acordos.take(key, name, deed));
      } else if (folder === 'resolutions') {
        const resolution = parseJson(text, key) as Resolution;
        movements.resolved(name, resolution);
        await movements.tell(key, resolution.outcomes);
        const rest = resolution.outcomes.flatMap(waitingOf);
        // What is left of money that kept its key is an exception of its own, beside the one that ended.
        const keptItsKey = ({ company, key: own }: EntryOutcome) =>
          resolution.how === 'retried' || exceptionIdOf(company, own) === name;
        await holdExceptions(
          key,
          rest.map((outcome) =>
            keptItsKey(outcome) ? { ...outcome, key: restKeyOf(outcome.key) } : outcome,
          ),
        );
      }
    },
    /** Adds the files up, when all objects of the chain were taken. */
    async finish(): Promise<Figures> {
      for (const [file, { chunks, outcomes, sums }] of files) {
        const key = `outcomes/${file}/`;
        const { inCents, outCents, appliedCents, unappliedCents } = sums;
        if (chunks === undefined)
          note(
            'file-not-taken',
            `entries/${file}/`,
            `File ${file} has outcomes in the chain, and its entries are not.`,
            LOOK_AT_BOTH,
          );
        if (inCents - outCents !== appliedCents + unappliedCents)
          note(
            'file-does-not-add-up',
            key,
            `File ${file}: in ${inCents} − out ${outCents} is not applied ${appliedCents} + unapplied ${unappliedCents}.`,
            LOOK_AT_BOTH,
          );
        const record = await books?.fileOf(file);
        if (isSettled(record?.status) || books === undefined) {
          if (chunks !== undefined && outcomes !== chunks && record !== undefined)
            note(
              'outcomes-missing',
              key,
              `File ${file}: ${outcomes} of ${chunks} chunks have their outcome in the chain, and the register calls it processed.`,
              LOOK_AT_BOTH,
            );
          holdSums(file, sums, record?.sums);
        } else if (record === undefined)
          note('file-unknown', key, `File ${file} is in the chain, and not in the register.`, LOOK_AT_BOTH);
        figures.files += 1;
        figures.entries += sums.entries;
        for (const figure of MONEY) figures[figure] += sums[figure];
      }
      return figures;
    },
  };

  function holdSums(file: string, sums: FileSums, kept: FileSums | undefined): void {
    if (kept === undefined) return;
    for (const figure of ['entries', ...MONEY] as const)
      if (kept[figure] !== sums[figure])
        note(
          'file-differs',
          `outcomes/${file}/`,
          `File ${file}: ${figure} is ${kept[figure]} in the register, and ${sums[figure]} when its outcomes are added up.`,
          LOOK_AT_BOTH,
        );
  }
}

const sumOf = (outcomes: EntryOutcome[], figure: 'appliedCents' | 'unappliedCents'): Cents =>
  outcomes.reduce((sum, outcome) => sum + outcome[figure], 0);

/** Outcomes whose unapplied money went back to who paid, or never came. */
const GONE: ReadonlySet<Outcome> = new Set(['reversed', 'undone']);

const MONEY = ['inCents', 'outCents', 'appliedCents', 'unappliedCents', 'toldBeforeCents'] as const;

function addSums(to: FileSums, more: FileSums): void {
  to.entries += more.entries;
  for (const figure of MONEY) to[figure] += more[figure];
}
