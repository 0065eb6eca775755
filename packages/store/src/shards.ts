import { idOf } from '@baixa/core';
import type { Item } from './dynamo.ts';

/*
 * In the contracts table, under pk `contract#shard`:
 *   GATE                            { firstOpenCycle } bookings go into this cycle or later ones
 *   CASE#account#noticeGeneratedOn  a collection case
 *   TERM#termEndsOn#account#notice  a case that is not decided yet, or whose end by night was not told yet
 *   WAIT#account                    its actions that belong to no case yet
 *   ORDER#account#id                a service order
 *   BOOKED#cycle#source#version     what counts in a cycle; only ever added
 */
export const SHARDS = 8;

export function shardOf(account: string): number {
  return Number.parseInt(idOf('shard', account).slice(0, 8), 16) % SHARDS;
}

export const shardKey = (contract: string, shard: number) => `${contract}#${shard}`;

/** A name as part of a sort key: without `#`, and with nothing that sorts after `~`. */
export const part = (name: string) => encodeURIComponent(name).replaceAll('~', '%7E');

export const withoutKeys = <T>({ pk: _, sk: __, ...rest }: Item) => rest as T;
