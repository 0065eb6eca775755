import { canonicalJson } from '@baixa/core';
import { type BaixaEvent, eventSchemas, eventTypes } from '@baixa/events';
import type { EntryOutcome } from '@baixa/settlement';
import { CREDITS, creditsGone } from './check-credits.ts';
import type { Must } from './check-money.ts';
import type { FileState, State } from './state.ts';
import { BLANK_PIX } from './world.ts';

/** An event that must have gone out: what it is about, and the part of its data that is known from elsewhere. */
interface Expected {
  place: string;
  data: object;
}

const APPLIED = ['settled', 'settled-in-part', 'settled-in-excess'];
const EXCEPTIONS = [
  'settled-in-excess',
  'paid-twice',
  'unmatched',
  'ambiguous',
  'divergent',
  'refused',
  'held',
];

/** Whether a person has to look at an entry. */
function isException({ outcome, toldBefore }: EntryOutcome): boolean {
  return EXCEPTIONS.includes(outcome) && toldBefore !== true;
}

/** What of an entry waits for a person: its own money, and what a receivable did not take of a charge's payment. */
function waitingIn({ parts = [], ...outcome }: EntryOutcome): EntryOutcome[] {
  const inParts = parts.reduce((sum, { unappliedCents }) => sum + unappliedCents, 0);
  const own = { ...outcome, unappliedCents: outcome.unappliedCents - inParts };
  return [...(parts.length > 0 && own.unappliedCents <= 0 ? [] : [own]), ...parts].filter(isException);
}

/** Each event went out at least once, valid, always with the same id and the same data; and no other did. */
export function checkEvents(state: State, recovered: string[], erp: string[], must: Must): void {
  const dataOfId = new Map<string, string>();
  const idsOfPlace = new Map<string, Set<string>>();
  const dataOfPlace = new Map<string, object>();
  for (const body of erp) {
    const event = JSON.parse(body) as BaixaEvent;
    const known = eventTypes.includes(event.type);
    const check = known ? eventSchemas[event.type].safeParse(event) : undefined;
    must(check?.success === true, `event ${event.type} ${event.id} is not valid: ${check?.error?.message}`);
    if (!known) continue;
    must(state.kept.has(event.id), `event ${event.id} went out, and the ledger does not keep it`);
    const { time: _, ...rest } = event;
    const content = canonicalJson(rest);
    const before = dataOfId.get(event.id);
    must(before === undefined || before === content, `event ${event.id} says ${before} and ${content}`);
    dataOfId.set(event.id, content);
    const place = placeOf(event);
    idsOfPlace.set(place, (idsOfPlace.get(place) ?? new Set()).add(event.id));
    dataOfPlace.set(place, { ...event.data, sequence: event.sequence });
  }
  for (const { place, data } of [
    ...state.files.flatMap(expectedOf),
    ...[...state.resolved.values()].flatMap(expectedOfResolved),
    ...recovered.map(expectedRecovery),
    ...creditsGone(state).map(({ id }) => ({
      place: `exception.resolved ${id}`,
      data: { how: 'ignored', appliedCents: 0, unappliedCents: 0 },
    })),
  ]) {
    const ids = idsOfPlace.get(place)?.size ?? 0;
    // What comes out of order may make an account recovered on one day, and then on another: each is told.
    const once = place.startsWith('account.recovered') ? ids >= 1 : ids === 1;
    must(once, `${place} went out under ${ids} ids`);
    const sent = dataOfPlace.get(place) ?? {};
    const same = canonicalJson({ ...sent, ...data }) === canonicalJson(sent);
    must(ids === 0 || same, `${place} says ${canonicalJson(sent)}, not ${canonicalJson(data)}`);
    idsOfPlace.delete(place);
  }
  for (const place of idsOfPlace.keys()) must(false, `${place} went out, and nothing tells of it`);
}

function placeOf({ type, data, subject, sequence }: BaixaEvent): string {
  if (type === 'exception.opened' && 'told' in data && 'reason' in data)
    return openedBy(`${data.told.file}:${data.told.offset}`, data.outcome, data.receivable ?? data.charge);
  if (type === 'exception.resolved' && 'exception' in data) return `${type} ${data.exception}`;
  if ('told' in data) return `${type} ${data.told.file}:${data.told.offset} ${data.receivable}`;
  return type === 'receivable.settled' ? `${type} ${subject} ${sequence}` : `${type} ${subject}`;
}

function expectedOf({ file, record, outcomes }: FileState): Expected[] {
  const { inCents, outCents, appliedCents, unappliedCents, entries, toldBeforeCents } = record?.sums ?? {};
  const sums = { entries, inCents, outCents, appliedCents, unappliedCents, toldBeforeCents };
  return [
    { place: `return-file.processed ${file.id}`, data: sums },
    ...outcomes.flatMap((outcome, index) => {
      const line = file.lines[index];
      const parts = outcome.parts?.flatMap((part) => expectedOfMoney(part, line, part.receivable?.id));
      return [
        ...(parts ?? expectedOfMoney(outcome, line, line?.receivable?.id)),
        ...waitingIn(outcome).map(expectedException),
      ];
    }),
  ];
}

/** What a single outcome did to the receivable of an id; to a charge it did nothing that is told. */
function expectedOfMoney(
  outcome: EntryOutcome,
  line: FileState['file']['lines'][number] | undefined,
  id: string | undefined,
): Expected[] {
  const place = `${outcome.file}:${outcome.offset} ${id}`;
  const { appliedCents, unappliedCents, receivable } = outcome;
  if (receivable === undefined) return [];
  const money = { receivable: id, appliedCents, unappliedCents };
  const expected: Expected[] = [];
  if (APPLIED.includes(outcome.outcome))
    expected.push({
      place: `settlement.applied ${place}`,
      data: {
        ...money,
        outcome: outcome.outcome,
        paidOn: line?.on,
        status: receivable?.status,
        sequence: receivable?.sequence,
      },
    });
  if (receivable?.status === 'settled' && appliedCents > 0)
    expected.push(settledBy(receivable.id, receivable.sequence, line?.on));
  if (outcome.outcome === 'reversed')
    expected.push({
      place: `settlement.reversed ${place}`,
      data: { ...money, reversedOn: line?.on, sequence: receivable?.sequence },
    });
  return expected;
}

const expectedException = ({
  file,
  offset,
  outcome,
  unappliedCents,
  receivable,
  charge,
}: EntryOutcome): Expected => ({
  place: openedBy(`${file}:${offset}`, outcome, receivable?.id ?? charge?.id),
  data: { outcome, unappliedCents },
});

/** What a retry leaves over is an exception of its own, of the same entry. */
const openedBy = (place: string, outcome: string, of: string | undefined) =>
  `exception.opened ${place} ${outcome} ${of}`;

/** A receivable that comes to be settled is told once for each time. */
const settledBy = (receivable: string, sequence: number, on: string | undefined): Expected => ({
  place: `receivable.settled ${receivable} ${sequence}`,
  data: { receivable, sequence, settledOn: on },
});

/** Money whose receivable was registered after it is told as any other, and as the end of its exception. */
function expectedOfResolved(outcome: EntryOutcome & { exception: string }): Expected[] {
  const { exception, appliedCents, unappliedCents, parts = [outcome] } = outcome;
  const receivables = parts.flatMap(({ receivable }) => receivable?.id ?? []);
  return [
    ...parts.flatMap(expectedOfRetried),
    ...waitingIn(outcome).map(expectedException),
    {
      place: `exception.resolved ${exception}`,
      data: { appliedCents, unappliedCents, receivables, how: 'retried' },
    },
  ];
}

function expectedOfRetried({
  file,
  offset,
  outcome,
  appliedCents,
  unappliedCents,
  receivable,
  on,
}: EntryOutcome) {
  if (receivable === undefined) return [];
  const money = { receivable: receivable.id, appliedCents, unappliedCents };
  return [
    ...(outcome === 'reversed' || appliedCents !== 0
      ? [
          {
            place: `settlement.${outcome === 'reversed' ? outcome : 'applied'} ${file}:${offset} ${receivable.id}`,
            data: { ...money, sequence: receivable.sequence },
          },
        ]
      : []),
    ...(receivable.status === 'settled' && appliedCents > 0
      ? [settledBy(receivable.id, receivable.sequence, on)]
      : []),
  ];
}

const expectedRecovery = (account: string): Expected => ({
  place: `account.recovered ${account}`,
  data: { account },
});

/**
 * Each entry that a person has to look at has one open exception, with its own money, and so has what a retry leaves
 * over; there is no other.
 */
export function checkExceptions({ files, exceptions, resolved }: State, must: Must): void {
  const open = exceptions.filter(({ openedAt }) => openedAt !== undefined);
  const expected = [...files.flatMap(({ outcomes }) => outcomes), ...resolved.values()].flatMap(waitingIn);
  const keyOf = ({ file, offset, outcome, unappliedCents }: EntryOutcome) =>
    `${file}:${offset} ${outcome} ${unappliedCents}`;
  const found = open.map(({ detail }) => keyOf(detail as EntryOutcome)).sort();
  const known = expected.map(keyOf).sort();
  must(
    canonicalJson(found) === canonicalJson(known),
    `exceptions open: ${found.filter((one) => !known.includes(one))} too many, ` +
      `${known.filter((one) => !found.includes(one))} missing, ${found.length} of ${known.length}`,
  );
  const claims = exceptions.filter(({ claimed }) => claimed === true);
  const named = expected.filter(({ outcome, key, file }) => outcome === 'unmatched' && !key.startsWith(file));
  // A Pix without its txid is claimed before it is known that another file told of it.
  const blank = files.find(({ file }) => file.name === BLANK_PIX)?.file.id;
  // What was claimed may find its receivable before it is told: it is pinned then, and stands there.
  const standsOn = new Map(
    files.flatMap(({ outcomes }) =>
      outcomes.map(({ file, offset, receivable }) => [`${file}:${offset}`, receivable?.id]),
    ),
  );
  const isPinned = ({ file, offset, pinned }: (typeof claims)[number]) =>
    pinned !== undefined && standsOn.get(`${file}:${offset}`) === pinned;
  // An exception has the id of its money: that of a credit takes the place of who claimed it first.
  const isCredit = ({ detail }: (typeof claims)[number]) =>
    blank !== undefined && CREDITS.includes((detail as EntryOutcome | undefined)?.outcome ?? '');
  for (const claim of claims)
    must(
      claim.file === blank ||
        isPinned(claim) ||
        isCredit(claim) ||
        named.some(({ file, offset }) => file === claim.file && offset === claim.offset),
      `${claim.file}:${claim.offset} is claimed and not unmatched`,
    );
}
