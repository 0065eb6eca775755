import { type CivilDate, canonicalJson, idOf, type Problem, problem } from '@baixa/core';
import { type Acordo, type AcordoPlan, type AcordoWish, partIdOf } from './acordo.ts';
import { partsOf } from './acordo-checks.ts';
import { tellMade } from './acordo-deeds.ts';
import { movementOf, replace } from './acordo-movements.ts';
import { type AcordoPorts, rulesOf } from './acordo-ports.ts';
import { drawUp } from './draw-up.ts';
import { dueOn } from './due.ts';
import { carryOutEnd } from './end-acordo.ts';
import { changePayable } from './give.ts';
import type { AgreementRules, Receivable } from './receivable.ts';
import { sameRegistration } from './register.ts';
import { retryFor, type WaitingPorts } from './waiting.ts';

/** What making an acordo needs. */
export type MakePorts = AcordoPorts & WaitingPorts;

/** What a person wants, as the command tells it. */
export interface MakeAcordo {
  company: string;
  wish: AcordoWish;
  /** The day the debt is taken as of, where the wish has none. */
  today: CivilDate;
  by: string;
  /** The instant it was asked for. */
  at: string;
}

/** `proposed`: a second person has to give the same command. `unchanged`: it had been made before. */
export type AcordoMade =
  | { done: 'made' | 'proposed' | 'unchanged'; problems?: never }
  | { done?: never; problems: Problem[] };

const refuse = (code: string, id: string, sentence: string, wayOut: string): AcordoMade => ({
  problems: [problem(`acordo.${code}`, { path: id }, sentence, wayOut)],
});

/**
 * Makes an acordo: what it replaces is replaced, its parts are registered, money that had come for them is applied. All
 * is checked before anything is written; what is written has deterministic keys, so that the same command again after a
 * crash goes on where it stopped. Where the debt changes while it is being made, all is taken back.
 */
export async function makeAcordo(ports: MakePorts, asked: MakeAcordo): Promise<AcordoMade> {
  const { company, wish, by, at } = asked;
  const wishId = idOf('acordo-wish', company, canonicalJson(wish));
  const standing = await ports.acordos.find(company, wish.id);
  if (standing === undefined || standing.state === 'proposed') {
    if (standing !== undefined && standing.wish !== wishId) return differs(wish.id);
    const drawn = await draw(ports, asked);
    if ('problems' in drawn) return drawn;
    const needsTwo =
      wish.discountCents > ((await ports.agreements.confirmAboveCents(company)) ?? Number.POSITIVE_INFINITY);
    if (standing === undefined) {
      const state = needsTwo ? 'proposed' : 'making';
      const entered = await ports.acordos.enter({
        ...drawn.plan,
        state,
        version: 1,
        wish: wishId,
        by,
        reason: wish.reason,
        at,
      });
      return goOn(ports, entered, wishId, at);
    }
    if (standing.by === by) return { done: 'proposed' };
    const confirmed: Acordo = {
      ...standing,
      ...drawn.plan,
      state: 'making',
      confirmedBy: by,
      version: standing.version + 1,
    };
    const result = await ports.acordos.save(confirmed);
    return goOn(ports, result.saved ? confirmed : result.current, wishId, at);
  }
  return goOn(ports, standing, wishId, at);
}

const differs = (id: string) =>
  refuse('differs', id, `There is an acordo ${id} with other content.`, 'Give this one an id of its own.');

async function goOn(ports: MakePorts, acordo: Acordo, wishId: string, at: string): Promise<AcordoMade> {
  if (acordo.wish !== wishId) return differs(acordo.id);
  // Whoever asks again for what was made before is told so; the same command after a crash made it itself.
  const own = acordo.at === at;
  if (acordo.state === 'proposed') return { done: 'proposed' };
  if (acordo.state === 'making') {
    const made = await carryOut(ports, acordo);
    return made.state === 'active' ? { done: 'made' } : ended(made);
  }
  if (acordo.state === 'active') {
    // A crash may have come while money that had waited for its parts was tried again.
    await stand(ports, acordo);
    return { done: own ? 'made' : 'unchanged' };
  }
  const end = acordo.state === 'ending' ? await carryOutEnd(ports, acordo) : acordo;
  // As where it stands: somebody has ended it before this was done again.
  if (end.end?.how !== 'refused') await retryFor(ports, end.parts);
  return ended(end);
}

/** As what an acordo registers its parts. */
export const registeredBy = (acordo: string): string => `acordo:${acordo}`;

const ended = ({ id, end }: Acordo): AcordoMade =>
  end?.how === 'refused'
    ? refuse('debt-changed', id, end.reason, 'Nothing of it is left; make it anew under another id.')
    : refuse(
        'ended',
        id,
        `Acordo ${id} was ${end?.how} on ${end?.on} by ${end?.by}.`,
        'Give the new one an id of its own.',
      );

/** Replaces, registers, and lets it stand; or takes all back where the debt has changed since it was drawn up. */
async function carryOut(ports: MakePorts, acordo: Acordo): Promise<Acordo> {
  const { company, id, parts, on } = acordo;
  for (const { receivable, cents } of acordo.replaced) {
    const rules = await rulesFor(ports, company, receivable);
    const after = await changePayable<Receivable>(ports.receivables, company, receivable, (standing) => {
      if (movementOf(standing, id, 'replaced') ?? movementOf(standing, id, 'restored')) return undefined;
      const isAsAgreed =
        standing.status === 'open' && dueOn(standing, on, rules.holidays).totalCents === cents;
      return isAsAgreed ? replace(standing, id, parts.length, on) : undefined;
    });
    if (movementOf(after, id, 'replaced') === undefined || movementOf(after, id, 'restored') !== undefined)
      return giveUp(
        ports,
        acordo,
        `What is due of receivable ${receivable} changed while acordo ${id} was being made.`,
      );
  }
  for (const part of parts) {
    const { existing } = await ports.receivables.register(part, {
      by: registeredBy(id),
      at: acordo.at,
    });
    if (existing !== undefined && !sameRegistration(existing, part))
      return giveUp(ports, acordo, `Receivable ${part.id} was registered while acordo ${id} was being made.`);
  }
  const active: Acordo = { ...acordo, state: 'active', version: acordo.version + 1 };
  const result = await ports.acordos.save(active);
  if (!result.saved)
    return result.current.state === 'active'
      ? stand(ports, result.current)
      : carryOutEndOf(ports, result.current);
  return stand(ports, active);
}

async function stand(ports: MakePorts, acordo: Acordo): Promise<Acordo> {
  await tellMade(ports, acordo);
  await retryFor(ports, acordo.parts);
  return acordo;
}

const carryOutEndOf = (ports: MakePorts, acordo: Acordo) =>
  acordo.state === 'ending' ? carryOutEnd(ports, acordo) : acordo;

async function giveUp(ports: MakePorts, acordo: Acordo, reason: string): Promise<Acordo> {
  const end = { how: 'refused' as const, by: 'rule', reason, at: acordo.at, on: acordo.on };
  const ending: Acordo = { ...acordo, state: 'ending', version: acordo.version + 1, end };
  const result = await ports.acordos.save(ending);
  if (result.saved) return carryOutEnd(ports, ending);
  return result.current.state === 'active' ? result.current : carryOutEndOf(ports, result.current);
}

/** Draws the acordo up by how everything stands now. */
async function draw(
  ports: MakePorts,
  { company, wish, today }: MakeAcordo,
): Promise<{ plan: AcordoPlan } | { problems: Problem[] }> {
  const on = wish.on ?? today;
  const ids = wish.receivables ?? (await ports.receivables.idsOfAccount(company, wish.account ?? ''));
  const loaded = await ports.receivables.load(company, ids, { consistent: true });
  const named = wish.receivables ?? ids.filter((id) => isOverdue(loaded.get(id), on));
  const debts = new Map<string, { receivable: Receivable; dueCents: number }>();
  for (const [id, receivable] of loaded) {
    if (!named.includes(id)) continue;
    const { holidays } = await rulesOf(ports, receivable);
    debts.set(id, { receivable, dueCents: dueOn(receivable, on, holidays).totalCents });
  }
  const agreements = new Set<string>();
  for (const { identifiers } of partsOf(wish)) {
    const { agreement } = identifiers ?? {};
    if (agreement !== undefined && (await ports.agreements.rulesOf(agreement))?.company === company)
      agreements.add(agreement);
  }
  const drawn = drawUp(wish, { company, on, today, debts, named, agreements });
  if ('problems' in drawn) return drawn;
  const taken = await ports.receivables.load(
    company,
    partsOf(wish).map((_, part) => partIdOf(wish.id, part)),
    { consistent: true },
  );
  const foreign = [...taken.keys()].sort();
  return foreign.length === 0
    ? drawn
    : {
        problems: [
          problem(
            'acordo.id-taken',
            { path: 'id' },
            `Receivable ${foreign[0]} is registered already.`,
            'Give the acordo another id: its parts are named after it.',
          ),
        ],
      };
}

const isOverdue = (receivable: Receivable | undefined, on: CivilDate): boolean =>
  receivable?.status === 'open' && receivable.dueOn < on && receivable.acordo === undefined;

async function rulesFor(ports: MakePorts, company: string, id: string): Promise<AgreementRules> {
  const receivable = (await ports.receivables.load(company, [id])).get(id);
  return receivable === undefined ? { id: '', company, tolerance: { cents: 0 } } : rulesOf(ports, receivable);
}
