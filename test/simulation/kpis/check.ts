import { dueOn as dueBySimulator, lastDayOnTime } from '@baixa/bank-simulator';
import type { CivilDate } from '@baixa/core';
import { figuresOf, kpiRulesOf, rowsAsOf } from '@baixa/kpis';
import { readProfile } from '@baixa/profile';
import type { Movement, Receivable } from '@baixa/settlement';
import { kpiBook } from '@baixa/store';
import type { Must } from '../check-money.ts';
import type { Site } from '../engines.ts';
import { TODAY } from '../pipeline.ts';
import type { State } from '../state.ts';
import type { World } from '../world/world.ts';

const sum = (all: number[]) => all.reduce((total, each) => total + each, 0);

/**
 * The key indicators of each company as of a day are what a clerk adds up from bills, payments and cases, bill by bill,
 * knowing nothing of rows and months: what is billed, collected, open and decided.
 */
export async function checkKpis(
  site: Site,
  state: State,
  world: World,
  asOf: CivilDate,
  must: Must,
): Promise<void> {
  const { profile } = readProfile(world.profile);
  const book = kpiBook({ client: site.engines.dynamodb, name: site.kpis });
  for (const { id } of world.profile.companies) {
    const contracts = profile?.contracts.filter(({ company }) => company === id) ?? [];
    const rules = kpiRulesOf(
      profile?.companies.find((one) => one.id === id),
      contracts,
    );
    const told = figuresOf(await rowsAsOf(book, id, asOf, rules), asOf, rules);
    const bills = state.receivables.filter(({ company, dueOn }) => company === id && dueOn <= asOf);
    const decided = state.cases.filter(
      ({ company, assessment }) => company === id && assessment !== undefined && assessment.status !== 'open',
    );
    const expected = {
      // All were registered on the day of the run, and count as billed on the day they were due.
      billedCents: sum(bills.map(({ faceCents }) => faceCents)),
      collectedCents: sum(
        state.receivables.flatMap(({ company, movements }) =>
          company === id
            ? movements.filter(({ on }) => on <= asOf).map(({ appliedCents }) => appliedCents)
            : [],
        ),
      ),
      // What happened after the day is known only of the last one.
      ...(asOf === TODAY
        ? {
            openCents: sum(bills.map((bill) => openOf(bill, world))),
            openBills: bills.filter((bill) => openOf(bill, world) > 0).length,
            decidedCases: decided.length,
            recoveredCases: decided.filter(({ assessment }) => assessment?.status === 'recovered').length,
            actions: id === contracts[0]?.company ? world.actions.length : 0,
          }
        : {}),
    };
    const found = Object.fromEntries(
      Object.keys(expected).map((key) => [key, told[key as keyof typeof told]]),
    );
    must(
      JSON.stringify(found) === JSON.stringify(expected),
      `${id} as of ${asOf}: ${JSON.stringify(found)}, a clerk has ${JSON.stringify(expected)}`,
    );
  }
}

/** What is left of the face amount: a late payment pays its charges first. */
function openOf({ id, status, movements, faceCents }: Receivable, world: World): number {
  if (status !== 'open') return 0;
  const bill =
    world.receivables.find((one) => one.id === id) ??
    world.files.flatMap(({ lines }) => lines).find(({ stranger }) => stranger?.id === id)?.stranger;
  const principal = movements
    .filter(({ movedCents, outcome }) => movedCents > 0 && outcome !== 'undone')
    .map((payment) => {
      const applied = sum(
        movements
          .filter(({ key, undoes }: Movement) => key === payment.key || undoes === payment.key)
          .map(({ appliedCents }) => appliedCents),
      );
      if (bill === undefined || payment.on <= lastDayOnTime(bill.dueOn)) return applied;
      const { fineCents, interestCents } = dueBySimulator(bill, payment.on);
      return Math.max(0, applied - fineCents - interestCents);
    });
  return faceCents - sum(principal);
}
