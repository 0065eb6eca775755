import type { Clock } from '@baixa/core';
import {
  caseStore,
  cycleStore,
  debtStore,
  findOverdue,
  keptPublisher,
  profileStore,
  sendAll,
  snsPeople,
  snsPublisher,
} from '@baixa/store';
import { create as announce } from '../../../functions/close-cycle/announce/handler.ts';
import { create as commit } from '../../../functions/close-cycle/commit/handler.ts';
import { create as expire } from '../../../functions/close-cycle/expire/handler.ts';
import { create as freeze } from '../../../functions/close-cycle/freeze/handler.ts';
import { create as listDue } from '../../../functions/close-cycle/list-due/handler.ts';
import { create as openCases } from '../../../functions/close-cycle/open-cases/handler.ts';
import { create as reopen } from '../../../functions/close-cycle/reopen/handler.ts';
import { create as score } from '../../../functions/close-cycle/score/handler.ts';
import { create as sweepAcordos } from '../../../functions/close-cycle/sweep-acordos/handler.ts';
import { create as tally } from '../../../functions/close-cycle/tally/handler.ts';
import type { Site } from '../engines.ts';

/** The steps of the close, by their folder. */
export const STEPS = [
  'sweep-acordos',
  'open-cases',
  'list-due',
  'expire',
  'freeze',
  'tally',
  'score',
  'commit',
  'announce',
  'reopen',
] as const;
export type Step = (typeof STEPS)[number];

/** Makes a step as its Lambda environment does when it starts. */
export function newStep(step: Step, site: Site, clock: Clock): (event: unknown) => Promise<unknown> {
  const { dynamodb: client, s3, sqs, sns, plan } = site.engines;
  const table = { client, name: site.contracts };
  const { contracts, companies, all: agreements } = profileStore(table);
  const cycles = cycleStore(table);
  const kept = cycleStore(table, { s3, bucket: site.ledger, chains: { client, name: site.chains } });
  const publisher = keptPublisher(s3, site.ledger, snsPublisher(sns, site.topicArn));
  const receivables = { client, name: site.receivables };
  const environment = plan.functions.find(({ entry }) => entry.includes('close-cycle/reopen/'))?.environment;
  const make: Record<Step, () => (event: unknown) => Promise<unknown>> = {
    'sweep-acordos': () =>
      sweepAcordos({
        companies,
        agreements,
        send: (bodies) => sendAll(sqs, site.queues.commands, bodies),
        now: clock.now,
      }),
    'open-cases': () =>
      openCases({
        contracts,
        findOverdue: (dueBy, found) => findOverdue(receivables, dueBy, found),
        send: (bodies) => sendAll(sqs, site.queues.recoveries, bodies),
        now: clock.now,
      }),
    'list-due': () => listDue({ contracts, cycles }),
    expire: () =>
      expire({ caseBook: caseStore(table), debts: debtStore(receivables), publisher, contracts, clock }),
    freeze: () => freeze({ cycles }),
    tally: () => tally({ cycles: kept }),
    score: () => score({ contracts, cycles }),
    commit: () => commit({ cycles: kept }),
    announce: () => announce({ contracts, cycles, publisher, clock }),
    reopen: () => reopen({ cycles, people: snsPeople(sns, environment?.ALARMS_TOPIC_ARN ?? '') }),
  };
  return make[step]();
}
