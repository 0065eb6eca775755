import type { Cents } from '@baixa/core';
import { type AcordoDeed, type EntryOutcome, isCharge, opensException } from '@baixa/settlement';
import { LOOK_AT_BOTH, type Note } from './differences.ts';
import { deedKey } from './keys.ts';
import type { Movements } from './movements.ts';
import type { Books } from './ports.ts';

const sum = (cents: Cents[]): Cents => cents.reduce((total, each) => total + each, 0);

/**
 * Adds up again what was done with acordos, and holds it against the tables: the parts make what was due, with the charges
 * and less the discount; each part is registered so; at the end all that left the parts has come elsewhere.
 */
export function newAcordos(books: Books | undefined, movements: Movements, note: Note) {
  const deeds = new Map<string, Set<AcordoDeed['what']>>();

  const differ = (key: string, sentence: string) =>
    note('acordo-differs', key, `${key}: ${sentence}`, LOOK_AT_BOTH);

  const holdParts = async (key: string, { acordo }: AcordoDeed) => {
    const ids = acordo.parts.map(({ id }) => id);
    const loaded = await books?.payablesOf(acordo.company, ids);
    for (const { id, faceCents, dueOn } of loaded === undefined ? [] : acordo.parts) {
      const part = loaded?.get(id);
      if (
        part === undefined ||
        isCharge(part) ||
        part.acordo?.id !== acordo.id ||
        part.faceCents !== faceCents ||
        part.dueOn !== dueOn
      )
        differ(key, `part ${id} of ${faceCents} centavos due on ${dueOn} is not registered so.`);
    }
  };

  return {
    /** Takes one deed of the chain, whose content is proved. Gives the outcomes that wait for a person. */
    async take(key: string, folder: string, deed: AcordoDeed): Promise<EntryOutcome[]> {
      const { what, acordo, outcomes } = deed;
      deeds.set(folder, (deeds.get(folder) ?? new Set()).add(what));
      const debt = sum(acordo.replaced.map(({ cents }) => cents));
      const parts = sum(acordo.parts.map(({ faceCents }) => faceCents));
      if (parts + acordo.discountCents !== debt + acordo.chargesCents)
        differ(
          key,
          `parts ${parts} + discount ${acordo.discountCents} is not debt ${debt} + charges ${acordo.chargesCents}.`,
        );
      const replaced = outcomes.filter(({ outcome }) => outcome === 'replaced').length;
      if (what === 'made' && replaced !== acordo.replaced.length)
        differ(
          key,
          `it names ${acordo.replaced.length} receivables, and tells of ${replaced} that it replaced.`,
        );
      const moved = sum(outcomes.map(({ movedCents }) => movedCents));
      if (moved !== 0)
        differ(key, `${moved} centavos more came to what it had replaced than left its parts.`);
      await holdParts(key, deed);
      await movements.tell(key, outcomes);
      return outcomes.filter(opensException);
    },
    /** When everything was told: the other way round, from the tables to the ledger. */
    async finish(): Promise<{ acordos: number }> {
      for (const [folder, whats] of deeds) {
        const acordo = await books?.acordoOf(folder);
        if (books !== undefined && acordo === undefined)
          note('acordo-unknown', `acordos/${folder}/`, `The tables have no acordo ${folder}.`, LOOK_AT_BOTH);
        if (
          acordo === undefined ||
          (acordo.state === 'ended') === whats.has('ended') ||
          acordo.state === 'ending'
        )
          continue;
        differ(
          deedKey(folder, 'ended'),
          `acordo ${acordo.id} is ${acordo.state}, and the ledger ${whats.has('ended') ? 'has' : 'has not'} its end.`,
        );
      }
      return { acordos: deeds.size };
    },
  };
}

export type AuditedAcordos = ReturnType<typeof newAcordos>;
