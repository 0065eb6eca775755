import { type CivilDate, invariant } from '@baixa/core';
import { lastDayOnTime } from './calendar.ts';
import { type Due, dueOn, toleranceCents } from './due.ts';
import type { Receivable, Tolerance } from './receivable.ts';

/** One thing that a file tells: the simulator's own form, from which files are written and labels are computed. */
export interface BankLine {
  kind: 'payment' | 'partial-payment' | 'reversal' | 'registration' | 'fee' | 'write-off';
  /** Absent: the company has no such receivable. */
  receivable?: Receivable;
  /** A título that the bank tells of and the company never registered. */
  stranger?: Receivable;
  /** The bills of a collective charge, whose identifiers are those of `receivable`: the oldest are paid first. */
  covers?: readonly Receivable[];
  /** The payment date, or that of what is told, in São Paulo. */
  on: CivilDate;
  /** What was paid or given back; 0 where nothing moved. */
  cents: number;
  /** What the bank says it charged and granted. */
  fineCents?: number;
  interestCents?: number;
  discountCents?: number;
  rebateCents?: number;
  /** Seconds after midnight in São Paulo, for Pix. */
  second?: number;
  endToEndId?: string;
  /** The refund's own id; `endToEndId` is that of the payment it undoes. */
  rtrId?: string;
}

export type Outcome =
  | 'settled'
  | 'settled-in-part'
  | 'settled-in-excess'
  | 'paid-twice'
  | 'reversed'
  | 'noted'
  | 'unmatched'
  | 'divergent';

/** What must come of one entry of a file. */
export interface Label {
  /** Position of the entry in its file, from 1. */
  entry: number;
  outcome: Outcome;
  /** Positive in, negative out. `movedCents` = `appliedCents` + `unappliedCents`, unless it was told before. */
  movedCents: number;
  appliedCents: number;
  unappliedCents: number;
  /** True when an earlier file told the same money: it counts there. */
  toldBefore: boolean;
  receivable?: string;
  /** Of a collective charge: what goes to which bill, or comes back from it. */
  parts?: { receivable: string; cents: number }[];
}

/** The truth of a file: in − out = applied + unapplied, and what was told before counts in none of them. */
export interface FileTruth {
  entries: number;
  byOutcome: Partial<Record<Outcome, number>>;
  inCents: number;
  outCents: number;
  appliedCents: number;
  unappliedCents: number;
  /** Entries whose money an earlier file told, and that money. */
  toldBefore: number;
  toldBeforeCents: number;
  labels: Label[];
}

interface Payment {
  key: string;
  on: CivilDate;
  appliedCents: number;
  unappliedCents: number;
  /** Of a collective charge: the keys of what it gave to each bill. */
  parts?: { bill: Receivable; key: string; cents: number }[];
}

interface State {
  payments: Payment[];
  settledOn?: CivilDate;
}

/** Labels the files of a portfolio in the order in which they arrive. */
export interface Labeller {
  labelFile(name: string, tolerance: Tolerance, lines: readonly BankLine[]): FileTruth;
  /** The payment date by which the receivable stands settled, as the files so far tell. */
  settledOn(receivable: string): CivilDate | undefined;
}

export function newLabeller(): Labeller {
  const states = new Map<string, State>();
  const told = new Set<string>();

  function labelLine(line: BankLine, key: string, tolerance: Tolerance): Omit<Label, 'entry'> {
    const moved = movedBy(line);
    const { receivable } = line;
    const label = (outcome: Outcome, appliedCents: number): Omit<Label, 'entry'> => ({
      outcome,
      movedCents: moved,
      appliedCents,
      unappliedCents: moved - appliedCents,
      toldBefore: false,
      ...(receivable === undefined ? {} : { receivable: receivable.id }),
    });
    if (moved === 0) return label('noted', 0);
    if (told.has(key)) return { ...label('noted', 0), unappliedCents: 0, toldBefore: true };
    told.add(key);
    if (receivable === undefined) return label('unmatched', 0);
    const state = stateOf(receivable);
    if (line.covers !== undefined) {
      const [outcome, applied, parts] =
        line.kind === 'reversal'
          ? undoCharge(state, line)
          : payCharge(state, line, line.covers, key, tolerance);
      return { ...label(outcome, applied), parts };
    }
    if (line.kind === 'reversal') return label('reversed', 0 - undo(state, line));
    return label(...book(state, line, receivable, key, tolerance));
  }

  function stateOf({ id }: Receivable): State {
    const state = states.get(id) ?? { payments: [] };
    states.set(id, state);
    return state;
  }

  /** Centavo after centavo to the oldest bill that still owes one; what nobody owes is a credit on the charge. */
  function payCharge(
    charge: State,
    line: BankLine,
    covers: readonly Receivable[],
    key: string,
    tolerance: Tolerance,
  ): [Outcome, number, Label['parts']] {
    const open = covers
      .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
      .filter((bill) => stateOf(bill).settledOn === undefined);
    let left = line.cents;
    const parts = open.flatMap((bill) => {
      const cents = Math.min(left, dueOfState(stateOf(bill), bill, line.on).totalCents);
      left -= cents;
      return cents > 0 ? [{ bill, key: `${key}, ${bill.id}`, cents }] : [];
    });
    const last = parts.at(-1);
    if (last !== undefined && left <= toleranceCents(last.bill, tolerance)) {
      last.cents += left;
      left = 0;
    }
    for (const part of parts) {
      const own: BankLine = { kind: 'partial-payment', on: line.on, cents: part.cents };
      book(stateOf(part.bill), own, part.bill, part.key, tolerance);
    }
    const given = line.cents - left;
    charge.payments.push({ key, on: line.on, appliedCents: given, unappliedCents: left, parts });
    const told = parts.map(({ bill, cents }) => ({ receivable: bill.id, cents }));
    if (parts.length === 0) return ['paid-twice', 0, told];
    if (left > 0) return ['settled-in-excess', given, told];
    const settled = open.every((bill) => stateOf(bill).settledOn !== undefined);
    return [settled ? 'settled' : 'settled-in-part', given, told];
  }

  /** The credit goes back first, then what the newest bills got. */
  function undoCharge(charge: State, line: BankLine): [Outcome, number, Label['parts']] {
    const { parts = [] } = paymentOf(charge, line);
    const taken = undo(charge, line);
    let left = taken;
    const told = parts.toReversed().flatMap((part) => {
      const cents = Math.min(left, part.cents);
      if (cents === 0) return [];
      left -= cents;
      part.cents -= cents;
      undo(stateOf(part.bill), { ...line, endToEndId: part.key, cents });
      return [{ receivable: part.bill.id, cents: -cents }];
    });
    return ['reversed', 0 - taken, told];
  }

  return {
    labelFile(name, tolerance, lines) {
      const labels = lines.map((line, index): Label => {
        const own = line.rtrId ?? line.endToEndId ?? `${name}:${index}`;
        return { entry: index + 1, ...labelLine(line, own, tolerance) };
      });
      return truthOf(labels);
    },
    settledOn: (receivable) => states.get(receivable)?.settledOn,
  };
}

function movedBy({ kind, cents }: BankLine): number {
  if (kind === 'payment' || kind === 'partial-payment') return cents;
  return kind === 'reversal' ? -cents : 0;
}

function pay(state: State, line: BankLine, receivable: Receivable, tolerance: Tolerance): [Outcome, number] {
  if (state.settledOn !== undefined) return ['paid-twice', 0];
  const due = dueOfState(state, receivable, line.on);
  const within = toleranceCents(receivable, tolerance);
  if (line.kind === 'payment' && isDivergent(line, due, within)) return ['divergent', 0];
  const difference = line.cents - due.totalCents;
  if (Math.abs(difference) <= within) return ['settled', line.cents];
  return difference < 0 ? ['settled-in-part', line.cents] : ['settled-in-excess', due.totalCents];
}

/** A rest is only ever paid on time here, where all that is due is what is left of the face amount. */
function dueOfState({ payments }: State, receivable: Receivable, on: CivilDate): Due {
  const applied = payments.reduce((sum, { appliedCents }) => sum + appliedCents, 0);
  if (applied === 0) return dueOn(receivable, on);
  invariant(on <= lastDayOnTime(receivable.dueOn), 'the simulator pays a rest on time');
  return { fineCents: 0, interestCents: 0, discountCents: 0, totalCents: receivable.faceCents - applied };
}

function isDivergent(line: BankLine, due: Due, within: number): boolean {
  const charged = (line.fineCents ?? 0) + (line.interestCents ?? 0);
  const granted = (line.discountCents ?? 0) + (line.rebateCents ?? 0);
  if (charged === 0 && granted === 0) return false;
  return Math.abs(charged - granted - (due.fineCents + due.interestCents - due.discountCents)) > within;
}

/** Applies a payment to one bill; gives the outcome and the centavos applied. */
function book(
  state: State,
  line: BankLine,
  receivable: Receivable,
  key: string,
  tolerance: Tolerance,
): [Outcome, number] {
  const [outcome, applied] = pay(state, line, receivable, tolerance);
  state.payments.push({ key, on: line.on, appliedCents: applied, unappliedCents: line.cents - applied });
  if (outcome === 'settled' || outcome === 'settled-in-excess') state.settledOn = line.on;
  return [outcome, applied];
}

/** Gives back what was never applied before what was; gives the centavos taken from the receivable. */
function undo(state: State, line: BankLine): number {
  const payment = paymentOf(state, line);
  const { cents } = line;
  const unapplied = Math.min(cents, payment.unappliedCents);
  const applied = cents - unapplied;
  payment.unappliedCents -= unapplied;
  payment.appliedCents -= applied;
  if (applied > 0) delete state.settledOn;
  return applied;
}

function paymentOf(state: State, { endToEndId, cents }: BankLine): Payment {
  const payment = state.payments.findLast(({ key, appliedCents, unappliedCents }) =>
    endToEndId === undefined ? appliedCents + unappliedCents === cents : key === endToEndId,
  );
  invariant(payment !== undefined, 'the simulator gives back only what was paid');
  return payment;
}

function truthOf(labels: Label[]): FileTruth {
  const truth: FileTruth = {
    entries: labels.length,
    byOutcome: {},
    inCents: 0,
    outCents: 0,
    appliedCents: 0,
    unappliedCents: 0,
    toldBefore: 0,
    toldBeforeCents: 0,
    labels,
  };
  for (const { outcome, movedCents, appliedCents, unappliedCents, toldBefore } of labels) {
    truth.byOutcome[outcome] = (truth.byOutcome[outcome] ?? 0) + 1;
    truth.appliedCents += appliedCents;
    truth.unappliedCents += unappliedCents;
    if (toldBefore) {
      truth.toldBefore += 1;
      truth.toldBeforeCents += Math.abs(movedCents);
    } else if (movedCents > 0) truth.inCents += movedCents;
    else truth.outCents -= movedCents;
  }
  return truth;
}
