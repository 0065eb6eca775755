import { exceptionTakenBy } from './carry-out.ts';
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
}

/**
 * Follows the money of an entry: onto its receivable, or its charge and the receivables of its parts, into exceptions, and from there wherever a person or a rule gave
 * it. What somebody is about to give is given first.
 */
export async function reachOf(ports: WaitingPorts, entry: EntryOutcome): Promise<Reach> {
  const reach: Reach = { places: [], exceptions: [], refunded: false };
  const seen = new Set<string>();
  const follow = async (outcome: EntryOutcome, given: boolean) => {
    const { company, key } = outcome;
    const id = standsOn(outcome);
    const ids = opensException(outcome) ? [exceptionIdOf(company, key)] : [];
    const found = id && (await ports.receivables.loadPayables(company, [id], CONSISTENT)).get(id);
    const { movements } = found || { movements: [] };
    if (id !== undefined && movements.some((movement) => movement.key === key)) {
      reach.places.push({ payable: id, key });
      if (given) ids.push(exceptionIdOf(company, restKeyOf(key)));
      ids.push(...exceptionsOf(company, movements, key));
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
