import { rebuildCycle, sentenceOf } from '@baixa/audit';
import { type CivilDate, canonicalJson } from '@baixa/core';
import { type BaixaEvent, type EventType, eventSchemas } from '@baixa/events';
import type { CycleResult } from '@baixa/scoring';
import { auditPorts, SHARDS } from '@baixa/store';
import { checkLedger } from '../check.ts';
import type { Must } from '../check-money.ts';
import type { Site } from '../engines.ts';
import { leftMessages } from '../queues.ts';
import type { Books } from './books.ts';
import { checkResults } from './check-results.ts';
import { inWords } from './naive-book.ts';
import { daysOfCycle } from './naive-calendar.ts';
import type { CyclesRun } from './play.ts';
import type { CyclesWorld } from './world.ts';

/** Lists everything that is not as it must be when nothing moves any more. */
export async function cyclesFindings(
  site: Site,
  world: CyclesWorld,
  run: CyclesRun,
  books: Books,
  end: CivilDate,
): Promise<string[]> {
  const findings = [...run.findings];
  const must: Must = (holds, sentence) => {
    if (!holds) findings.push(sentence);
  };
  for (const failure of run.failures)
    must(false, `it failed by itself: ${failure instanceof Error ? failure.stack : canonicalJson(failure)}`);
  for (const sentence of await leftMessages(site.engines)) must(false, sentence);
  await checkBookings(books, must);
  const gates = await books.gates();
  const events = run.erp.map((body) => JSON.parse(body) as BaixaEvent);
  for (const { contract } of world.contracts) {
    const closed = books.committed.get(contract.id)!;
    const next = closed.length + 1;
    must(
      daysOfCycle(contract, next).to >= end,
      `cycle ${next} of ${contract.id} has ended and is not closed`,
    );
    must(
      canonicalJson(gates.get(contract.id)) === canonicalJson(Array.from({ length: SHARDS }, () => next)),
      `the first open cycle of ${contract.id} is ${gates.get(contract.id)}, not ${next}`,
    );
    checkResults(
      contract,
      closed.map(({ result }) => result),
      books,
      must,
    );
    for (const { result, sha256 } of closed) {
      checkAnnounced(result, sha256, events, must);
      await checkRebuilt(site, result, sha256, must);
    }
  }
  checkEvents(books, end, events, must);
  await checkLedger(site, must);
  return findings;
}

/** Every account is booked as the model has it, each case once over all cycles. */
async function checkBookings({ books, booked }: Books, must: Must): Promise<void> {
  const standing = await booked();
  for (const [account, { book }] of books) {
    const found = inWords(standing.get(account) ?? new Map());
    const known = inWords(book.placed());
    must(found === known, `account ${account} is booked ${found}, and the model has ${known}`);
  }
  for (const account of standing.keys()) must(books.has(account), `${account} is booked, and is nobody's`);
}

/** A consumer that drops what it has seen by its id is told of a cycle once, and of what was committed. */
function checkAnnounced(
  { contract, cycle, score }: CycleResult,
  sha256: string,
  events: BaixaEvent[],
  must: Must,
): void {
  const own = told(events, 'cycle.closed').filter(
    ({ data }) => data.contract === contract && data.cycle === cycle,
  );
  const ids = new Set(own.map(({ id }) => id));
  must(ids.size === 1, `cycle ${cycle} of ${contract} was told under ${ids.size} ids`);
  for (const { data } of own)
    must(
      data.result === sha256 && data.invoiceCents === score.invoiceCents,
      `cycle ${cycle} of ${contract} was told with another result`,
    );
}

/** The ledger alone gives the result again, byte for byte. */
async function checkRebuilt(site: Site, { contract, cycle }: CycleResult, sha256: string, must: Must) {
  const { dynamodb: client, s3 } = site.engines;
  const table = (name: string) => ({ client, name });
  const { ledger } = auditPorts(
    { s3, bucket: site.ledger, chains: table(site.chains) },
    { receivables: table(site.receivables), files: table(site.files), contracts: table(site.contracts) },
  );
  const rebuilt = await rebuildCycle(ledger, contract, cycle);
  if (rebuilt.state !== 'rebuilt') {
    must(false, `cycle ${cycle} of ${contract} cannot be made again: ${rebuilt.state}`);
    return;
  }
  must(rebuilt.sha256 === sha256, `the ledger has another result of cycle ${cycle} of ${contract}`);
  for (const difference of rebuilt.differences) must(false, sentenceOf(difference));
}

/** Every account that is recovered was told so, and nothing is told of a cycle that is not closed. */
function checkEvents({ books, committed }: Books, end: CivilDate, events: BaixaEvent[], must: Must): void {
  const recovered = new Set(
    told(events, 'account.recovered').map(({ data }) => `${data.case} ${data.recoveredOn}`),
  );
  for (const [account, { contract, book }] of books)
    for (const { noticeOn, status, countsOn } of book.cases(end)) {
      must(status !== 'open', `the case of ${account} of ${noticeOn} is not decided`);
      const name = `${contract}/${account}/${noticeOn} ${countsOn}`;
      if (status === 'recovered') must(recovered.has(name), `${name} is recovered and was not told`);
    }
  for (const { data } of told(events, 'cycle.closed'))
    must(
      (committed.get(data.contract)?.length ?? 0) >= data.cycle,
      `cycle ${data.cycle} of ${data.contract} was told, and is not closed`,
    );
  for (const event of events)
    must(eventSchemas[event.type].safeParse(event).success, `event ${event.type} ${event.id} is not valid`);
}

/** The events of a type. */
function told<Type extends EventType>(events: BaixaEvent[], type: Type): BaixaEvent<Type>[] {
  return events.filter((event) => event.type === type) as BaixaEvent<Type>[];
}
