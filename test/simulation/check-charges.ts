import { newLabeller } from '@baixa/bank-simulator';
import { canonicalJson } from '@baixa/core';
import type { Charge } from '@baixa/settlement';
import { linesByPlace, type Must } from './check-money.ts';
import type { State } from './state.ts';

/** Every payment of a collective charge is on its bills to the centavo, once, and nothing else is there in its name. */
export function checkParts({ charges, receivables }: State, must: Must): void {
  const bills = new Map(receivables.map((receivable) => [receivable.id, receivable]));
  const known = new Set<string>();
  for (const { id, movements } of charges)
    for (const { key, parts = [], movedCents, appliedCents, outcome } of movements) {
      if (outcome === 'undone' || outcome === 'transferred') continue;
      const sum = parts.reduce((total, { cents }) => total + cents, 0);
      must(sum === appliedCents, `${id}: ${key} gave ${appliedCents}, its parts make ${sum}`);
      must(Math.abs(sum) <= Math.abs(movedCents), `${id}: ${key} of ${movedCents} was split into ${sum}`);
      for (const { number, receivable, cents } of parts) {
        const own = `${key}/${number}`;
        const found = bills.get(receivable)?.movements.find((movement) => movement.key === own);
        must(
          found?.movedCents === cents,
          `${id}: ${own} moved ${found?.movedCents} on ${receivable}, not ${cents}`,
        );
        must(found?.part?.charge === id, `${id}: ${own} stands in the name of ${found?.part?.charge}`);
        known.add(own);
      }
    }
  for (const { id, movements } of receivables)
    for (const { key, part, outcome } of movements)
      must(
        part === undefined || outcome === 'undone' || known.has(key),
        `${id} has ${key}, which no charge gave it`,
      );
}

/** Where nothing but a charge paid its bills, the simulator splits each of its payments into the same centavos. */
export function checkSplits(state: State, must: Must): void {
  const lines = linesByPlace(state.files);
  for (const charge of state.charges.filter((each) => isAlone(state, each))) {
    const labeller = newLabeller();
    for (const { file, offset, outcome, appliedCents, parts = [] } of charge.movements) {
      const told = lines.get(`${file}:${offset}`);
      if (told === undefined || outcome === 'unmatched') continue;
      const { tolerance } = told.file.agreement;
      const [label] = labeller.labelFile(`${file}:${offset}`, tolerance, [told.line]).labels;
      const found = [outcome, appliedCents, parts.map(({ receivable, cents }) => ({ receivable, cents }))];
      const known = [label?.outcome, label?.appliedCents, label?.parts];
      must(
        canonicalJson(found) === canonicalJson(known),
        `${charge.id}: ${file}:${offset} is ${canonicalJson(found)}, the simulator says ${canonicalJson(known)}`,
      );
    }
  }
}

const isAlone = ({ receivables }: State, { id, covers }: Charge): boolean =>
  covers.every(({ receivable }) =>
    receivables
      .find((each) => each.id === receivable)
      ?.movements.every(({ part, outcome }) => part?.charge === id && outcome !== 'undone'),
  );
