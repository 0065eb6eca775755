import { parseJson } from '@baixa/core';
import { newStrata, type ShardTally, type StratumRow } from '@baixa/scoring';
import { bookingsKeysOf } from './counted.ts';
import { cycleFolder, cycleText, tallyKeyOf } from './keys.ts';
import type { LedgerObjects } from './ports.ts';

/** Accounts and R$ of a closed cycle by strata; undefined for one that was closed before they were kept. */
export async function strataIn(
  ledger: LedgerObjects,
  contract: string,
  cycle: number,
): Promise<StratumRow[] | undefined> {
  const strata = newStrata();
  for (const { key } of await bookingsKeysOf(ledger, cycleFolder(contract, cycleText(cycle)))) {
    const text = await ledger.read(tallyKeyOf(key));
    if (text === undefined) return undefined;
    for (const row of (parseJson(text, tallyKeyOf(key)) as ShardTally).strata) strata.addRow(row);
  }
  return strata.rows();
}
