import { type CivilDate, eachLimit } from '@baixa/core';
import type { Contract } from '@baixa/profile';
import { cyclePeriod } from '@baixa/scoring';
import { calendarOf, changeAccount } from './recover.ts';
import type { RecoverPorts } from './recover-ports.ts';

const ACCOUNTS_AT_ONCE = 8;

/** A cycle that has ended and is not closed yet. */
export interface DueCycle {
  contract: string;
  cycle: number;
  from: CivilDate;
  to: CivilDate;
}

/** The cycle of a contract that is due on a day: the first open one, when its last day lies before. */
export function dueCycle(contract: Contract, firstOpenCycle: number, on: CivilDate): DueCycle | undefined {
  const { from, to } = cyclePeriod(calendarOf(contract), firstOpenCycle);
  return to < on ? { contract: contract.id, cycle: firstOpenCycle, from, to } : undefined;
}

/**
 * Assesses the accounts of a shard that have an undecided case whose payment term ended in a cycle, as of the day after
 * its last or of today, whichever is later: what was not recovered by then counts as not recovered, and no case of the
 * account is taken back to what was known before. It reads the debt itself, so that no lost event makes an account count
 * as unpaid. It books into the cycle, so it runs before the cycle is frozen. Nobody sends again what a crash kept from being
 * told, so a case stays among the undecided ones until it was.
 */
export async function expireWindows(
  ports: RecoverPorts,
  contract: Contract,
  shard: number,
  { to }: DueCycle,
  dayAfter: CivilDate,
): Promise<number> {
  const today = ports.clock.today();
  const on = today > dayAfter ? today : dayAfter;
  let expired = 0;
  await eachLimit(
    ports.caseBook.undecidedCases(contract.id, shard, to),
    ACCOUNTS_AT_ONCE,
    async (undecided) => {
      const { account, noticeGeneratedOn } = undecided;
      await changeAccount(ports, contract, account, on, {
        concerns: (found) => found.noticeGeneratedOn === noticeGeneratedOn,
        keepsUndecided: true,
      });
      await ports.caseBook.forgetUndecided(contract.id, undecided);
      expired += 1;
    },
  );
  return expired;
}
