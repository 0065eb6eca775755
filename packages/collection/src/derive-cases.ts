import { type CivilDate, canonicalJson } from '@baixa/core';
import { type Contract, collectionTermsOf } from '@baixa/profile';
import { factsOfCase } from '@baixa/scoring';
import { type AccountFacts, partIntoCases } from './account-cases.ts';
import { assessCase } from './case.ts';
import type { CollectionParameters } from './parameters.ts';
import type { StoredAction, StoredCase } from './ports.ts';
import type { RecoverPorts } from './recover-ports.ts';
import { collectedDebt } from './stratum.ts';

/** The case of the same notice as it stands. */
export const standing = (
  cases: readonly StoredCase[],
  { noticeGeneratedOn }: Pick<StoredCase, 'noticeGeneratedOn'>,
) => cases.find((each) => each.noticeGeneratedOn === noticeGeneratedOn);

/** The cases that follow from the facts, each written over the one that stands; those that follow no more, dissolved. */
export function derived(
  ports: RecoverPorts,
  contract: Contract,
  account: string,
  on: CivilDate,
  facts: AccountFacts,
  cases: readonly StoredCase[],
): { cases: StoredCase[]; waiting: StoredAction[] } {
  const termsOn = collectionTermsOf(contract);
  const parted = partIntoCases(facts, termsOn);
  const followed = parted.cases.map((each): StoredCase => {
    const { dissolved: _, ...before } = standing(cases, each) ?? {
      contract: contract.id,
      company: contract.company,
      account,
      facts: [],
      version: 0,
    };
    return assessed(ports, { ...before, ...each }, facts, termsOn(each.noticeGeneratedOn), on);
  });
  const dissolved = cases
    .filter((each) => standing(followed, each) === undefined)
    .map(
      ({ assessment: _, assessedAt: __, ...each }): StoredCase => ({
        ...each,
        actions: [],
        receivables: [],
        facts: [],
        dissolved: true,
      }),
    );
  return { cases: [...followed, ...dissolved], waiting: parted.waiting };
}

/** A case without anything to collect is not assessed, and counts nowhere. */
function assessed(
  { clock }: RecoverPorts,
  { assessment: before, assessedAt: since, ...collectionCase }: StoredCase,
  { receivables, debts }: Pick<AccountFacts, 'receivables' | 'debts'>,
  parameters: CollectionParameters,
  on: CivilDate,
): StoredCase {
  if (collectionCase.receivables.length === 0) return { ...collectionCase, facts: [] };
  const assessment = assessCase(collectionCase, debts, parameters, on);
  const collected = receivables.filter(({ id }) => collectionCase.receivables.includes(id));
  const same = before !== undefined && canonicalJson(assessment) === canonicalJson(before);
  return {
    ...collectionCase,
    assessment,
    facts: factsOfCase(assessment, collectedDebt(collectionCase, collected, assessment, parameters)),
    assessedAt: (same ? since : undefined) ?? clock.now(),
  };
}
