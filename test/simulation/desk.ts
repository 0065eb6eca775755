import { AGREEMENTS, dueOn as dueBySimulator, toleranceCents } from '@baixa/bank-simulator';
import type { BaixaEvent } from '@baixa/events';
import { exceptionIdOf, type Proposal, type Receivable, type Resolution, type Wish } from '@baixa/settlement';
import { type CommandResult, exceptionStore, type OpenException, sendAll } from '@baixa/store';
import { newDelivery, type Run } from './delivery.ts';
import type { Site } from './engines.ts';
import { receiveAll } from './queues.ts';
import { readState, type State } from './state.ts';
import type { Weather } from './weather.ts';
import type { World } from './world.ts';

/** A wish that was sent, under the id of its command. */
interface Sent extends Wish {
  id: string;
}

/** What the desk did: how things stood before, what was wanted, how they stand after, and what was told. */
export interface Desk {
  world: World;
  before: State;
  opened: OpenException[];
  wishes: Sent[];
  after: State;
  events: BaixaEvent[];
}

const PEOPLE = ['ana', 'bia'];
const RESOLVED = ['refunded', 'written-off', 'ignored'] as const;

/** People resolve what waits, several at a time and of different minds, in the weather of the run. */
export async function playDesk(site: Site, world: World, weather: Weather, run: Run): Promise<Desk> {
  const { dynamodb: client, sqs } = site.engines;
  const { random } = weather;
  const before = await readState(site, world);
  const store = exceptionStore({ client, name: site.files });
  const lists = await Promise.all(world.profile.companies.map(({ id }) => store.listOpen(id, 200)));
  const opened = lists.flat();
  const wishes = opened.flatMap((exception) =>
    PEOPLE.filter(() => random.chance(70)).map((by) => wishOf(exception, by, before.receivables, weather)),
  );
  const sent = wishes.map((wish, index) => ({ ...wish, id: `desk-${index}` }));
  await sendAll(
    sqs,
    site.queues.commands,
    sent.map((wish) => JSON.stringify({ command: 'resolve-exception', ...wish })),
  );
  const delivery = newDelivery(site, weather, run, () => 0);
  await delivery.drain([]);
  const events = (await receiveAll(sqs, site.queues.erp)).map(({ Body = '' }) => JSON.parse(Body));
  return { world, before, opened, wishes: sent, after: await readState(site, world), events };
}

/** Most money goes to receivables of its company: one, or two that share it. Some goes where it cannot. */
export function wishOf(exception: OpenException, by: string, all: Receivable[], { random }: Weather): Wish {
  const common = {
    company: exception.company,
    exception: exception.id,
    by,
    reason: 'The simulation says so.',
  };
  const money = exception.unappliedCents;
  const own = random.shuffle(
    all.filter(({ company, status }) => company === exception.company && status === 'open'),
  );
  const fitting = own.filter(({ faceCents }) => faceCents >= money || random.chance(20));
  const [first, second] = fitting;
  if (money <= 1 || first === undefined || random.chance(25))
    return { ...common, how: random.pick([...RESOLVED]), parts: [] };
  const cents = random.int(1, money - 1);
  const parts =
    second !== undefined && random.chance(40)
      ? [{ receivable: first.id, cents }, { receivable: second.id }]
      : [{ receivable: first.id }];
  return { ...common, how: 'settled', parts };
}

interface Standing {
  resolution?: Resolution;
  accepted?: Proposal;
}

/** Lists everything that is not as it must be once the desk is empty. */
export function deskFindings(desk: Desk): string[] {
  const { opened, before, wishes, after, events } = desk;
  const findings: string[] = [];
  const must = (holds: boolean, sentence: string) => {
    if (!holds) findings.push(sentence);
  };
  const results = new Map(after.commands.map((result): [string, CommandResult] => [result.id, result]));
  const standing = new Map(
    after.exceptions.map((item) => [String(item.pk).slice('EXCEPTION#'.length), item as Standing]),
  );
  const told = (type: string, id: string) =>
    new Set(
      events
        .filter((event) => event.type === type && 'exception' in event.data && event.data.exception === id)
        .map(({ id: event }) => event),
    ).size;
  let given = 0;
  for (const exception of opened) {
    const own = wishes.filter((wish) => wish.exception === exception.id);
    const done = own.filter(({ id }) => results.get(id)?.counts.resolved === 1);
    const { resolution } = standing.get(exception.id) ?? {};
    for (const { id } of own) must(results.has(id), `nothing became of the wish ${id}`);
    must(
      (resolution !== undefined) === done.length > 0,
      `${exception.id} ended ${resolution?.how}, and ${done.length} wishes were granted`,
    );
    must(
      done.every(({ how, by }) => how === resolution?.how && by === resolution?.by),
      `${exception.id} ended as ${resolution?.by} said, and others were told so too`,
    );
    must(
      told('exception.resolved', exception.id) === (resolution === undefined ? 0 : 1),
      `the end of ${exception.id} went out ${told('exception.resolved', exception.id)} times`,
    );
    const { how, outcomes = [] } = resolution ?? {};
    const gave = outcomes.reduce((sum, { movedCents }) => sum + movedCents, 0);
    must(
      gave === (how === 'settled' ? exception.unappliedCents : 0),
      `${exception.id} held ${exception.unappliedCents}, and ${gave} of it went to receivables`,
    );
    // A receivable that somebody else settled meanwhile keeps its part as a credit, which waits again.
    for (const { company, key, unappliedCents } of outcomes)
      must(
        unappliedCents === 0 || standing.has(exceptionIdOf(company, key)),
        `${unappliedCents} of ${exception.id} are a credit that nobody is told of`,
      );
    const stoodOn = before.receivables.some(({ movements }) =>
      movements.some(({ key }) => key === (exception.payment ?? exception.key)),
    );
    if (!stoodOn) given += gave;
  }
  checkReceivables(desk, given, must);
  return findings;
}

/** No movement stands twice, no money is made between receivables, and each owes what the simulator says it does. */
function checkReceivables(
  { world, before, after }: Desk,
  given: number,
  must: (holds: boolean, sentence: string) => void,
): void {
  const moved = ({ receivables }: State) =>
    receivables.flatMap(({ movements }) => movements).reduce((sum, { movedCents }) => sum + movedCents, 0);
  must(
    moved(after) - moved(before) === given,
    `receivables got ${moved(after) - moved(before)} of the ${given} that were given to them`,
  );
  for (const receivable of after.receivables) {
    const { id, movements, version, status } = receivable;
    must(new Set(movements.map(({ key }) => key)).size === movements.length, `${id} has a movement twice`);
    must(version === movements.length + 1, `${id} is of version ${version}`);
    const untouched = before.receivables.find((one) => one.id === id)?.movements.length === 0;
    const [only, ...more] = movements;
    const bill = world.receivables.find((one) => one.id === id);
    if (!untouched || bill === undefined || only === undefined || more.length > 0) continue;
    const short = dueBySimulator(bill, only.on).totalCents - only.appliedCents;
    // Which agreement the money came by decides what it may differ; the company has several.
    const allowed = AGREEMENTS.filter(({ company }) => company === receivable.company).map(({ tolerance }) =>
      toleranceCents(bill, tolerance),
    );
    must(short >= -Math.max(...allowed), `${id} took ${only.appliedCents}, ${-short} more than is due`);
    if (status === 'settled')
      must(Math.abs(short) <= Math.max(...allowed), `${id} is settled, ${short} are owed`);
    else must(Math.abs(short) > Math.min(...allowed), `${id} is ${status}, and only ${short} are owed`);
  }
}
