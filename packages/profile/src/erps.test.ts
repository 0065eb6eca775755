import { examples } from '@baixa/events';
import { expect, test } from 'vitest';
import { isTold, readErps } from './index.ts';
import { readErpsYaml } from './yaml.ts';

const FILE = `erps:
  - name: sap
    companies: [aguas, escola]
    types: [settlement.applied, settlement.reversed]
  - name: everything
`;

test('ERPs are read from YAML: who is told, of which companies, of which types', () => {
  expect(readErpsYaml(FILE, 'erps.yaml')).toEqual({
    erps: [
      {
        name: 'sap',
        companies: ['aguas', 'escola'],
        types: ['settlement.applied', 'settlement.reversed'],
      },
      { name: 'everything' },
    ],
    problems: [],
  });
});

test('everything that is wrong is told at once, with line, path and reason', () => {
  const text = `${FILE.replace('[aguas, escola]', '[]').replace('settlement.applied', 'settled')}  - name: SAP\n`;
  const { erps, problems } = readErpsYaml(text, 'erps.yaml');
  expect(erps).toBeUndefined();
  expect(problems.map(({ code, where, message }) => [code, where.line, where.path, message])).toEqual([
    ['erps.invalid', 3, 'erps[0].companies', expect.stringContaining('expected at least one')],
    ['erps.invalid', 4, 'erps[0].types[0]', expect.stringContaining('expected one of settlement.applied')],
    ['erps.invalid', 6, 'erps[2].name', expect.stringContaining('expected a lower-case letter')],
  ]);
});

test('a name may be there once, and more pairs than SNS filters are refused', () => {
  const once = { name: 'sap' };
  expect(readErps({ erps: [once, once] }).problems).toMatchObject([{ problem: { code: 'erps.double' } }]);
  const companies = Array.from({ length: 50 }, (_, index) => `c-${index}`);
  const types = Object.keys(examples).slice(0, 4);
  const { problems } = readErps({ erps: [{ name: 'sap', companies, types }] });
  expect(problems).toMatchObject([{ path: ['erps', 0, 'companies'] }]);
  expect(readErps({ erps: [{ name: 'sap', companies, types: types.slice(1) }] }).problems).toEqual([]);
});

test.each([
  ['erps: [', 'erps.not-yaml'],
  ['', 'erps.invalid'],
  ['erps: []', 'erps.invalid'],
  ['erps: [{ name: sap, company: aguas }]', 'erps.invalid'],
])('%j is refused', (text, code) => {
  expect(readErpsYaml(text, 'erps.yaml').problems[0]?.code).toBe(code);
});

const withWebhook = (webhook: unknown, options = {}) =>
  readErps({ erps: [{ name: 'legacy', webhook }] }, options).problems.map(({ path }) => path.join('.'));

test.each([['https://erp.example/events'], ['https://erp.example.com.br:8443/a?b=c']])(
  '%s is a webhook',
  (webhook) => expect(withWebhook(webhook)).toEqual([]),
);

test.each([
  ['http://erp.example/'],
  ['https://user:password@erp.example/'],
  ['https://erp.example/#a'],
  ['https://10.0.0.1/'],
  ['https://[::1]/'],
  ['https://2130706433/'],
  ['https://localhost/'],
  ['ftp://erp.example/'],
  ['erp.example'],
  [7],
])('%s is none', (webhook) => {
  for (const loopback of [true, false])
    expect(withWebhook(webhook, { loopback })).toEqual(['erps.0.webhook']);
});

test('a webhook on this machine is one only where that is asked for', () => {
  expect(withWebhook('http://127.0.0.1:8080/')).toEqual(['erps.0.webhook']);
  expect(withWebhook('http://127.0.0.1:8080/', { loopback: true })).toEqual([]);
});

test('an ERP is told of the companies and types that it names, and of all where it names none', () => {
  const event = examples['settlement.applied'];
  expect(isTold({ name: 'sap' }, event)).toBe(true);
  expect(isTold({ name: 'sap', companies: ['aguas'], types: ['settlement.applied'] }, event)).toBe(true);
  expect(isTold({ name: 'sap', companies: ['escola'] }, event)).toBe(false);
  expect(isTold({ name: 'sap', types: ['cycle.closed'] }, event)).toBe(false);
});
