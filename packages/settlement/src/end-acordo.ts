import { type CivilDate, invariant, mapLimit, type Problem, problem } from '@baixa/core';
import type { Acordo, AcordoEnding, Share } from './acordo.ts';
import { tellEnded, tellMade } from './acordo-deeds.ts';
import {
  cancelPart,
  isPartOf,
  movementOf,
  paymentTaken,
  restore,
  shareOut,
  takeNext,
} from './acordo-movements.ts';
import { type AcordoPorts, rulesOf } from './acordo-ports.ts';
import { isCharge } from './charge.ts';
import { changePayable } from './give.ts';
import type { AgreementRules, Receivable } from './receivable.ts';
import { settleAnyway } from './settle-into.ts';

/** Parts and receivables written at the same time. */
const WRITES_AT_ONCE = 8;
/** Payments that one part can have taken from it before something must be wrong. */
const MAX_PAYMENTS = 1000;

/** That an acordo is to end, and why. */
export interface EndAcordo {
  company: string;
  acordo: string;
  how: Extract<AcordoEnding, 'broken' | 'cancelled'>;
  by: string;
  reason: string;
  /** The instant and the day. */
  at: string;
  on: CivilDate;
}

/** `unchanged`: it had ended so before. */
export type AcordoEnded =
  | { done: 'broken' | 'cancelled' | 'unchanged'; problems?: never }
  | { done?: never; problems: Problem[] };

const refuse = (code: string, id: string, sentence: string, wayOut: string): AcordoEnded => ({
  problems: [problem(`acordo.${code}`, { path: id }, sentence, wayOut)],
});

/**
 * Ends an acordo that is not kept: its parts are void, what it replaced stands again as it was, and what was paid under
 * it pays that, the oldest first. The first who ends it decides how; done again after a crash, it goes on.
 */
export async function endAcordo(ports: AcordoPorts, wish: EndAcordo): Promise<AcordoEnded> {
  const { company, acordo: id, how, by, reason, at, on } = wish;
  const end = { how, by, reason, at, on };
  for (;;) {
    const acordo = await ports.acordos.find(company, id);
    if (acordo === undefined)
      return refuse('unknown', id, `Company ${company} has no acordo ${id}.`, 'baixa acordos lists them.');
    if (acordo.state === 'ending' || acordo.state === 'ended') {
      if (acordo.state === 'ending') await carryOutEnd(ports, acordo);
      const standing = acordo.end;
      if (standing?.how !== how || standing.by !== by || standing.reason !== reason)
        return refuse(
          'ended',
          id,
          `Acordo ${id} was ${standing?.how} on ${standing?.on} by ${standing?.by}.`,
          'Nothing is left to do.',
        );
      return { done: standing.at === at ? how : 'unchanged' };
    }
    if (acordo.state === 'making')
      return refuse(
        'being-made',
        id,
        `Acordo ${id} is being made now.`,
        'Give the command again in a moment.',
      );
    if (acordo.state === 'proposed' && how === 'broken')
      return refuse(
        'proposed',
        id,
        `Acordo ${id} waits for a second person: nobody can break it yet.`,
        `baixa break ${id} --cancel withdraws it.`,
      );
    const isProposed = acordo.state === 'proposed';
    if (!isProposed && (await isKept(ports, acordo)))
      return refuse('kept', id, `Every part of acordo ${id} is paid.`, 'Nothing is left to be broken.');
    // What was only proposed has touched nothing.
    const next: Acordo = {
      ...acordo,
      state: isProposed ? 'ended' : 'ending',
      version: acordo.version + 1,
      end,
    };
    if (!(await ports.acordos.save(next)).saved) continue;
    if (!isProposed) await carryOutEnd(ports, next);
    return { done: how };
  }
}

/** True when nothing is owed of any part. */
export async function isKept(
  ports: Pick<AcordoPorts, 'receivables'>,
  { company, parts }: Acordo,
): Promise<boolean> {
  const ids = parts.map(({ id }) => id);
  const loaded = await ports.receivables.load(company, ids, { consistent: true });
  return ids.every((id) => loaded.get(id)?.status === 'settled');
}

/** Carries out the end of an acordo that somebody has begun to end, whoever it was. Gives it as it ended. */
export async function carryOutEnd(ports: AcordoPorts, ending: Acordo): Promise<Acordo> {
  const { company, id, end, parts, replaced } = ending;
  invariant(end !== undefined && ending.state === 'ending', `acordo ${id} is ending`);
  if (end.how !== 'refused') await tellMade(ports, ending);
  const emptied = await mapLimit(parts, WRITES_AT_ONCE, (part) => emptyPart(ports, ending, part, end.on));
  const rules = new Map<string, AgreementRules>();
  const restored = await mapLimit(replaced, WRITES_AT_ONCE, async ({ receivable: each }) => {
    const found = (await ports.receivables.load(company, [each])).get(each);
    invariant(found !== undefined, `receivable ${each} is there`);
    const own = await rulesOf(ports, found);
    rules.set(each, own);
    const receivable = await changePayable<Receivable>(ports.receivables, company, each, (standing) =>
      movementOf(standing, id, 'restored') ? undefined : restore(standing, id, end.on, own),
    );
    return { receivable, rules: own };
  });
  const own = emptied.filter((part) => part !== undefined);
  const planned = await planShares(ports, ending, shareOut(id, own, restored));
  if (planned.state === 'ended') return planned;
  // One after the other: of the same money, the oldest receivable takes its share first.
  for (const share of planned.end?.shares ?? []) await give(ports, planned, share, own, rules);
  await tellEnded(ports, planned, rules);
  const ended: Acordo = { ...planned, state: 'ended', version: planned.version + 1 };
  const result = await ports.acordos.save(ended);
  return result.saved ? ended : result.current;
}

/**
 * Makes a part void, and takes off it what was paid. It is registered first where that was not done yet: whoever is about
 * to register it finds it void. Undefined where somebody else has registered something under its id.
 */
async function emptyPart(
  ports: AcordoPorts,
  acordo: Acordo,
  part: Acordo['parts'][number],
  on: CivilDate,
): Promise<Receivable | undefined> {
  const { company, id } = acordo;
  const { existing } = await ports.receivables.register(part);
  if (existing !== undefined && (isCharge(existing) || !isPartOf(existing, id))) return undefined;
  for (let payment = 0; payment < MAX_PAYMENTS; payment++) {
    let done = false;
    const after = await changePayable<Receivable>(ports.receivables, company, part.id, (standing) => {
      const next = movementOf(standing, id, 'cancelled')
        ? takeNext(standing, id)
        : cancelPart(standing, id, on);
      done = next === undefined;
      return next;
    });
    if (done) return after;
  }
  throw new Error(`Part ${part.id} has more than ${MAX_PAYMENTS} payments.`);
}

/** Fixes who gets what, once: of two workers, both go on with the first one's. */
async function planShares(ports: AcordoPorts, acordo: Acordo, shares: Share[]): Promise<Acordo> {
  let current = acordo;
  while (current.state === 'ending' && current.end !== undefined && current.end.shares === undefined) {
    const next: Acordo = { ...current, version: current.version + 1, end: { ...current.end, shares } };
    const result = await ports.acordos.save(next);
    current = result.saved ? next : result.current;
  }
  return current;
}

/** Gives one share to its receivable, once. What that cannot take any more stays on it as a credit. */
async function give(
  ports: AcordoPorts,
  { company }: Acordo,
  { from, taken, to, key, cents }: Share,
  emptied: Receivable[],
  rules: Map<string, AgreementRules>,
): Promise<void> {
  const part = emptied.find(({ id }) => id === from);
  const movement = part?.movements.find((each) => each.key === taken);
  invariant(part !== undefined && movement !== undefined, `${from} has what was taken by ${taken}`);
  const { file, line, offset, on } = paymentTaken(part, movement);
  await changePayable<Receivable>(ports.receivables, company, to, (standing) =>
    standing.movements.some((each) => each.key === key)
      ? undefined
      : settleAnyway(standing, { key, file, line, offset, on, cents }, rules.get(to) as AgreementRules).after,
  );
}

/** The shares of the money that a movement took off a part, once they have been given. */
export async function sharesOf(
  ports: AcordoPorts,
  company: string,
  acordo: string,
  taken: string,
): Promise<Share[]> {
  const found = await ports.acordos.find(company, acordo);
  const ended = found?.state === 'ending' ? await carryOutEnd(ports, found) : found;
  return (ended?.end?.shares ?? []).filter((share) => share.taken === taken);
}
