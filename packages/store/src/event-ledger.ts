import { ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type CivilDate, idOf, parseJson } from '@baixa/core';
import type { BaixaEvent } from '@baixa/events';
import type { Publisher } from '@baixa/settlement';
import { readText } from './ledger-objects.ts';

/*
 * In the ledger bucket: events/<day>/<id>.ndjson, what was published together, an event a line; the day (UTC) is that of
 * their time, the id made of theirs. Never deleted, and in no chain: they are told from what is.
 */
const folderOf = (day: CivilDate) => `events/${day}/`;

/** A publisher that keeps every event in the ledger before it is sent, so that whoever missed it can ask again. */
export function keptPublisher(s3: S3Client, Bucket: string, publisher: Publisher): Publisher {
  return {
    async publish(events) {
      const byDay = Map.groupBy(events, ({ time }) => time.slice(0, 10));
      for (const [day, own] of byDay)
        await s3.send(
          new PutObjectCommand({
            Bucket,
            Key: `${folderOf(day)}${idOf(...own.map(({ id }) => id))}.ndjson`,
            Body: own.map((event) => `${JSON.stringify(event)}\n`).join(''),
            ContentType: 'application/x-ndjson',
          }),
        );
      await publisher.publish(events);
    },
  };
}

/** Events of a day that were published together, and what to ask for those after them. */
export interface EventPage {
  events: BaixaEvent[];
  /** Absent after the last of the day. */
  next?: string;
}

export interface EventLedger {
  /** The events of a day that were published together, after those that `next` of the page before names. */
  pageOf(day: CivilDate, after?: string): Promise<EventPage>;
}

/** Every event that was ever published, by day. Two events may stand there twice: whoever reads drops by id. */
export function eventLedger(s3: S3Client, Bucket: string): EventLedger {
  return {
    async pageOf(day, after) {
      const Prefix = folderOf(day);
      const { Contents = [], IsTruncated } = await s3.send(
        new ListObjectsV2Command({
          Bucket,
          Prefix,
          MaxKeys: 1,
          ...(after === undefined ? {} : { StartAfter: `${Prefix}${after}` }),
        }),
      );
      const key = Contents[0]?.Key;
      if (key === undefined) return { events: [] };
      const text = (await readText(s3, Bucket, key)) ?? '';
      const events = text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => parseJson(line, key) as BaixaEvent);
      return { events, ...(IsTruncated ? { next: key.slice(Prefix.length) } : {}) };
    },
  };
}
