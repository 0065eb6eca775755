import type { OrderRow } from './contract.ts';

/** A row of an orders file as Baixa takes it: one set of names for service orders and collection actions. */
export interface ImportRow {
  kind: OrderRow['kind'];
  id: string;
  type: string;
  account: string;
  /** A moment for a service order, a day for a collection action; so are the others. */
  generated: string;
  deadline: string;
  executed?: string;
  status: OrderRow['status'];
}

/** Writes orders as an orders file has them. */
export function importRows(rows: readonly OrderRow[]): ImportRow[] {
  return rows.map((row) => {
    const { kind, id, account, status } = row;
    const [generated, deadline, executed] =
      row.kind === 'service-order'
        ? [row.generatedAt, row.deadlineAt, row.executedAt]
        : [row.generatedOn, row.deadlineOn, row.executedOn];
    const type = row.type === 'extra' ? 'extra-actions' : row.type;
    return {
      kind,
      id,
      type,
      account,
      generated,
      deadline,
      ...(executed === undefined ? {} : { executed }),
      status,
    };
  });
}
