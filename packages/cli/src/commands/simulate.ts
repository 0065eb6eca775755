import { existsSync, readFileSync } from 'node:fs';
import { countingTermsOf, recount } from '@baixa/collection';
import { canonicalJson, civilDateOf, isCivilDate, problem } from '@baixa/core';
import { type Contract, changedContract } from '@baixa/profile';
import { yamlValue } from '@baixa/profile/yaml';
import {
  type CountedCycle,
  type CycleScore,
  checkTargets,
  cyclePeriod,
  emptyMeasure,
  type MeasureSum,
  scoreCycles,
  termsOf,
} from '@baixa/scoring';
import type { CommittedCycle } from '@baixa/store';
import { type Api, apiOf, connect } from '../connection.ts';
import { evidenceOf } from '../evidence.ts';
import { CommandFailed } from '../failure.ts';
import { theContract } from '../only.ts';
import { brl, table, type View } from '../view.ts';
import { cyclesOf } from './collect.ts';

export interface SimulateOptions {
  /** A cycle or a day: the first that is shown. */
  from?: string;
  to?: string;
  /** `irg.weights=20/65/15` */
  set?: string[];
  /** The name of a profile that ships, or a YAML file. */
  profile?: string;
}

/** A simulated cycle beside the closed one of the same days. */
interface Beside {
  from: string;
  to: string;
  score: CycleScore;
  paid?: CycleScore;
}

/**
 * `baixa simulate [CONTRACT]`: what past cycles would have paid by other terms, beside what was paid. It reads, and writes
 * nothing. Where the other terms only score otherwise, the counts of each closed cycle are scored anew, adjustments
 * included; where they count otherwise, all cases and orders are counted anew as they are known today.
 */
export async function simulate(given: string | undefined, options: SimulateOptions): Promise<View> {
  const api = apiOf(connect());
  const contract = await theContract(api, given);
  const other = otherContract(contract, options);
  const closed = await cyclesOf(api, contract.id);
  const last = closed.at(-1)?.result;
  if (last === undefined)
    throw new CommandFailed([
      problem(
        'simulate.nothing-closed',
        {},
        `No cycle of ${contract.id} is closed.`,
        'baixa forecast shows the open one.',
      ),
    ]);
  const same = canonicalJson(countingTermsOf(contract)) === canonicalJson(countingTermsOf(other));
  const counted = same
    ? countsOf(closed, contract, other)
    : await recounted(api, contract, other, closed, last.to);
  const terms = termsOf(other);
  const wrong = counted.flatMap(({ measure }) => checkTargets(terms.targets, measure));
  if (wrong[0] !== undefined) throw new CommandFailed([wrong[0]]);
  const calendar = { months: other.calendar, startsOn: other.start };
  const scores = scoreCycles(terms, counted).map((score): Beside => {
    const period = cyclePeriod(calendar, score.cycle);
    const paid = closed.find(({ result }) => result.from === period.from && result.to === period.to);
    return { ...period, score, ...(paid === undefined ? {} : { paid: paid.result.score }) };
  });
  const shown = scores.filter(
    ({ score, from, to }) => isFrom(options.from, score.cycle, to) && isTo(options.to, score.cycle, from),
  );
  // Cycles of other days than those that were closed cannot be held against them.
  const both = shown.filter(({ paid }) => paid !== undefined);
  const data = {
    contract: contract.id,
    profile: terms.profile.name,
    countedAnew: !same,
    cycles: shown,
    compared: both.length,
    paidCents: sum(both.map(({ paid }) => paid?.invoiceCents ?? 0)),
    simulatedCents: sum(both.map(({ score }) => score.invoiceCents)),
  };
  return { data, text: simulationText(data, shown) };
}

const sum = (cents: number[]) => cents.reduce((all, each) => all + each, 0);

/** The contract as it would be. @throws CommandFailed where it could not be */
function otherContract(contract: Contract, { set = [], profile }: SimulateOptions): Contract {
  const pairs = set.map((text): [string, unknown] => {
    const [path, ...value] = text.split('=');
    if (path === undefined || path === '' || value.length === 0)
      throw new CommandFailed([
        problem(
          'simulate.bad-set',
          {},
          `--set ${text} is no path and value.`,
          'Write --set irg.weights=20/65/15.',
        ),
      ]);
    return [path, settingOf(path, value.join('='))];
  });
  const isFile = profile !== undefined && /\.(ya?ml|json)$/.test(profile) && existsSync(profile);
  const { contract: other, problems } = changedContract(contract, {
    ...(profile === undefined
      ? {}
      : { profile: isFile ? yamlValue(readFileSync(profile, 'utf-8')) : profile }),
    set: pairs,
  });
  if (other === undefined) throw new CommandFailed(problems);
  return other;
}

/** Weights are told as ISAP/IECO/IXEC; percentages of targets are text; all else is as YAML has it. */
function settingOf(path: string, text: string): unknown {
  const parts = text.split('/').map(Number);
  if (path.endsWith('weights') && parts.length === 3) {
    const [isap, ieco, ixec] = parts;
    return { isap, ieco, ixec };
  }
  return path.startsWith('targets.') ? text : yamlValue(text);
}

/** The counts of the closed cycles, each with its own measured value unless another is asked for. */
function countsOf(closed: CommittedCycle[], contract: Contract, other: Contract): CountedCycle[] {
  const otherValue =
    other.measuredValueCents === contract.measuredValueCents ? undefined : other.measuredValueCents;
  return closed.map(({ result: { cycle, score } }) => ({
    cycle,
    measure: score.measure,
    measuredValueCents: otherValue ?? score.measuredValueCents,
  }));
}

/** All cases and orders counted anew, in the cycles that ended by the day to which the contract is closed. */
async function recounted(
  api: Api,
  contract: Contract,
  other: Contract,
  closed: CommittedCycle[],
  closedTo: string,
): Promise<CountedCycle[]> {
  const tallies = new Map<number, MeasureSum>();
  for await (const page of evidenceOf(api, contract.id)) recount(other, page, civilDateOf(page.now), tallies);
  const calendar = { months: other.calendar, startsOn: other.start };
  const values = new Map(
    countsOf(closed, contract, other).map((each) => [each.cycle, each.measuredValueCents]),
  );
  const sameCycles = other.start === contract.start && other.calendar === contract.calendar;
  const counted: CountedCycle[] = [];
  for (let cycle = 1; cyclePeriod(calendar, cycle).to <= closedTo; cycle++) {
    const measure = tallies.get(cycle)?.measure();
    const value = sameCycles ? values.get(cycle) : undefined;
    counted.push({
      cycle,
      measure: measure ?? emptyMeasure(),
      measuredValueCents: value ?? other.measuredValueCents,
    });
  }
  return counted;
}

const isFrom = (from: string | undefined, cycle: number, to: string) =>
  from === undefined || (isCivilDate(from) ? to >= from : cycle >= Number(from));
const isTo = (to: string | undefined, cycle: number, from: string) =>
  to === undefined || (isCivilDate(to) ? from <= to : cycle <= Number(to));

function simulationText(
  {
    contract,
    profile,
    countedAnew,
    compared,
    paidCents,
    simulatedCents,
  }: {
    contract: string;
    profile: string;
    countedAnew: boolean;
    compared: number;
    paidCents: number;
    simulatedCents: number;
  },
  shown: Beside[],
): string {
  const signed = (cents: number) => `${cents > 0 ? '+' : ''}${brl(cents)}`;
  const rows = shown.map(({ from, to, score, paid }) => [
    score.cycle,
    `${from} to ${to}`,
    paid?.irg.display,
    paid && brl(paid.invoiceCents),
    score.irg.display,
    brl(score.invoiceCents),
    paid && signed(score.invoiceCents - paid.invoiceCents),
  ]);
  const all = compared === shown.length ? 'all' : `the ${compared} that were closed`;
  const difference = signed(simulatedCents - paidCents);
  const total = compared === 0 ? [] : [['', all, '', brl(paidCents), '', brl(simulatedCents), difference]];
  const alerts = shown.flatMap(({ score: { termination } }) =>
    termination === undefined
      ? []
      : [`Termination watch would have spoken: cycle ${termination.cycle}, ${termination.rule}.`],
  );
  return [
    `${contract} by ${profile}; nothing is written. ${
      countedAnew
        ? 'All cases and orders are counted anew, as they are known today, each in the cycle of its day.'
        : 'The counts of each closed cycle are scored anew, adjustments included.'
    }`,
    '',
    table(
      ['cycle', 'period', 'IRG', 'paid', 'IRG', 'simulated', 'difference'],
      [...rows, ...total],
      [0, 2, 3, 4, 5, 6],
    ),
    ...(alerts.length > 0 ? ['', ...alerts] : []),
  ].join('\n');
}
