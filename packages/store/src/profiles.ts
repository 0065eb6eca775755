import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { type CivilDate, chunksOf, mapLimit, type Problem, problem, warning } from '@baixa/core';
import type { AgreementBook } from '@baixa/intake';
import {
  type Agreement,
  type Company,
  type Contract,
  keepingTerms,
  type Profile,
  termsHoldFrom,
} from '@baixa/profile';
import type { Agreements, LearnedRule } from '@baixa/settlement';
import { hasCases } from './all-cases.ts';
import type { Table } from './dynamo.ts';

/*
 * In the contracts table (partition key `pk`, sort key `sk`), all under pk `PROFILE`:
 *   COMPANY#id, AGREEMENT#id, CONTRACT#id
 *   AGREEMENT#id#RULE#rule   a rule that was learned; no id has a #
 */
const PK = 'PROFILE';
const RULE = '#RULE#';

/** Where a rule stands: it is read with its agreement. */
export const ruleKey = ({ agreement, id }: Pick<LearnedRule, 'agreement' | 'id'>) => ({
  pk: PK,
  sk: `AGREEMENT#${agreement}${RULE}${id}`,
});

/** What a profile told under a prefix, and the rules there, those that were learned first before the others. */
export async function profileItems<T>(
  { client, name: TableName }: Table,
  prefix: string,
): Promise<{ items: T[]; rules: LearnedRule[] }> {
  const items: T[] = [];
  const rules: LearnedRule[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': PK, ':prefix': prefix },
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    for (const { pk: _, sk, ...rest } of page.Items ?? [])
      if (String(sk).includes(RULE)) rules.push(rest as LearnedRule);
      else items.push(rest as T);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return { items, rules: rules.toSorted((a, b) => (a.learned.at < b.learned.at ? -1 : 1)) };
}

export interface ProfileStore extends AgreementBook, Agreements {
  companies(): Promise<Company[]>;
  contracts(): Promise<Contract[]>;
  /**
   * Writes a profile's parts over those with the same ids; cases that were opened by today keep the terms they have. An
   * id may not move to another company: with an error among the problems nothing was applied.
   */
  apply(profile: Profile, today: CivilDate): Promise<Problem[]>;
}

/** DynamoDB takes at most 100 writes in a transaction. */
const WRITES_PER_TRANSACTION = 100;
const CONTRACTS_AT_ONCE = 8;

/** What Baixa was told about companies, agreements and contracts. Small, and read whole. */
export function profileStore(table: Table): ProfileStore {
  const { client, name: TableName } = table;
  const list = async <T>(prefix: string): Promise<T[]> => (await profileItems<T>(table, prefix)).items;
  const all = () => list<Agreement>('AGREEMENT#');

  return {
    all,
    companies: () => list<Company>('COMPANY#'),
    contracts: () => list<Contract>('CONTRACT#'),
    async rulesOf(id) {
      const { items, rules } = await profileItems<Agreement>(table, `AGREEMENT#${id}`);
      const found = items.find((agreement) => agreement.id === id);
      if (found === undefined) return undefined;
      const { company, tolerance, payerWindowDays, holidays } = found;
      const learned = rules.filter(({ agreement }) => agreement === id);
      return {
        id,
        company,
        tolerance,
        payerWindowDays,
        ...(holidays === undefined ? {} : { holidays: new Set(holidays) }),
        ...(learned.length === 0 ? {} : { learned }),
      };
    },
    async breakAcordosAfterDays(company) {
      return (await list<Company>('COMPANY#')).find(({ id }) => id === company)?.breakAcordosAfterDays;
    },
    async confirmAboveCents(company) {
      return (await list<Company>('COMPANY#')).find(({ id }) => id === company)?.confirmAboveCents;
    },
    async apply({ companies, agreements, contracts: asked }, today) {
      const before = new Map((await list<Contract>('CONTRACT#')).map((each) => [each.id, each]));
      const contracts = await mapLimit(asked, CONTRACTS_AT_ONCE, (each) =>
        overStanding(table, before.get(each.id), each, today),
      );
      const parts = [
        ...companies.map((item) => ({ sk: `COMPANY#${item.id}`, item })),
        ...agreements.map((item) => ({ sk: `AGREEMENT#${item.id}`, item })),
        ...contracts.map((item) => ({ sk: `CONTRACT#${item.id}`, item })),
      ];
      // Looked at first, because a large profile takes several transactions; the condition still holds each write.
      const standing = new Map<string, string>([
        ...(await all()).map(({ id, company }) => [`AGREEMENT#${id}`, company] as const),
        ...[...before.values()].map(({ id, company }) => [`CONTRACT#${id}`, company] as const),
      ]);
      const moved = parts.filter(
        ({ sk, item }) => 'company' in item && (standing.get(sk) ?? item.company) !== item.company,
      );
      if (moved.length > 0) return moved.map(({ sk }) => movedProblem(sk));
      for (const batch of chunksOf(parts, WRITES_PER_TRANSACTION)) {
        try {
          await client.send(
            new TransactWriteCommand({
              TransactItems: batch.map(({ sk, item }) => ({
                Put: {
                  TableName,
                  Item: { pk: PK, sk, ...item },
                  ...('company' in item
                    ? {
                        ConditionExpression: 'attribute_not_exists(pk) OR company = :company',
                        ExpressionAttributeValues: { ':company': item.company },
                      }
                    : {}),
                },
              })),
            }),
          );
        } catch (error) {
          if (!(error instanceof TransactionCanceledException)) throw error;
          const refused = batch.filter(
            (_, index) => error.CancellationReasons?.[index]?.Code === 'ConditionalCheckFailed',
          );
          if (refused.length === 0) throw error;
          return refused.map(({ sk }) => movedProblem(sk));
        }
      }
      return contracts.flatMap((contract) => laterTerms(contract, today) ?? []);
    },
  };
}

/** A contract as it is applied: where there are cases, those of before keep the terms they have. */
async function overStanding(
  table: Table,
  standing: Contract | undefined,
  asked: Contract,
  today: CivilDate,
): Promise<Contract> {
  if (standing === undefined) return asked;
  const next = keepingTerms(standing, asked, today);
  // What nobody has used yet may have been wrong: cases of earlier days are not to run by it.
  return next.earlier === undefined || (await hasCases(table, asked.id)) ? next : asked;
}

/** That cases of before go on by other terms, while some may be opened by those today. */
function laterTerms(contract: Contract, today: CivilDate): Problem | undefined {
  const from = termsHoldFrom(contract, today);
  return from === undefined
    ? undefined
    : warning(
        'profile.terms-hold-later',
        { path: `contract ${contract.id}` },
        `The ladder and the terms of contract ${contract.id} hold for cases that are opened from ${from}: it has cases, and those that were opened before keep theirs to their end.`,
        'What was applied in error and is mended today leaves nothing behind.',
      );
}

function movedProblem(sk: string): Problem {
  const what = sk.replace('#', ' ').toLowerCase();
  return problem(
    'profile.company-changed',
    { path: what },
    `${what} already belongs to another company.`,
    'Give the new one an id of its own.',
  );
}
