import { addSums, type FileSums, type Files, NO_SUMS, type SettledFile } from '../index.ts';

/** The register of files, in memory: what was counted of each step, and who began which. */
export function memoryOfFiles() {
  const known = new Map<string, SettledFile>();
  const counted = new Map<string, Map<number, FileSums>>();
  const processed = new Map<string, string>();
  const sumsOfStep = (file: string, step: number) =>
    addSums(NO_SUMS, ...(counted.get(`${file}/${step}`)?.values() ?? []));
  const sumsUpTo = (file: string, step: number) =>
    addSums(NO_SUMS, ...Array.from({ length: step }, (_, index) => sumsOfStep(file, index + 1)));
  const standing = (id: string): SettledFile | undefined => {
    const file = known.get(id);
    if (file === undefined) return undefined;
    const steps = file.steps?.map((each) => ({ ...each, sums: sumsOfStep(id, each.step) }));
    const last = steps?.at(-1);
    const ended = last?.what === 'undo' ? 'undone' : 'processed';
    const under = last?.what === 'undo' ? 'undoing' : 'replaying';
    return structuredClone({
      ...file,
      status:
        last === undefined
          ? processed.has(id)
            ? 'processed'
            : 'released'
          : last.endedAt === undefined
            ? under
            : ended,
      sums: sumsUpTo(id, (steps?.length ?? 0) + 1),
      ...(steps && { steps }),
    });
  };
  const must = (id: string): SettledFile => {
    const file = known.get(id);
    if (file === undefined) throw new Error(`The register has no ${id}.`);
    return file;
  };
  const toldAgain = new Map<string, Set<string>>();

  const files: Files = {
    countChunk: async ({ file, chunk, chunks, step }, sums, at) => {
      const number = step?.step ?? 1;
      const done = counted.get(`${file}/${number}`) ?? new Map<number, FileSums>();
      if (!done.has(chunk)) done.set(chunk, structuredClone(sums));
      counted.set(`${file}/${number}`, done);
      const complete = done.size === chunks;
      const record = must(file);
      const begun = record.steps?.find((each) => each.step === number);
      if (complete && begun !== undefined) begun.endedAt ??= at;
      if (complete && number === 1 && !processed.has(file)) processed.set(file, at);
      return {
        complete,
        name: `${file}.ret`,
        sums: sumsUpTo(file, number),
        at: (begun === undefined ? processed.get(file) : begun.endedAt) ?? at,
        owed: [...(record.owed ?? [])],
      };
    },
    find: async (id) => standing(id),
    propose: async (id, wish) => {
      must(id).proposal = structuredClone(wish);
    },
    beginStep: async (id, facts) => {
      const file = must(id);
      const steps = file.steps ?? [];
      const before = steps.at(-1);
      const free = before === undefined ? processed.has(id) : before.endedAt !== undefined;
      if (!free || facts.step !== steps.length + 2) return false;
      file.steps = [...steps, { ...structuredClone(facts), chunksDone: 0, sums: NO_SUMS }];
      delete file.proposal;
      return true;
    },
    noteToldAgain: async (first, again) => {
      toldAgain.set(first, (toldAgain.get(first) ?? new Set()).add(again));
      return standing(first) as SettledFile;
    },
    toldAgainBy: async (id) => [...(toldAgain.get(id) ?? [])].sort(),
    noteKept: async (id, step, by) => {
      const begun = must(id).steps?.find((each) => each.step === step);
      if (begun !== undefined) begun.keptBy = [...new Set([...(begun.keptBy ?? []), by])].sort();
    },
    owe: async (id, cause) => {
      const file = must(id);
      file.owed = [...new Set([...(file.owed ?? []), cause])].sort();
      return standing(id) as SettledFile;
    },
  };
  return {
    files,
    processed,
    sumsOf: (id: string) => standing(id)?.sums ?? NO_SUMS,
    enter: (id: string) =>
      known.set(id, {
        id,
        name: `${id}.ret`,
        status: 'released',
        company: 'aguas',
        agreement: 'bb',
        chunks: 1,
        moneyInCents: 0,
        moneyOutCents: 0,
      }),
  };
}
