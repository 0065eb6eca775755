import { idOf, invariant, mapLimit } from '@baixa/core';
import { type AcordoDeed, type EntryOutcome, partsOf, registeredBy } from '@baixa/settlement';
import { rowsOfCase } from './case-rows.ts';
import type { KeepPorts, KpiNote, Told } from './ports.ts';
import { rowsOfMovement, rowsOfRegistration } from './receivable-rows.ts';
import { monthOf, type Row, sumRows } from './row.ts';

const CHUNKS_AT_ONCE = 4;

/**
 * Keeps what a file did to receivables in one step of its history (1: its first settlement), a chunk after the other.
 * The ledger has each outcome once and for good, so each chunk always tells the same, and telling it again adds nothing.
 */
export async function keepFile(ports: KeepPorts, company: string, file: string, step = 1): Promise<void> {
  const { chunks } = (await ports.files.find(file)) ?? {};
  invariant(chunks !== undefined, `file ${file} is in the register`);
  const numbers = Array.from({ length: chunks }, (_, index) => index + 1);
  await mapLimit(numbers, CHUNKS_AT_ONCE, async (chunk) => {
    const outcomes = await ports.ledger.outcomesOf(file, chunk, step);
    invariant(outcomes !== undefined, `chunk ${chunk} of ${file} has its outcome in step ${step}`);
    await keepOutcomes(ports, company, `file:${file}/${step}/${chunk}`, outcomes);
  });
}

/** Keeps what the end of an exception did to receivables. */
export async function keepResolution(ports: KeepPorts, company: string, exception: string): Promise<void> {
  const resolution = await ports.ledger.resolutionOf(exception);
  invariant(resolution !== undefined, `exception ${exception} has its resolution in the ledger`);
  await keepOutcomes(ports, company, `resolution:${exception}`, resolution.outcomes);
}

/** Keeps what the making or the end of an acordo did to receivables, and what its parts add that it registered. */
export async function keepDeed(
  ports: KeepPorts,
  company: string,
  acordo: string,
  what: AcordoDeed['what'],
): Promise<void> {
  const deed = await ports.ledger.deedOf(company, acordo, what);
  invariant(deed !== undefined, `acordo ${acordo} has its deed in the ledger`);
  await keepOutcomes(ports, company, `acordo:${acordo}/${what}`, deed.outcomes);
  if (what === 'made')
    await keepRegistration(ports, {
      company,
      command: registeredBy(acordo),
      receivables: deed.acordo.parts.map(({ id }) => id),
    });
}

/** Keeps what a note names. */
export async function keepNoted(ports: KeepPorts, note: KpiNote): Promise<void> {
  return note.kpi === 'account' ? keepCases(ports, note) : keepRegistration(ports, note);
}

async function keepOutcomes(
  ports: KeepPorts,
  company: string,
  source: string,
  outcomes: EntryOutcome[],
): Promise<void> {
  const moved = outcomes
    .flatMap((outcome) => outcome.took ?? [outcome])
    .flatMap(partsOf)
    .flatMap(({ receivable, key, toldBefore }) =>
      receivable === undefined || toldBefore === true ? [] : [{ id: receivable.id, key }],
    );
  const loaded = await ports.receivables.load(
    company,
    moved.map(({ id }) => id),
  );
  const rows = moved.flatMap(({ id, key }) => {
    const receivable = loaded.get(id);
    return receivable === undefined ? [] : rowsOfMovement(receivable, key);
  });
  await keepByMonth(ports, { company, source, version: 1 }, rows);
}

/** A receivable that several commands registered counts in the first: it keeps which one that was. */
async function keepRegistration(
  ports: KeepPorts,
  { company, command, receivables }: Omit<Extract<KpiNote, { kpi: 'registered' }>, 'kpi'>,
): Promise<void> {
  const loaded = await ports.receivables.load(company, receivables);
  const own = [...loaded.values()].filter(({ registered }) => registered?.by === command);
  const source = `registered:${command}`;
  await keepByMonth(ports, { company, source, version: 1 }, own.flatMap(rowsOfRegistration));
}

/**
 * Keeps how each case of an account stands now, in the month of its notice. Of the receivables that it collects only what
 * they were registered with counts, so its own version says which of two readings is the later. One that was dissolved adds
 * nothing any more.
 */
async function keepCases(
  { book, cases, receivables }: KeepPorts,
  { company, contract, account }: Extract<KpiNote, { kpi: 'account' }>,
): Promise<void> {
  for (const found of (await cases.accountOf(contract, account)).cases) {
    const collected = await receivables.load(company, found.receivables);
    await book.keep({
      company,
      month: monthOf(found.noticeGeneratedOn),
      source: `case:${idOf(contract, account, found.noticeGeneratedOn)}`,
      version: found.version,
      rows: rowsOfCase(found, [...collected.values()]),
    });
  }
}

async function keepByMonth(
  { book }: KeepPorts,
  of: Omit<Told, 'month' | 'rows'>,
  rows: Row[],
): Promise<void> {
  const byMonth = Map.groupBy(sumRows(rows), ({ day }) => monthOf(day));
  await Promise.all([...byMonth].map(([month, own]) => book.keep({ ...of, month, rows: own })));
}
