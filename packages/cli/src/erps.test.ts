import { expect, test } from 'vitest';
import { erpsOf, onlyErp } from './erps.ts';
import { CommandFailed } from './failure.ts';

const output = (name: string) => JSON.stringify({ name, queueUrl: `https://queues/${name}` });
const OUTPUTS = { ApiUrl: 'x', Erp10: output('ten'), Erp2: output('two'), Erp1: output('one'), ErpX: 'no' };

test('the ERPs of a deployment come in their order', () => {
  expect(erpsOf(OUTPUTS).map(({ name }) => name)).toEqual(['one', 'two', 'ten']);
});

test('the only one need not be named; of several, one must be', () => {
  expect(onlyErp({ Erp1: output('sap') }).queueUrl).toBe('https://queues/sap');
  expect(onlyErp(OUTPUTS, 'two').queueUrl).toBe('https://queues/two');
  for (const given of [undefined, 'three']) expect(() => onlyErp(OUTPUTS, given)).toThrow(CommandFailed);
  expect(() => onlyErp(OUTPUTS)).toThrow('There are several ERPs: one, two, ten.');
  expect(() => onlyErp(OUTPUTS, 'three')).toThrow('There is no ERP three.');
});
