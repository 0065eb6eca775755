import { daysBetween } from '@baixa/core';
import type { BaixaEvent } from '@baixa/events';
import type { Acordo, EntryOutcome, Receivable } from '@baixa/settlement';
import type { Must } from '../check-money.ts';
import { TODAY } from '../pipeline.ts';
import type { State } from '../state.ts';
import { BREAK_AFTER_DAYS, CONFIRM_ABOVE_CENTS, type Debtor } from './world.ts';

/** A command about acordos, as it was sent. */
export interface Asked {
  id: string;
  at: string;
  company: string;
  command: 'make-acordo' | 'end-acordo' | 'sweep-acordos';
  wish?: Debtor['wish'];
  acordo?: string;
  by?: string;
  how?: string;
  [more: string]: unknown;
}

interface Facts {
  state: State;
  acordos: Acordo[];
  debtors: Debtor[];
  asked: Asked[];
  erp: string[];
  /** Whether a sweep came last. */
  isSwept: boolean;
}

const sum = (all: number[]) => all.reduce((total, each) => total + each, 0);
const appliedOn = ({ movements }: Receivable) => sum(movements.map(({ appliedCents }) => appliedCents));
/** Outcomes of money that stands on no receivable. */
const NOWHERE = ['unmatched', 'refused', 'ambiguous', 'noted'];

/**
 * Debtor by debtor, by what they owe, ask for and pay: an acordo stands for what it replaced or is gone without a trace,
 * and all money of an account is where it is owed, whatever was made, broken and given back in between.
 */
export function checkAcordos(facts: Facts, must: Must): void {
  const results = new Map(facts.state.commands.map((result) => [result.id, result]));
  for (const { id } of facts.asked) must(results.has(id), `nothing became of ${id}`);
  for (const debtor of facts.debtors) checkDebtor(facts, debtor, must);
}

function checkDebtor(facts: Facts, debtor: Debtor, must: Must): void {
  const { state, acordos, asked, isSwept } = facts;
  const { id, discountCents } = debtor.wish;
  const acordo = acordos.find((one) => one.id === id);
  const bills = debtor.bills.map((bill) => state.receivables.find((one) => one.id === bill.id)!);
  const parts = state.receivables.filter((one) => one.acordo?.id === id);
  const makers = asked.filter(({ wish }) => wish?.id === id).map(({ by }) => by);
  const told = toldOf(facts.erp, id);
  const ended = acordo?.state === 'ended' ? acordo.end?.how : undefined;
  const stood = acordo !== undefined && acordo.state !== 'proposed' && ended !== 'refused';
  const isProposed = acordo?.state === 'proposed' || (ended === 'cancelled' && parts.length === 0);

  must(['proposed', 'active', 'ended', undefined].includes(acordo?.state), `${id} is still ${acordo?.state}`);
  if (acordo !== undefined && stood && !isProposed) {
    const isAbove = discountCents > CONFIRM_ABOVE_CENTS;
    must(makers.includes(acordo.by), `${id} was made by ${acordo.by}, who did not ask`);
    must(
      !isAbove || acordo.confirmedBy !== undefined,
      `${id} lets ${discountCents} off by ${acordo.by} alone`,
    );
    must(acordo.confirmedBy !== acordo.by, `${id} was confirmed by who asked for it`);
    checkPlan(acordo, bills, discountCents, must);
  }
  const expectedTold = [stood && !isProposed ? 1 : 0, stood && !isProposed && ended !== undefined ? 1 : 0];
  const foundTold = [told('acordo.made'), told('acordo.broken')];
  must(`${foundTold}` === `${expectedTold}`, `${id} (${ended ?? acordo?.state}) was told as ${foundTold}`);

  const isActive = acordo?.state === 'active';
  for (const bill of bills) {
    const applied = appliedOn(bill);
    const name = `${bill.id} of ${id} (${ended ?? acordo?.state})`;
    const open = applied >= bill.faceCents ? 'settled' : 'open';
    must(bill.status === (isActive ? 'replaced' : open), `${name} is ${bill.status}, ${applied} paid`);
    must(applied >= 0 && applied <= bill.faceCents, `${name} took ${applied} of ${bill.faceCents}`);
  }
  for (const part of parts) {
    const applied = appliedOn(part);
    const open = applied >= part.faceCents ? 'settled' : 'open';
    must(part.status === (isActive ? open : 'cancelled'), `${part.id} is ${part.status}, ${applied} paid`);
    must(isActive || applied === 0, `${part.id} is void, and keeps ${applied}`);
  }
  checkMoney(state, debtor, [...bills, ...parts], must);
  if (ended !== undefined) checkOldestFirst(debtor, bills, must);
  const late = parts.filter(
    ({ status, dueOn }) => status === 'open' && daysBetween(dueOn, TODAY) > BREAK_AFTER_DAYS,
  );
  must(!isSwept || !isActive || late.length === 0, `${id} is late, and not broken`);
  const isKept = isActive && parts.every(({ status }) => status === 'settled');
  must(!isSwept || !isKept || told('acordo.kept') > 0, `${id} is kept, and nobody was told`);
}

/** What its parts make with the discount is what was due; the instalments share equally, the last takes the rounding. */
function checkPlan({ id, replaced, parts }: Acordo, bills: Receivable[], discount: number, must: Must): void {
  const due = sum(replaced.map(({ cents }) => cents));
  const [, ...instalments] = parts.map(({ faceCents }) => faceCents);
  const all = sum(parts.map(({ faceCents }) => faceCents));
  must(all + discount === due, `${id}: parts of ${all} with ${discount} off stand for ${due}`);
  const [first = 0, last = 0] = instalments;
  must(last - first >= 0 && last - first <= 1, `${id} has instalments of ${instalments}`);
  for (const bill of bills) {
    const cents = replaced.find(({ receivable }) => receivable === bill.id)?.cents ?? 0;
    const own = bill.movements.some(
      ({ movedCents, file }) => movedCents !== 0 && !file.startsWith('acordo:'),
    );
    must(
      own || cents === bill.faceCents,
      `${id} replaces ${cents} of ${bill.id}, which owes ${bill.faceCents}`,
    );
  }
}

/** Every centavo that the banks moved for the account, and that found its place, is on its receivables, once. */
function checkMoney(state: State, { account, pix }: Debtor, own: Receivable[], must: Must): void {
  const lines = state.files.flatMap(({ file, outcomes }) =>
    outcomes.flatMap((outcome, index) => {
      const line = file.lines[index]!;
      const last: EntryOutcome = state.resolved.get(`${outcome.file}:${outcome.offset}`) ?? outcome;
      return line.receivable?.account === account && outcome.toldBefore !== true ? [{ line, last }] : [];
    }),
  );
  const standing = lines.filter(({ last }) => !NOWHERE.includes(last.outcome));
  const told = sum(standing.map(({ last }) => last.movedCents));
  const found = sum(
    own.flatMap(({ movements }) =>
      movements.filter(({ outcome }) => !NOWHERE.includes(outcome)).map(({ movedCents }) => movedCents),
    ),
  );
  must(found === told, `account ${account} has ${found}, and the bank tells of ${told}`);
  for (const { payment, refunds } of pix) {
    const came = standing.some(
      ({ line }) => line.kind === 'payment' && line.endToEndId === payment.endToEndId,
    );
    for (const { rtrId } of came ? refunds : []) {
      const back = lines.find(({ line }) => line.rtrId === rtrId)?.last.outcome;
      must(back === 'reversed', `what gives ${payment.endToEndId} back is ${back}`);
    }
  }
}

/** Where nothing was given back, and nobody paid a bill by itself, the oldest bills got all of it. */
function checkOldestFirst({ pix, bills: owed, wish }: Debtor, bills: Receivable[], must: Must): void {
  const billIds = owed.map(({ id }) => id);
  if (
    pix.some(({ payment, refunds }) => refunds.length > 0 || billIds.includes(payment.receivable?.id ?? ''))
  )
    return;
  let left = sum(bills.map(appliedOn));
  for (const bill of bills) {
    const share = Math.min(left, bill.faceCents);
    must(appliedOn(bill) === share, `${bill.id} got ${appliedOn(bill)} of ${wish.id}, not ${share}`);
    left -= share;
  }
}

function toldOf(erp: string[], id: string): (type: string) => number {
  const events = erp.map((body) => JSON.parse(body) as BaixaEvent).filter(({ subject }) => subject === id);
  return (type) => new Set(events.filter((event) => event.type === type).map((event) => event.id)).size;
}
