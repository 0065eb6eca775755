import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { LearnedRule, LearnedRules } from '@baixa/settlement';
import { conditionally, type Table } from './dynamo.ts';
import { profileItems, ruleKey } from './profiles.ts';

/** Rules that were learned, in the contracts table, each beside its agreement. */
export function learnedRuleStore(table: Table): LearnedRules {
  const { client, name: TableName } = table;
  const put = (rule: LearnedRule, ConditionExpression: string) =>
    conditionally(() =>
      client.send(new PutCommand({ TableName, Item: { ...ruleKey(rule), ...rule }, ConditionExpression })),
    );
  return {
    all: async () => (await profileItems(table, 'AGREEMENT#')).rules,
    async learn(rule) {
      const { held } = await put(rule, 'attribute_not_exists(pk) OR attribute_exists(forgotten)');
      if (held) return rule;
      const asked = new GetCommand({ TableName, Key: ruleKey(rule), ConsistentRead: true });
      const { pk: _, sk: __, ...standing } = (await client.send(asked)).Item ?? {};
      return standing as LearnedRule;
    },
    async forget(rule, forgotten) {
      await put({ ...rule, forgotten }, 'attribute_exists(pk) AND attribute_not_exists(forgotten)');
    },
  };
}
