import { type Acordo, isOpenAcordo, type SweepPorts } from '../index.ts';

/** The acordos, in memory; what was given out or taken in is a copy. */
export function memoryOfAcordos(): SweepPorts['acordos'] {
  const acordos = new Map<string, Acordo>();
  const copy = <T>(value: T): T => structuredClone(value);
  const keyOf = ({ company, id }: Pick<Acordo, 'company' | 'id'>) => `${company}/${id}`;
  return {
    async *allOpen(company) {
      yield* copy([...acordos.values()].filter((each) => each.company === company && isOpenAcordo(each)));
    },
    find: async (company, id) => copy(acordos.get(keyOf({ company, id }))),
    enter: async (acordo) => {
      const standing = acordos.get(keyOf(acordo)) ?? copy(acordo);
      acordos.set(keyOf(acordo), standing);
      return copy(standing);
    },
    save: async (after) => {
      const current = acordos.get(keyOf(after));
      if (current === undefined) throw new Error(`no acordo ${after.id}`);
      if (current.version !== after.version - 1) return { saved: false, current: copy(current) };
      acordos.set(keyOf(after), copy(after));
      return { saved: true };
    },
  };
}
