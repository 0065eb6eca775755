import { setTimeout as sleep } from 'node:timers/promises';
import { BatchExecuteStatementCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  aliasesOf,
  type ChargeRegistration,
  isCharge,
  newCharge,
  newReceivable,
  type Payable,
  type Receivable,
  type Receivables,
  type Registration,
  sameRegistration,
} from '@baixa/settlement';
import { coalesce } from './coalesce.ts';
import { batchGet, conditionally, type Item, type Table } from './dynamo.ts';

/*
 * Keys of the receivables table (partition key `pk`, no sort key, no index: a settled entry costs one write unit).
 *   R#company#id             a receivable, or a collective charge (it has `covers`)
 *   ALIAS#company#alias      { ids } the receivables and charges filed under one identifier
 *   ACCOUNT#company#account  { ids } the receivables of one matrícula
 *   WAIT#company#alias       { ids } natural keys of money that matched nothing under one identifier
 */
/** DynamoDB takes at most 25 statements in a batch. */
const STATEMENTS_PER_BATCH = 25;
/** Errors of a statement that pass. */
const PASSING: ReadonlySet<string> = new Set([
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'TransactionConflict',
  'InternalServerError',
]);
const MAX_ROUNDS = 5;

const receivableKey = (company: string, id: string) => `R#${company}#${id}`;
const aliasKey = (company: string, alias: string) => `ALIAS#${company}#${alias}`;
const waitKey = (company: string, alias: string) => `WAIT#${company}#${alias}`;
const accountKey = (company: string, account: string) => `ACCOUNT#${company}#${account}`;

/** What changes of a receivable or a charge, in one attribute that is written whole. */
type State = Pick<Payable, 'version' | 'movements'> & Partial<Pick<Receivable, 'status' | 'settledOn'>>;

function stateOf(payable: Payable): State {
  const { version, movements } = payable;
  if (isCharge(payable)) return { version, movements };
  const { status, settledOn } = payable;
  return { version, status, movements, ...(settledOn === undefined ? {} : { settledOn }) };
}

export function payableOf({ pk: _, state, ...registration }: Item): Payable {
  return {
    ...(registration as unknown as Registration | ChargeRegistration),
    ...(state as State),
  } as Payable;
}

const byId = <P extends Payable>(payables: P[]): Map<string, P> =>
  new Map(payables.map((payable) => [payable.id, payable]));

export const isReceivable = (payable: Payable): payable is Receivable => !isCharge(payable);

export type ReceivableStore = Receivables;

/**
 * The receivables of all companies, each reached only with its company's name in the key. Reads may lag behind by a
 * moment unless `consistent`; settlement needs no better, because its writes are conditional.
 */
export function receivableStore(table: Table, { consistent = false } = {}): ReceivableStore {
  const idsUnder = async (keys: string[], consistently = consistent): Promise<Map<string, string[]>> => {
    const items = await batchGet(
      table,
      keys.map((pk) => ({ pk })),
      consistently,
    );
    return new Map(items.map(({ pk, ids }) => [pk as string, [...(ids as Set<string>)].sort()]));
  };
  const fileUnder = (pk: string, id: string) =>
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk },
        UpdateExpression: 'ADD ids :id',
        ExpressionAttributeValues: { ':id': new Set([id]) },
      }),
    );

  /**
   * One conditional update a receivable, 25 of them in a request: each statement succeeds or is refused by itself and
   * costs what an UpdateItem costs. Statements that were throttled come back inside a successful answer, where the SDK
   * does not see them, so they are tried again here.
   */
  const update = coalesce(
    STATEMENTS_PER_BATCH,
    async (batch: { pk: string; state: State }[]): Promise<('written' | 'changed')[]> => {
      const outcomes = new Map<object, 'written' | 'changed'>();
      let left = batch;
      for (let round = 0; left.length > 0; round++) {
        if (round > 0) await sleep(25 * 2 ** round);
        const { Responses = [] } = await table.client.send(
          new BatchExecuteStatementCommand({
            Statements: left.map(({ pk, state }) => ({
              Statement: `UPDATE "${table.name}" SET "state" = ? WHERE "pk" = ? AND "state"."version" = ?`,
              Parameters: [state, pk, state.version - 1],
            })),
          }),
        );
        left = left.filter((item, index) => {
          const error = Responses[index]?.Error;
          if (error === undefined) outcomes.set(item, 'written');
          else if (error.Code === 'ConditionalCheckFailed') outcomes.set(item, 'changed');
          else if (round === MAX_ROUNDS || !PASSING.has(error.Code ?? ''))
            throw new Error(`${item.pk} was not written: ${error.Code} ${error.Message}`);
          return !outcomes.has(item);
        });
      }
      return batch.map((item) => outcomes.get(item) as 'written' | 'changed');
    },
  );

  const loadPayables: Receivables['loadPayables'] = async (company, ids, options) => {
    const items = await batchGet(
      table,
      [...new Set(ids)].map((id) => ({ pk: receivableKey(company, id) })),
      options?.consistent ?? consistent,
    );
    return byId(items.map(payableOf));
  };

  return {
    async idsOfAliases(company, aliases, options) {
      const keys = aliases.map((alias) => aliasKey(company, alias));
      const found = await idsUnder(keys, options?.consistent);
      return new Map(
        aliases.flatMap((alias) => {
          const ids = found.get(aliasKey(company, alias));
          return ids === undefined ? [] : [[alias, ids] as const];
        }),
      );
    },

    async idsOfAccount(company, account) {
      const key = accountKey(company, account);
      return (await idsUnder([key], true)).get(key) ?? [];
    },

    async waitUnder(company, aliases, key) {
      await Promise.all(aliases.map((alias) => fileUnder(waitKey(company, alias), key)));
    },

    async waitingUnder(company, aliases) {
      const found = await idsUnder(
        [...new Set(aliases)].map((alias) => waitKey(company, alias)),
        true,
      );
      return [...new Set([...found.values()].flat())];
    },

    async load(company, ids, options) {
      const found = await loadPayables(company, ids, options);
      return byId([...found.values()].filter(isReceivable));
    },

    loadPayables,

    async append(after) {
      const { company, id } = after;
      const pk = receivableKey(company, id);
      if ((await update({ pk, state: stateOf(after) })) === 'written') return { saved: true };
      const [item] = await batchGet(table, [{ pk }], true);
      if (item === undefined) throw new Error(`Receivable ${id} of ${company} is gone.`);
      return { saved: false, current: payableOf(item) };
    },

    // The aliases come after the receivable, and again when the same is registered again: a crash in between is mended
    // by the redelivery, and what was refused leaves no alias behind.
    async register(registration, registered) {
      const { company, id } = registration;
      const attempt = await conditionally(() =>
        table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: {
              pk: receivableKey(company, id),
              ...registration,
              ...(registered === undefined ? {} : { registered }),
              state: stateOf(isCharge(registration) ? newCharge(registration) : newReceivable(registration)),
            },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      const existing =
        attempt.held || attempt.standing === undefined ? undefined : payableOf(attempt.standing);
      if (existing !== undefined && !sameRegistration(existing, registration)) return { existing };
      const keys = [
        ...aliasesOf(registration).map((alias) => aliasKey(company, alias)),
        // A charge may cover receivables of several accounts, and owes nothing.
        ...(isCharge(registration) ? [] : [accountKey(company, registration.account)]),
      ];
      await Promise.all(keys.map((key) => fileUnder(key, id)));
      return existing === undefined ? {} : { existing };
    },
  };
}
