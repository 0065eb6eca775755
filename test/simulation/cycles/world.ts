import { instantOf, newPortfolio, type Portfolio, type Random } from '@baixa/bank-simulator';
import { addDays, type CivilDate } from '@baixa/core';
import type { Contract } from '@baixa/profile';
import { tellVersions } from './action-story.ts';
import { drawCase, newAccount } from './case-story.ts';
import { drawContracts } from './contracts.ts';
import type { Row, Story } from './tidings.ts';

/** What one run is about: some contracts, each with its accounts. */
export interface CyclesWorld {
  profile: object;
  contracts: { contract: Contract; stories: Story[] }[];
  /** The day from which on nothing new is told. */
  until: CivilDate;
}

export function makeCyclesWorld(random: Random): CyclesWorld {
  const { profile, contracts } = drawContracts(random);
  const portfolio = newPortfolio(random);
  const span = random.int(20, 130);
  const drawn = contracts.map((contract) => {
    const day = () => addDays(contract.start, random.int(0, span));
    const cases = Array.from({ length: random.int(3, 7) }, () =>
      drawCase(random, contract, portfolio, day()),
    );
    const services = Array.from({ length: random.int(1, 3) }, () =>
      drawServices(random, contract, portfolio, day),
    );
    return { contract, stories: [...cases, ...services] };
  });
  const days = drawn.flatMap(({ stories }) => stories.flatMap(({ told }) => told.map(({ on }) => on)));
  return { profile, contracts: drawn, until: addDays(days.toSorted().at(-1)!, 1) };
}

const SECONDS_A_DAY = 86_400;

/** An account with service orders: done in time, late, many times too late, or never; told late, corrected, cancelled. */
function drawServices(random: Random, contract: Contract, portfolio: Portfolio, day: () => CivilDate): Story {
  const account = newAccount(random, portfolio);
  const told = Array.from({ length: random.int(1, 4) }, (_, number) => {
    const generatedOn = day();
    const second = random.pick([random.int(0, SECONDS_A_DAY - 1), SECONDS_A_DAY - 1, 0]);
    const allowed = random.pick([720, 3600 * random.int(1, 96), SECONDS_A_DAY * random.int(1, 20)]);
    const took = random.pick([allowed, allowed + 1, random.int(1, allowed), random.int(1, 5 * allowed)]);
    const zone = random.pick(['-03:00', 'Z'] as const);
    const row: Row = {
      kind: 'service-order',
      id: `OS-${account}-${number}`,
      type: random.pick(Object.keys(contract.criticality)),
      account,
      generated: instantOf(generatedOn, second, zone),
      deadline: instantOf(generatedOn, second + allowed, zone),
      status: 'open',
    };
    const after = (seconds: number) => addDays(generatedOn, Math.floor((second + seconds) / SECONDS_A_DAY));
    const done: Row = { ...row, status: 'done', executed: instantOf(generatedOn, second + took, zone) };
    const versions: Row[] = [row];
    const days = [generatedOn];
    const change = (changed: Row, on: CivilDate) => {
      versions.push(changed);
      days.push(on);
    };
    if (random.chance(80)) change(done, after(took));
    if (versions.length > 1 && random.chance(15))
      change({ ...done, executed: instantOf(generatedOn, second + took + 7200, zone) }, after(took + 90_000));
    if (random.chance(12)) change({ ...versions.at(-1)!, status: 'cancelled' }, addDays(days.at(-1)!, 3));
    // Some are told of only once they are done.
    return random.chance(30) && versions.length > 1
      ? tellVersions(random, versions.slice(1), days.slice(1))
      : tellVersions(random, versions, days);
  });
  return { account, bills: [], told: told.flat() };
}
