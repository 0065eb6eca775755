import type { Random } from '@baixa/bank-simulator';

/** What goes wrong in a run, and how much at a time. Chances are in per cent. */
export interface Weather {
  random: Random;
  /** Entries in one chunk. */
  chunkEntries: number;
  /** Files and chunks come in the order in which they were sent, each file when the one before it is done with. */
  inOrder: boolean;
  workersAtOnce: number;
  /** Chance that a message is on its queue twice. */
  doubleMessages: number;
  /** Chance that a file is dropped again under another key. */
  doubleFiles: number;
  /** Chance that a reply is lost, so that the SDK repeats a request that had taken effect. */
  lostReplies: number;
  /** Chance at each turn that a worker stands still for a while, and the others go on. */
  stalls: number;
  /** Chance that a call fails for good, though it has taken effect. */
  faults: number;
  /** Whether the tables answer with small pages and parts of what was asked for, as DynamoDB may. */
  sparing: boolean;
  /** Whether a worker crashes after a call; `made` counts the calls of the whole run up to it. */
  crashes(made: number): boolean;
}

/** Nothing goes wrong. */
export const calm = (random: Random): Weather => ({
  random,
  chunkEntries: 5,
  inOrder: true,
  workersAtOnce: 1,
  doubleMessages: 0,
  doubleFiles: 0,
  lostReplies: 0,
  stalls: 0,
  faults: 0,
  sparing: false,
  crashes: () => false,
});

/** What a weather is, in a line. */
export function describeWeather(weather: Weather): string {
  const { chunkEntries, workersAtOnce, doubleMessages, doubleFiles, lostReplies, faults, stalls } = weather;
  return (
    `chunks of ${chunkEntries}, ${workersAtOnce} workers at once, ${doubleMessages} % of messages and ` +
    `${doubleFiles} % of files twice, ${lostReplies} % of replies lost, ${faults} % of calls fail, ${stalls} % stall` +
    `${weather.sparing ? ', tables answer sparingly' : ''}`
  );
}

/** What goes wrong in a run, all of it drawn from its seed. */
export function drawWeather(random: Random): { weather: Weather; drawn: string } {
  const crashPercent = random.pick([0, 1, 3]);
  const chunkEntries = random.int(1, 7);
  const weather: Weather = {
    random,
    chunkEntries,
    sparing: chunkEntries % 2 === 0,
    inOrder: false,
    workersAtOnce: random.int(1, 5),
    doubleMessages: random.pick([0, 20, 60]),
    doubleFiles: random.pick([0, 50]),
    lostReplies: random.pick([0, 0, 10]),
    stalls: random.pick([0, 10, 10]),
    faults: random.pick([0, 1, 3]),
    crashes: () => random.chance(crashPercent),
  };
  return { weather, drawn: `${describeWeather(weather)}, ${crashPercent} % of calls crash` };
}
