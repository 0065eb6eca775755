import type { FileRecord, FileStatus } from '@baixa/intake';
import { addSums, type FileStep, type FileSums } from '@baixa/settlement';
import type { Item } from './dynamo.ts';

/*
 * Keys of the files table (partition key `pk`; index `listed` on `list` and `listedAt`, keys only).
 *   FILE#id                    a return file and its progress       list `files`
 *                              step2, done2…: what was made of it since, and the chunks of that which are counted
 *   ARRIVAL#key                what an arrival of an object came to
 *   SEQUENCE#agreement#number  { file, highest } who holds a sequence number, and the highest before it
 *   SEQUENCES#agreement        { highest } the highest number seen
 *   TOLD#id#shard              { files } those that told payments of a file again
 *   EXCEPTION#id               money that waits for a person        list `exceptions#company`
 *   COMMAND#id                 what became of a command
 */
export const fileKey = (id: string) => ({ pk: `FILE#${id}` });

/** A file as its item has it, with what stands of it over all its steps. */
export function fileOfItem({ pk: _, list: __, listedAt: ___, done, ...item }: Item): FileRecord {
  const steps = stepsOf(item);
  const kept = Object.entries(item).filter(
    ([name]) => !/^(step|done|keptBy)\d+$/.test(name) && name !== 'stepsBegun',
  );
  const { owed, ...record } = Object.fromEntries(kept);
  const last = steps.at(-1);
  return {
    ...(record as unknown as FileRecord),
    chunksDone: (done as Set<number> | undefined)?.size ?? 0,
    ...(record.sums === undefined
      ? {}
      : { sums: addSums(record.sums as FileSums, ...steps.map(({ sums }) => sums)) }),
    ...(last === undefined ? {} : { steps, status: statusOf(last) }),
    ...(owed === undefined ? {} : { owed: [...(owed as Set<string>)].sort() }),
  };
}

/** The steps of a file after its first settlement, in order. */
export function stepsOf(item: Item): FileStep[] {
  const begun = (item.stepsBegun as number | undefined) ?? 1;
  return Array.from({ length: begun - 1 }, (_, index) => {
    const kept = item[`keptBy${index + 2}`] as Set<string> | undefined;
    return {
      ...(item[`step${index + 2}`] as FileStep),
      chunksDone: (item[`done${index + 2}`] as Set<number> | undefined)?.size ?? 0,
      ...(kept === undefined ? {} : { keptBy: [...kept].sort() }),
    };
  });
}

/** The instant a step of a file ended, if it has. */
export function endOf(item: Item, step: number): string | undefined {
  return step === 1 ? (item.processedAt as string | undefined) : stepsOf(item)[step - 2]?.endedAt;
}

function statusOf({ what, endedAt }: FileStep): FileStatus {
  if (endedAt === undefined) return what === 'undo' ? 'undoing' : 'replaying';
  return what === 'undo' ? 'undone' : 'processed';
}
