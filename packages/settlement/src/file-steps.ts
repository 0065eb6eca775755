import { type Clock, formatBrl, type Problem, problem } from '@baixa/core';
import type { Agreements, Chunks, FileStep, Files, FileWish, SettledFile } from './ports.ts';

/** What beginning a step of a file needs. */
export interface StepPorts {
  files: Files;
  chunks: Chunks;
  agreements: Agreements;
  clock: Clock;
}

/** What a person wants done with a whole file. */
export interface StepWish extends Pick<FileStep, 'what' | 'by' | 'reason' | 'id'> {
  file: string;
}

/** `begun`: its chunks are on their way. `proposed`: a second person has to give the same command. */
export type StepBegun =
  | { done: 'begun' | 'proposed'; chunks: number; problems?: never }
  | { done?: never; problems: Problem[] };

const refuse = (code: string, sentence: string, wayOut: string): StepBegun => ({
  problems: [problem(`file.${code}`, {}, sentence, wayOut)],
});

/**
 * Begins to undo a settled file, or to tell it again, as a person says: a command for each of its chunks goes out, and
 * each is carried out where chunks are settled. The same command again goes on where it stopped.
 */
export async function stepFile(ports: StepPorts, wish: StepWish): Promise<StepBegun> {
  const file = await ports.files.find(wish.file);
  if (file === undefined)
    return refuse('unknown', `There is no file ${wish.file}.`, 'baixa files lists those that came.');
  const { chunks } = file;
  if (file.steps?.some(({ id }) => id === wish.id) === true) {
    await beginStep(ports, file, { ...wish, at: ports.clock.now() });
    return { done: 'begun', chunks };
  }
  const refusal = refusalOf(file, wish.what);
  if (refusal !== undefined) return refusal;
  const own: FileWish = {
    step: nextStep(file),
    what: wish.what,
    by: wish.by,
    reason: wish.reason,
    at: ports.clock.now(),
  };
  const limit = await ports.agreements.confirmAboveCents(file.company ?? '');
  const needsTwo = limit !== undefined && moneyOf(file, wish.what) > limit;
  const { proposal } = file;
  const isConfirmed =
    proposal !== undefined &&
    proposal.what === own.what &&
    proposal.step === own.step &&
    proposal.by !== own.by;
  if (needsTwo && !isConfirmed) {
    await ports.files.propose(file.id, own);
    return { done: 'proposed', chunks };
  }
  const facts = needsTwo && isConfirmed ? { ...proposal, confirmedBy: wish.by } : own;
  if (await beginStep(ports, file, { ...facts, id: wish.id })) return { done: 'begun', chunks };
  return refuse(
    'changed',
    'Somebody else began with it at the same moment.',
    'Look at it again: baixa files.',
  );
}

/** The centavos that a step moves: what a file holds, or what it would hold again. */
function moneyOf({ sums, moneyInCents, moneyOutCents }: SettledFile, what: FileStep['what']): number {
  return what === 'undo' ? (sums?.inCents ?? 0) + (sums?.outCents ?? 0) : moneyInCents + moneyOutCents;
}

function refusalOf(file: SettledFile, what: FileStep['what']): StepBegun | undefined {
  const { status, name, sums } = file;
  if (status === 'quarantined')
    return refuse(
      'nothing-settled',
      `${name} was quarantined: nothing of it was settled.`,
      'Nothing is to do.',
    );
  if (status === 'received' || status === 'released')
    return refuse(
      'still-settling',
      `${name} is still being settled.`,
      'Wait until it is processed (baixa files), and give the command again.',
    );
  if (status === 'undoing' || status === 'replaying')
    return refuse(
      'in-progress',
      `${name} is being ${status === 'undoing' ? 'undone' : 'replayed'} now.`,
      'Wait until that has ended (baixa files).',
    );
  const stands = (sums?.inCents ?? 0) + (sums?.outCents ?? 0);
  if (what === 'undo' && status === 'undone' && stands === 0)
    return refuse('undone', `${name} is undone already.`, `baixa replay ${file.id} settles it again.`);
  if (what === 'replay' && status !== 'undone' && (sums?.toldBeforeCents ?? 0) === 0)
    return refuse(
      'stands',
      `${name} stands: ${formatBrl(stands)} of it are booked, and none was told before.`,
      `To settle it anew, baixa undo ${file.id} comes first.`,
    );
  return undefined;
}

const nextStep = ({ steps = [] }: SettledFile): number => steps.length + 2;

/** Begins a step, or goes on with it where it was begun by the same id: false when another one came before. */
export async function beginStep(
  { files, chunks }: Pick<StepPorts, 'files' | 'chunks'>,
  file: SettledFile,
  wish: Pick<FileStep, 'what' | 'by' | 'reason' | 'at' | 'id' | 'confirmedBy'>,
): Promise<boolean> {
  const begun = file.steps?.find(({ id }) => id === wish.id);
  const { what, by, reason, at, id, confirmedBy } = begun ?? wish;
  const step = begun?.step ?? nextStep(file);
  if (
    begun === undefined &&
    !(await files.beginStep(file.id, { step, what, by, reason, at, id, confirmedBy }))
  )
    return false;
  if (begun?.endedAt !== undefined) return true;
  const { company = '', agreement = '', createdOn } = file;
  await chunks.release(
    Array.from({ length: file.chunks }, (_, index) => ({
      file: file.id,
      chunk: index + 1,
      chunks: file.chunks,
      company,
      agreement,
      ...(createdOn === undefined ? {} : { createdOn }),
      step: { step, what, by, reason, at },
    })),
  );
  return true;
}
