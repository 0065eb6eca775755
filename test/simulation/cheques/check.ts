import { addDays } from '@baixa/core';
import { exceptionIdOf, type Receivable, type Resolution } from '@baixa/settlement';
import type { Must } from '../check-money.ts';
import type { State } from '../state.ts';
import { type Cheque, COUNTER } from './world.ts';

/** Days after it clears on which a file still clears a cheque. */
const CLEARS_FOR_DAYS = 30;

/** A cheque with what is told of it in the end. */
interface Told {
  cheque: Cheque;
  bill: Receivable | undefined;
  /** Its first outcome. */
  first: string | undefined;
  resolution: Resolution | undefined;
  /** What waits of its bill for a person. */
  waiting: string[];
}

const sum = (all: number[]) => all.reduce((total, each) => total + each, 0);

/**
 * Held against what the bank tells, cheque by cheque, without a look at how Baixa decides: none counts before its day,
 * each counts after it, one that came back counts for nothing, and a person's word goes before both.
 */
export function checkCheques(state: State, cheques: Cheque[], isLastDay: boolean, must: Must): void {
  const days = state.files
    .filter(({ file, record }) => file.agreement === COUNTER && record?.status === 'processed')
    .map(({ file }) => file.name.slice('counter-'.length, -'.ret'.length));
  for (const cheque of cheques) {
    const told = toldOf(state, cheque);
    const { bill, first, resolution } = told;
    const name = `${cheque.bill.id} (${cheque.story})`;
    const isHeld = cheque.clearsOn > cheque.toldOn;
    const byHand = resolution !== undefined && resolution.by !== 'rule' ? resolution.how : undefined;
    const expected = isHeld ? ['held', 'unmatched'] : ['settled', 'paid-twice', 'unmatched'];
    must(first !== undefined && expected.includes(first), `${name} was told as ${first}`);
    const mayCount = days.some(
      (day) => day >= cheque.clearsOn && day <= addDays(cheque.clearsOn, CLEARS_FOR_DAYS),
    );
    const counted = bill?.movements.find(
      (each) => each.file === fileOf(state, cheque) && each.movedCents > 0,
    );
    const own = counted !== undefined && counted.on === cheque.paidOn;
    must(
      !own || !isHeld || mayCount || byHand === 'settled',
      `${name} counts, and clears on ${cheque.clearsOn}; files came of ${days}`,
    );
    if (byHand === 'refunded') must(!own, `${name} was refunded, and counts`);
    if (isLastDay) checkEnd(told, byHand, must);
  }
}

function checkEnd({ cheque, bill, waiting }: Told, byHand: string | undefined, must: Must): void {
  const { story } = cheque;
  const face = cheque.bill.faceCents;
  const name = `${cheque.bill.id} (${story}${byHand === undefined ? '' : `, ${byHand}`})`;
  const applied = sum((bill?.movements ?? []).map(({ appliedCents }) => appliedCents));
  // A reversal that overtook its payment stands twice: as what found nothing, and as what it did later.
  const counting = (bill?.movements ?? []).filter(({ outcome }) => outcome !== 'unmatched');
  const moved = sum(counting.map(({ movedCents }) => movedCents));
  const found = [bill?.status, applied, moved, waiting.join()];
  const isBack = story === 'returned' || story === 'lateReturned';
  // Who gave the money back to the payer has a bill that nobody paid; that the bank took it as well is for a person.
  const open = ['open', 0, 0, isBack && byHand === 'refunded' ? 'unmatched' : ''];
  const paid = ['settled', face, face, ''];
  const both = byHand === 'refunded' ? paid : ['settled', face, 2 * face, 'paid-twice'];
  const expected = story === 'cash' ? both : isBack || byHand === 'refunded' ? open : paid;
  must(JSON.stringify(found) === JSON.stringify(expected), `${name} is ${found}, not ${expected}`);
}

const fileOf = ({ files }: State, { toldOn }: Cheque): string | undefined =>
  files.find(({ file }) => file.name === `counter-${toldOn}.ret`)?.file.id;

function toldOf(state: State, cheque: Cheque): Told {
  const file = state.files.find(({ file: { id } }) => id === fileOf(state, cheque));
  const at = file?.file.lines.findIndex(
    ({ receivable, on }) => receivable?.id === cheque.bill.id && on === cheque.paidOn,
  );
  const outcome = file?.outcomes[at ?? -1];
  const id = exceptionIdOf('aguas', outcome?.key ?? '');
  const item = state.exceptions.find(({ pk }) => pk === `EXCEPTION#${id}`);
  const own = state.files.flatMap(({ file: { lines }, outcomes }) =>
    outcomes.filter((_, index) => lines[index]?.receivable?.id === cheque.bill.id),
  );
  const places = new Set(own.map(({ file: of, offset }) => `${of}:${offset}`));
  const waiting = state.exceptions.flatMap(({ resolution, detail }) => {
    const told = detail as { file: string; offset: number; outcome: string } | undefined;
    return resolution === undefined && told !== undefined && places.has(`${told.file}:${told.offset}`)
      ? [told.outcome]
      : [];
  });
  return {
    cheque,
    bill: state.receivables.find(({ id: bill }) => bill === cheque.bill.id),
    first: outcome?.outcome,
    resolution: item?.resolution as Resolution | undefined,
    waiting,
  };
}
