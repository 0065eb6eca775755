import { type Clock, fixedClock } from '@baixa/core';
import {
  acordoStore,
  caseStore,
  commandStore,
  debtStore,
  exceptionStore,
  fileStore,
  keptPublisher,
  kpiBook,
  learnedRuleStore,
  ledgerReader,
  pastLedger,
  pixPaymentStore,
  profileStore,
  promiseStore,
  receivableStore,
  s3Inbox,
  s3Ledger,
  sendAll,
  snsPublisher,
  sqsChunkQueue,
  sqsKpiNotes,
} from '@baixa/store';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { create as createDeliver } from '../../functions/deliver/handler.ts';
import { create as createKpis } from '../../functions/kpis/handler.ts';
import { create as createReceive } from '../../functions/receive/handler.ts';
import { create as createRecover } from '../../functions/recover/handler.ts';
import { create as createSettle } from '../../functions/settle/handler.ts';
import type { Site } from './engines.ts';
import type { Source } from './sources.ts';
import { SimulatedFault } from './turns.ts';

export type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** The day on which everything happens: all payment terms of the simulated cases are over. */
export const TODAY = '2024-06-20';

/** A clock on which every look is a second later, so that what is done again is never done at the same instant. */
function newClock(): Clock {
  let seconds = 0;
  const at = () => new Date(Date.parse(`${TODAY}T12:00:00.000Z`) + 1000 * seconds++).toISOString();
  return { now: at, today: fixedClock(`${TODAY}T12:00:00.000Z`).today };
}

/** Makes a queue's function as a Lambda environment does when it starts: with nothing of an earlier one. */
export function newPipeline(
  site: Site,
  chunkEntries: number,
  clock = newClock(),
): (source: Source) => Handler {
  const { dynamodb: client, s3, sqs, sns } = site.engines;
  const files = { client, name: site.files };
  const contracts = { client, name: site.contracts };
  const receivables = { client, name: site.receivables };
  const place = { s3, bucket: site.ledger, chains: { client, name: site.chains } };
  const ledger = s3Ledger(place);
  const publisher = keptPublisher(s3, site.ledger, snsPublisher(sns, site.topicArn));
  // Nobody hears of them in a run in which nobody keeps them.
  const noted = site.sources.includes('kpis') ? { noteKpis: sqsKpiNotes(sqs, site.queues.kpis) } : {};
  return (source) => {
    if (source === 'arrivals')
      return createReceive({
        inbox: s3Inbox(s3),
        ledger,
        register: fileStore(files),
        agreements: profileStore(contracts),
        chunkQueue: sqsChunkQueue(sqs, site.queues.chunks),
        clock,
        chunkEntries,
      });
    if (source === 'kpis')
      return createKpis({
        book: kpiBook({ client, name: site.kpis }),
        receivables: receivableStore(receivables, { consistent: true }),
        ledger: ledgerReader(s3, site.ledger),
        files: fileStore(files),
        cases: caseStore(contracts),
      });
    if (source === 'webhook') {
      const { webhook } = site;
      if (webhook === undefined) throw new Error('Nobody is there to be posted to.');
      return createDeliver({
        url: 'https://erp.example.com/baixa',
        retry: { waitsSeconds: [0], giveUpSeconds: 3 * 86_400 },
        keys: async () => webhook.keys(),
        post: (_, headers, body) =>
          site.engines.turns.inTurn(
            'Post',
            () => webhook.post(headers, body),
            () => undefined,
          ),
        // Whoever carries the messages puts back what failed.
        again: async () => {
          throw new SimulatedFault('The ERP did not take an event.');
        },
        now: () => new Date(),
      });
    }
    if (source === 'recoveries')
      return createRecover({
        caseBook: caseStore(contracts),
        promises: promiseStore(contracts),
        debts: debtStore(receivables),
        publisher,
        commands: commandStore(files),
        contracts: profileStore(contracts).contracts,
        clock,
        ...noted,
      });
    return createSettle({
      receivables: receivableStore(receivables),
      pixPayments: pixPaymentStore({ client, name: site.pix }),
      ledger,
      exceptions: exceptionStore(files),
      acordos: acordoStore(files),
      files: fileStore(files),
      commands: commandStore(files),
      chunks: sqsChunkQueue(sqs, site.queues.chunks),
      agreements: profileStore(contracts),
      past: pastLedger(place),
      learnedRules: learnedRuleStore(contracts),
      sendCommand: (body) => sendAll(sqs, site.queues.commands, [body]),
      replayLinks: 3,
      ...noted,
      publisher,
      clock,
    });
  };
}
