import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { addDays, type CivilDate, chunksOf, isCivilDate, problem } from '@baixa/core';
import type { BaixaEvent } from '@baixa/events';
import { type Erp, isTold } from '@baixa/profile';
import { type Api, apiOf, connect } from '../connection.ts';
import { onlyErp } from '../erps.ts';
import { CommandFailed } from '../failure.ts';
import type { View } from '../view.ts';

export interface ReplayOptions {
  erp?: string;
  from: string;
  to?: string;
  company?: string;
  type?: string[];
  /** Events a second, at most. */
  rate?: string;
}

interface Page {
  events: BaixaEvent[];
  next?: string;
}

const MESSAGES_PER_BATCH = 10;
const DEFAULT_RATE = 100;
const MOST_DAYS = 366;

function fail(sentence: string, wayOut: string): never {
  throw new CommandFailed([problem('cli.bad-replay', {}, sentence, wayOut)]);
}

/** The days from `from` to `to`, both included. @throws CommandFailed */
export function daysOf({ from, to = from }: Pick<ReplayOptions, 'from' | 'to'>): CivilDate[] {
  if (!isCivilDate(from) || !isCivilDate(to) || to < from)
    fail(`There are no days from ${from} to ${to}.`, 'Write days as YYYY-MM-DD, the earlier first.');
  const days: CivilDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    days.push(day);
    if (days.length > MOST_DAYS) fail('These are more than 366 days.', 'Replay a year at a time.');
  }
  return days;
}

/** The events of some days that an ERP is told of, each once, in the pages in which they were published. */
export async function* eventsOfDays(
  api: Pick<Api, 'get'>,
  days: CivilDate[],
  erp: Erp,
  { company, type }: Pick<ReplayOptions, 'company' | 'type'> = {},
): AsyncGenerator<BaixaEvent[]> {
  for (const day of days) {
    const seen = new Set<string>();
    let after: string | undefined;
    do {
      const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`;
      const page: Page = await api.get(`/events/${day}${query}`);
      const wanted = page.events.filter(
        (event) =>
          !seen.has(event.id) &&
          isTold(erp, event) &&
          (company === undefined || event.company === company) &&
          (type === undefined || type.includes(event.type)),
      );
      for (const { id } of wanted) seen.add(id);
      if (wanted.length > 0) yield wanted;
      after = page.next;
    } while (after !== undefined);
  }
}

/** `baixa events replay`: sends to one ERP again what it was told, with the ids it had, at a bounded rate. */
export async function replayEvents(options: ReplayOptions): Promise<View> {
  const days = daysOf(options);
  const rate = Number(options.rate ?? DEFAULT_RATE);
  if (!(Number.isInteger(rate) && rate >= 1 && rate <= 3000))
    fail(`${options.rate} is no rate.`, 'Give whole events a second, 1 to 3000.');
  const outputs = connect();
  const erp = onlyErp(outputs, options.erp);
  const sqs = new SQSClient({});
  let sent = 0;
  const started = performance.now();
  for await (const events of eventsOfDays(apiOf(outputs), days, erp, options))
    for (const batch of chunksOf(events, MESSAGES_PER_BATCH)) {
      const { Failed = [] } = await sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: erp.queueUrl,
          Entries: batch.map((event, index) => ({ Id: String(index), MessageBody: JSON.stringify(event) })),
        }),
      );
      if (Failed.length > 0) throw new Error(`SQS refused ${Failed.length} events: ${Failed[0]?.Code}.`);
      sent += batch.length;
      const early = (sent / rate) * 1000 - (performance.now() - started);
      if (early > 0) await sleep(early);
    }
  return {
    data: { erp: erp.name, from: days[0], to: days.at(-1), sent },
    text: `${sent} events of ${days[0]} to ${days.at(-1)} were sent to ${erp.name} again, with the ids they had.`,
  };
}
