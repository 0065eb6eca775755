import { problem } from '@baixa/core';
import type { ErpOutput } from '@baixa/profile';
import { CommandFailed } from './failure.ts';

/** The ERPs of a deployment, in the order in which they were declared. */
export function erpsOf(outputs: object): ErpOutput[] {
  return Object.entries(outputs)
    .filter(([name]) => /^Erp\d+$/.test(name))
    .sort(([a], [b]) => Number(a.slice(3)) - Number(b.slice(3)))
    .map(([, value]) => JSON.parse(String(value)) as ErpOutput);
}

/** The ERP given by its name, or the only one there is. @throws CommandFailed */
export function onlyErp(outputs: object, given?: string): ErpOutput {
  const erps = erpsOf(outputs);
  const found = given === undefined ? erps[0] : erps.find(({ name }) => name === given);
  if (found !== undefined && (given !== undefined || erps.length === 1)) return found;
  const names = erps.map(({ name }) => name).join(', ') || 'none';
  throw new CommandFailed([
    given === undefined
      ? problem('cli.which-erp', {}, `There are several ERPs: ${names}.`, 'Say which with --erp.')
      : problem('cli.unknown-erp', {}, `There is no ERP ${given}.`, `There are: ${names}.`),
  ]);
}
