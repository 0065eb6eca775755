import { idOf, invariant } from '@baixa/core';
import { type BaixaEvent, makeEvent } from '@baixa/events';
import type { Acordo, AcordoEnding, AcordoPlan, Acordos } from './acordo.ts';
import { dueOn, splitOver } from './due.ts';
import { asOfMovement } from './movements.ts';
import { type EntryOutcome, opensException } from './outcome.ts';
import { exceptionEventsOf, settlementEventsOf } from './outcome-events.ts';
import type { Exceptions, Files, Ledger, Publisher, Receivables } from './ports.ts';
import type { AgreementRules, Movement, Receivable } from './receivable.ts';

/** What was done with an acordo, as the ledger keeps it: one object when it stands, one when it ended. */
export interface AcordoDeed {
  what: 'made' | 'ended';
  acordo: AcordoPlan & Pick<Acordo, 'by' | 'confirmedBy' | 'reason' | 'at' | 'end'>;
  /** Each movement of it on a receivable, as the receivable stood after it. */
  outcomes: EntryOutcome[];
}

interface DeedPorts {
  acordos: Acordos;
  receivables: Receivables;
  exceptions: Pick<Exceptions, 'open'>;
  files: Pick<Files, 'find'>;
  ledger: Pick<Ledger, 'saveDeed'>;
  publisher: Publisher;
}

/** Keeps and tells that an acordo stands. Told again, it is the same. */
export async function tellMade(ports: DeedPorts, acordo: Acordo): Promise<void> {
  const ids = acordo.replaced.map(({ receivable }) => receivable);
  const loaded = await ports.receivables.load(acordo.company, ids, { consistent: true });
  const outcomes = ids.flatMap((id) => linesOf(acordo, loaded.get(id), ['replaced'], acordo.at));
  await ports.ledger.saveDeed({ what: 'made', acordo: planOf(acordo), outcomes });
  await ports.publisher.publish([madeEvent(acordo)]);
}

/** Keeps and tells the end of an acordo, and opens what of its money waits for a person. Told again, it is the same. */
export async function tellEnded(
  ports: DeedPorts,
  acordo: Acordo,
  rules: Map<string, AgreementRules>,
): Promise<void> {
  const { company, end, replaced, parts } = acordo;
  invariant(end !== undefined, `acordo ${acordo.id} is ending`);
  const ids = [...parts.map(({ id }) => id), ...replaced.map(({ receivable }) => receivable)];
  const loaded = await ports.receivables.load(company, ids, { consistent: true });
  // One that was refused was never told of: its whole story stands in its end.
  const own: Movement['outcome'][] = [
    'cancelled',
    'transferred',
    'restored',
    ...(end.how === 'refused' ? (['replaced'] as const) : []),
  ];
  const outcomes = ids.flatMap((id) => linesOf(acordo, loaded.get(id), own, end.at));
  for (const { to, key } of end.shares ?? []) {
    const receivable = loaded.get(to);
    if (receivable !== undefined)
      outcomes.push(await givenLine(ports, acordo, receivable, key, rules.get(to)));
  }
  const deed = await ports.ledger.saveDeed({ what: 'ended', acordo: planOf(acordo), outcomes });
  const waiting = deed.outcomes.filter(opensException);
  await ports.exceptions.open(waiting);
  await ports.publisher.publish([
    ...deed.outcomes.flatMap(settlementEventsOf),
    ...waiting.flatMap(exceptionEventsOf),
    ...(end.how === 'refused' ? [] : [endedEvent(acordo, end)]),
  ]);
}

function planOf({ state: _, version: __, wish: ___, ...plan }: Acordo): AcordoDeed['acordo'] {
  return plan;
}

/** What an acordo did to a receivable, as lines of the ledger. */
function linesOf(
  { id: acordo, on, end }: Acordo,
  receivable: Receivable | undefined,
  outcomes: Movement['outcome'][],
  at: string,
): EntryOutcome[] {
  if (receivable === undefined) return [];
  return receivable.movements.flatMap((movement, index) =>
    movement.acordo === acordo && outcomes.includes(movement.outcome)
      ? [
          {
            ...lineOf(receivable, movement, index, at),
            ...(movement.movedCents === 0 ? {} : { acordo, on: end?.on ?? on }),
          },
        ]
      : [],
  );
}

/** A movement as a line: what it moved, and how the receivable stood just after it. */
function lineOf(receivable: Receivable, movement: Movement, index: number, at: string): EntryOutcome {
  const { key, file, line, offset, on, outcome, movedCents, appliedCents } = movement;
  const { id, account, status, version } = asOfMovement(receivable, index);
  return {
    company: receivable.company,
    agreement: '',
    file,
    line,
    offset,
    key,
    kind: movedCents === 0 ? 'other' : 'payment',
    outcome,
    movedCents,
    appliedCents,
    unappliedCents: movedCents - appliedCents,
    on,
    receivable: { id, account, status, sequence: version },
    at,
  };
}

/** Money that came to a restored receivable. What of it is too much waits for a person, of the agreement it was paid to. */
async function givenLine(
  { files }: DeedPorts,
  { id: acordo, end }: Acordo,
  receivable: Receivable,
  key: string,
  rules: AgreementRules | undefined,
): Promise<EntryOutcome> {
  const index = receivable.movements.findIndex((each) => each.key === key);
  const movement = receivable.movements[index];
  invariant(movement !== undefined && end !== undefined, `${receivable.id} has the share ${key}`);
  const { agreement = '' } = (await files.find(movement.file)) ?? {};
  const due = dueOn(asOfMovement(receivable, index - 1), movement.on, rules?.holidays);
  const line = { ...lineOf(receivable, movement, index, end.at), agreement, acordo };
  const split =
    movement.appliedCents > 0
      ? {
          split: {
            ...splitOver(due, movement.appliedCents, movement.outcome !== 'settled-in-part'),
            feeCents: 0,
          },
        }
      : {};
  return opensException(line)
    ? {
        ...line,
        ...split,
        reason: `More was paid under acordo ${acordo} than was due of what it had replaced.`,
      }
    : { ...line, ...split };
}

function madeEvent(acordo: Acordo): BaixaEvent {
  const { id, company, account, on, replaced, parts, discountCents, chargesCents, at } = acordo;
  const [downPayment, ...instalments] = parts.map(({ id: receivable, faceCents: cents, dueOn: due }) => ({
    receivable,
    cents,
    dueOn: due,
  }));
  invariant(downPayment !== undefined, `acordo ${id} has a down payment`);
  return makeEvent('acordo.made', {
    id: idOf('acordo.made', company, id),
    company,
    subject: id,
    time: at,
    data: { acordo: id, account, on, replaced, downPayment, instalments, discountCents, chargesCents },
  });
}

function endedEvent(
  { id, company, account, replaced, parts }: Acordo,
  end: NonNullable<Acordo['end']>,
): BaixaEvent {
  const { how, on, at, shares = [] } = end;
  return makeEvent('acordo.broken', {
    company,
    subject: id,
    time: at,
    id: idOf('acordo.broken', company, id),
    data: {
      acordo: id,
      account,
      how: how as Exclude<AcordoEnding, 'refused'>,
      brokenOn: on,
      restored: replaced.map(({ receivable }) => receivable),
      cancelled: parts.map((part) => part.id),
      movedCents: shares.reduce((sum, { cents }) => sum + cents, 0),
    },
  });
}
