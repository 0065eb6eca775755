import { canonicalJson } from '@baixa/core';
import type { BaixaEvent } from '@baixa/events';
import type { ErpOutput } from '@baixa/profile';
import { openBook } from '../../../events/examples/book.ts';
import type { Must } from '../check-money.ts';
import type { State } from '../state.ts';

const nameOf = ({ type, subject, id }: BaixaEvent) => `${type} of ${subject} (${id})`;

/**
 * An ERP was told all that it asked for and nothing else, at least once, each event always in the same words; by
 * nothing but what it declares and what the ledger keeps.
 */
export function checkTold(erp: ErpOutput, kept: BaixaEvent[], bodies: string[], must: Must): void {
  const wanted = new Map(
    kept
      .filter(({ company }) => erp.companies === undefined || erp.companies.includes(company))
      .filter(({ type }) => erp.types === undefined || erp.types.includes(type))
      .map((event) => [event.id, event]),
  );
  const words = new Map<string, string>();
  for (const body of bodies) {
    const { time: _, ...event } = JSON.parse(body) as BaixaEvent;
    const before = words.get(event.id);
    const now = canonicalJson(event);
    must(before === undefined || before === now, `${erp.name} was told ${before} and ${now}`);
    words.set(event.id, now);
    must(
      wanted.has(event.id),
      `${erp.name} was told ${event.type} of ${event.company}, and did not ask for it`,
    );
  }
  for (const event of wanted.values())
    must(words.has(event.id), `${erp.name} was never told ${nameOf(event)}`);
}

/** Who drops what it knows by its id and orders by sequence has every receivable as it stands, to the centavo. */
export function checkBooks(
  name: string,
  bodies: string[],
  { receivables }: State,
  isTold: (company: string) => boolean,
  must: Must,
): void {
  const book = openBook(':memory:');
  for (const body of bodies) book.take(JSON.parse(body) as BaixaEvent);
  const booked = new Map(book.receivables().map((one) => [`${one.company}/${one.id}`, one]));
  book.close();
  for (const { company, id, status, movements } of receivables.filter((one) => isTold(one.company))) {
    const changed = movements.filter(
      ({ appliedCents, outcome }) => appliedCents !== 0 || outcome === 'reversed',
    );
    const applied = changed.reduce((sum, { appliedCents }) => sum + appliedCents, 0);
    const found = booked.get(`${company}/${id}`);
    const expected = changed.length === 0 ? undefined : `${status} ${applied}`;
    const shown = found && `${found.status} ${found.appliedCents}`;
    must(shown === expected, `${name} has ${id} as ${shown}, and it is ${expected}`);
  }
}
