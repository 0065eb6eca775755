import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { CivilDate } from '@baixa/core';
import type { Payable, Receivable } from '@baixa/settlement';
import type { Table } from './dynamo.ts';
import { isReceivable, payableOf } from './receivables.ts';

/** Parts of the table that are read at the same time. */
const SEGMENTS = 8;

/** Every receivable of every company, in no order: reads the whole table. */
export async function* allReceivables(table: Table): AsyncGenerator<Receivable> {
  for await (const payable of allPayables(table)) if (isReceivable(payable)) yield payable;
}

/** The same, and every collective charge. */
export async function* allPayables({ client, name: TableName }: Table): AsyncGenerator<Payable> {
  const scan = {
    TableName,
    FilterExpression: 'begins_with(pk, :receivable)',
    ExpressionAttributeValues: { ':receivable': 'R#' },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateScan({ client }, scan)) yield* Items.map(payableOf);
}

/** A receivable that is open and was due by some day. */
export type Overdue = Pick<Receivable, 'company' | 'account' | 'dueOn'>;

/**
 * Finds every receivable of every company that is open and was due by a day, a page after the other in some segments at
 * once; no segment reads on before `found` is done with its page. It reads the whole table: an index of what is open
 * would take a second write unit for each settled entry.
 */
export async function findOverdue(
  { client, name: TableName }: Table,
  dueBy: CivilDate,
  found: (page: Overdue[]) => Promise<void>,
): Promise<void> {
  const segment = async (Segment: number) => {
    const scan = {
      TableName,
      Segment,
      TotalSegments: SEGMENTS,
      FilterExpression: 'begins_with(pk, :receivable) AND dueOn <= :dueBy AND #state.#status = :open',
      ProjectionExpression: 'company, account, dueOn',
      ExpressionAttributeNames: { '#state': 'state', '#status': 'status' },
      ExpressionAttributeValues: { ':receivable': 'R#', ':dueBy': dueBy, ':open': 'open' },
    };
    for await (const { Items = [] } of paginateScan({ client }, scan)) await found(Items as Overdue[]);
  };
  await Promise.all(Array.from({ length: SEGMENTS }, (_, index) => segment(index)));
}
