import { idOf, invariant } from '@baixa/core';
import { makeEvent } from '@baixa/events';
import type { Contract } from '@baixa/profile';
import type { StoredCase } from './ports.ts';
import type { RecoverPorts } from './recover-ports.ts';

/** The id of a case: one run of the ladder for an account. */
export function caseIdOf({
  contract,
  account,
  noticeGeneratedOn,
}: Pick<StoredCase, 'contract' | 'account' | 'noticeGeneratedOn'>) {
  return `${contract}/${account}/${noticeGeneratedOn}`;
}

/** Tells that a case is recovered, under the same id each time; of any other case nothing. */
export async function tellRecovered(
  { publisher }: RecoverPorts,
  contract: Contract,
  { assessment, assessedAt, account, noticeGeneratedOn }: StoredCase,
): Promise<void> {
  if (assessment?.status !== 'recovered') return;
  const { recoveredOn, dayOfWindow, inPaymentTerm, countsOn } = assessment;
  invariant(
    recoveredOn !== undefined && dayOfWindow !== undefined && assessedAt !== undefined,
    'a recovered case has its day',
  );
  const caseId = caseIdOf({ contract: contract.id, account, noticeGeneratedOn });
  await publisher.publish([
    makeEvent('account.recovered', {
      id: idOf('account.recovered', caseId, recoveredOn),
      company: contract.company,
      subject: account,
      time: assessedAt,
      data: {
        contract: contract.id,
        case: caseId,
        account,
        recoveredOn,
        dayOfWindow,
        inPaymentTerm,
        countsIn: countsOn,
      },
    }),
  ]);
}
