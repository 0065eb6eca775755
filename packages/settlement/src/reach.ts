import type { Share } from './acordo.ts';
import type { AcordoPorts } from './acordo-ports.ts';
import { exceptionTakenBy } from './carry-out.ts';
import { isCharge } from './charge.ts';
import { sharesOf } from './end-acordo.ts';
import { type EntryOutcome, exceptionIdOf, opensException, restKeyOf, standsOn } from './outcome.ts';
import type { ExceptionState } from './ports.ts';
import type { Movement } from './receivable.ts';
import { finishAccepted } from './undo-exception.ts';
import type { WaitingPorts } from './waiting.ts';

/** Where the money of an entry has gone: movements on receivables and collective charges, and the exceptions it opened on its way. */
export interface Reach {
  /** Where it came first stands first: a charge before its parts. */
  places: { payable: string; key: string }[];
  /** Ids. */
  exceptions: string[];
  /** True when a person marked a part of it to go back to who paid. */
  refunded: boolean;
  /** True when a part of it is on a part of an acordo, whose end may take it on from there. */
  isOfAcordo: boolean;
}

/**
 * Follows the money of an entry: onto its receivable, or its charge and the receivables of its parts, into exceptions,
 * and from there wherever a person, a rule or the end of an acordo gave it. What somebody is about to give is given first.
 */
export async function reachOf(ports: WaitingPorts & AcordoPorts, entry: EntryOutcome): Promise<Reach> {
  const reach: Reach = { places: [], exceptions: [], refunded: false, isOfAcordo: false };
  const seen = new Set<string>();
  const follow = async (outcome: EntryOutcome, given: boolean) => {
    const { company, key } = outcome;
    const id = standsOn(outcome);
    const ids = opensException(outcome) ? [exceptionIdOf(company, key)] : [];
    const found = id && (await ports.receivables.loadPayables(company, [id], CONSISTENT)).get(id);
    const { movements } = found || { movements: [] };
    const { receivable } = outcome;
    if (id !== undefined && movements.some((movement) => movement.key === key)) {
      reach.places.push({ payable: id, key });
      if (given) ids.push(exceptionIdOf(company, restKeyOf(key)));
      ids.push(...exceptionsOf(company, movements, key));
      reach.isOfAcordo ||=
        found !== undefined && found !== '' && !isCharge(found) && found.acordo !== undefined;
      for (const { to, key: share } of await sharesOfPayment(ports, company, movements, key))
        if (receivable !== undefined)
          await follow(
            { ...outcome, parts: undefined, key: share, receivable: { ...receivable, id: to } },
            false,
          );
    }
    for (const part of outcome.parts ?? []) await follow(part, given);
    for (const exceptionId of ids) {
      if (seen.has(exceptionId)) continue;
      seen.add(exceptionId);
      const exception = await finishAccepted(ports, company, exceptionId);
      if (exception === undefined) continue;
      reach.exceptions.push(exceptionId);
      reach.refunded ||= exception.resolution?.how === 'refunded';
      for (const next of outcomesOf(exception)) await follow(next, true);
    }
  };
  await follow(entry, false);
  return { ...reach, places: uniqueBy(reach.places) };
}

/** Where the end of an acordo gave the money of a payment. */
async function sharesOfPayment(
  ports: AcordoPorts,
  company: string,
  movements: Movement[],
  payment: string,
): Promise<Share[]> {
  const taken = movements.filter(({ undoes, acordo }) => undoes === payment && acordo !== undefined);
  const shares = await Promise.all(
    taken.map(({ acordo = '', key }) => sharesOf(ports, company, acordo, key)),
  );
  return shares.flat();
}

const CONSISTENT = { consistent: true };
const outcomesOf = ({ resolution }: ExceptionState) => resolution?.outcomes ?? [];

/** The exceptions of a payment's credit, by the movements that took it away or gave it back. */
function exceptionsOf(company: string, movements: Movement[], payment: string): string[] {
  return movements
    .filter(({ undoes }) => undoes === payment)
    .flatMap((movement) => {
      if (movement.outcome === 'transferred') return exceptionTakenBy(movement.key) ?? [];
      return movement.outcome === 'undone' && movement.movedCents > 0
        ? [exceptionIdOf(company, movement.key)]
        : [];
    });
}

function uniqueBy(places: Reach['places']): Reach['places'] {
  const known = new Map(places.map((place) => [`${place.payable} ${place.key}`, place]));
  return [...known.values()];
}
