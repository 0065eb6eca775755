import type { Random } from '@baixa/bank-simulator';
import { addDays, type CivilDate } from '@baixa/core';
import type { Profile } from '@baixa/profile';
import { logger } from '@baixa/runtime';
import { profileStore, sendAll } from '@baixa/store';
import { newDelivery, type Run } from '../delivery.ts';
import type { Site } from '../engines.ts';
import { receiveAll } from '../queues.ts';
import { SimulatedCrash, SimulatedFault } from '../turns.ts';
import { calm, type Weather } from '../weather.ts';
import { newBooks } from './books.ts';
import { type Mishaps, newClosing, newMovedClock } from './closing.ts';
import type { Known } from './naive-cases.ts';
import { STEPS } from './steps.ts';
import { newTeller, type Telling } from './telling.ts';
import type { CyclesWorld } from './world.ts';

/** Nights in calm weather, one of which is enough to close everything that is due. */
const NIGHTS_AT_MOST = 2;
/** Chance at each turn of a close that something becomes known meanwhile. */
const AMID = 2;
/** What is told so many days before a cycle is due may be held back for its night, for so many days at most. */
const NEAR_DAYS = 8;
const HELD_DAYS = 11;

/** What a run of the cycles came to. */
export interface CyclesRun extends Run {
  findings: string[];
  /** Nights in which a close was tried, and those of them after which something due was still open. */
  nights: number;
  failedNights: number;
}

/**
 * Plays a world day by day: a night in which what has ended is closed, where it is not missed, and then what becomes
 * known on the day. The model is told the same, and says after each night where it and the book differ.
 */
export async function playCycles(site: Site, world: CyclesWorld, weather: Weather) {
  const { dynamodb, sqs } = site.engines;
  const { random } = weather;
  const run: CyclesRun = {
    failures: [],
    crashes: 0,
    calls: 0,
    keys: new Map(),
    erp: [],
    findings: [],
    nights: 0,
    failedNights: 0,
  };
  quieten(run);
  const first = world.contracts.map(({ contract }) => contract.start).toSorted()[0]!;
  const clock = newMovedClock(addDays(first, -30));
  const delivery = newDelivery(site, weather, run, () => 0, clock);
  const closing = newClosing(site, clock, weather, run);
  const books = newBooks(site, world, run.findings);
  const teller = newTeller(site, world, random, clock);

  const send = async ({ deliver }: Telling) => {
    const tidings = await deliver();
    delivery.sent();
    return tidings;
  };

  await profileStore({ client: dynamodb, name: site.contracts }).apply(world.profile as Profile, first);
  const bills = world.contracts.flatMap(({ stories }) => stories.flatMap((story) => story.bills));
  const register = { command: 'register-receivables', id: 'register', rows: bills };
  await sendAll(sqs, site.queues.commands, [JSON.stringify(register)]);
  delivery.sent();
  await delivery.drain([]);

  /** What is held back for the night in which the next cycle is closed, and since when. */
  const held: { telling: Telling; since: CivilDate }[] = [];

  /** A night: what is due is closed, now and then by two or three at once, while what was held back becomes known. */
  const night = async (on: CivilDate, mishaps: () => Mishaps) => {
    const before = await books.gates();
    run.nights += 1;
    const start = () => closing.start(on, mishaps());
    const amid: Known[] = [];
    const tellings = held.splice(0).map(({ telling }) => async () => {
      amid.push(...(await send(telling)));
    });
    await start();
    if (random.chance(25)) await start();
    await delivery.drain(random.shuffle([...tellings, ...(random.chance(30) ? [start] : [])]), AMID);
    await books.afterNight(on, before, amid);
    if (books.due(on).length > 0) run.failedNights += 1;
  };

  /** Some things become known on a day, one way or the other. */
  const tellAll = async (tellings: Telling[], day: CivilDate) => {
    const tidings: Known[] = [];
    for (const telling of random.shuffle(tellings)) tidings.push(...(await send(telling)));
    await delivery.drain([]);
    books.tell(tidings, day);
  };

  for (let day = first; day < world.until; day = addDays(day, 1)) {
    clock.setTo(day);
    const isDue = books.due(day).length > 0;
    if (isDue ? random.chance(75) : random.chance(2)) await night(day, () => drawMishaps(random));
    const today = [...held.splice(0), ...teller.on(day).map((telling) => ({ telling, since: day }))];
    const isNear = books.due(addDays(day, NEAR_DAYS)).length > 0;
    const mayHold = ({ telling, since }: (typeof today)[number]) =>
      isNear && !telling.isAlone && since > addDays(day, -HELD_DAYS) && random.chance(85);
    held.push(...today.filter(mayHold));
    const now = today.filter((each) => !held.includes(each)).map(({ telling }) => telling);
    await tellAll(
      now.filter(({ isAlone }) => !isAlone),
      day,
    );
    for (const alone of now.filter(({ isAlone }) => isAlone)) await tellAll([alone], day);
  }
  clock.setTo(world.until);
  await tellAll(
    held.splice(0).map(({ telling }) => telling),
    world.until,
  );
  Object.assign(weather, { ...calm(random), inOrder: false });
  const end = books.allDecidedOn(world.until);
  for (let day = end; day <= addDays(end, NIGHTS_AT_MOST); day = addDays(day, 1)) {
    clock.setTo(day);
    await night(day, () => ({ broken: new Map() }));
    if (books.due(day).length === 0) break;
  }
  run.erp = (await receiveAll(sqs, site.queues.erp)).map(({ Body = '' }) => Body);
  return { run, books, end };
}

/** The handlers log each failure of a message, and those of crashes and faults are ours. */
function quieten(run: Run): void {
  logger.error = ((_: unknown, extra?: { error?: unknown }) => {
    const error = extra?.error;
    if (!(error instanceof SimulatedCrash || error instanceof SimulatedFault))
      run.failures.push(error ?? extra);
  }) as typeof logger.error;
  logger.info = () => {};
}

/** Now and then a step fails for good in a night, or people stop it. */
function drawMishaps(random: Random): Mishaps {
  const broken = new Map(
    random.chance(30) ? [[random.pick(STEPS), random.chance(50) ? 1 : random.int(1, 12)] as const] : [],
  );
  if (broken.size > 0 && random.chance(25)) broken.set('reopen', random.int(1, 8));
  return { broken, stoppedAt: random.chance(5) ? random.int(1, 40) : undefined };
}
