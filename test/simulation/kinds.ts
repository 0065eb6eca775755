import { stormOfAcordos } from './acordos/storm.ts';
import { stormOfCheques } from './cheques/storm.ts';
import { stormOfCycles } from './cycles/cycles.ts';
import type { Engines } from './engines.ts';
import { stormOfErps } from './erps/storm.ts';
import { stormOfKpis } from './kpis/storm.ts';
import { stormOfRules } from './rules/storm.ts';
import { storm, stormAtTheDesk, stormOfFew, stormOfUndos } from './storm.ts';
import { stormOfTwoPeople } from './two-people/storm.ts';
import { makeReversals, makeWorld } from './world.ts';

/** What a run of one seed came to: what is wrong with its end, and the weather that was drawn. */
export interface Played {
  findings: string[];
  drawn: string;
}

/** The kinds of runs, by name. All that happens in one is drawn from its seed. */
export const KINDS: Readonly<Record<string, (engines: Engines, seed: number) => Promise<Played>>> = {
  general: (engines, seed) => storm(engines, seed, (random) => makeWorld(random, 'some')),
  reversals: (engines, seed) => storm(engines, seed, makeReversals),
  desk: (engines, seed) => stormAtTheDesk(engines, seed),
  undo: (engines, seed) => stormOfUndos(engines, seed),
  few: stormOfFew,
  acordos: stormOfAcordos,
  cheques: stormOfCheques,
  cycles: stormOfCycles,
  erps: stormOfErps,
  kpis: stormOfKpis,
  rules: stormOfRules,
  twoPeople: stormOfTwoPeople,
};
