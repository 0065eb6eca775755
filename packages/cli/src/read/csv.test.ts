import type { Entry } from '@baixa/core';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvHeader, csvRow } from './csv.ts';

const entry: Entry = {
  line: 3,
  offset: 482,
  kind: 'payment',
  reasons: ['01', '02'],
  seuNumero: 'A,1',
  companyUse: ' "x"\n',
  paidOn: '2026-11-19',
  faceCents: 0,
  paidCents: 123456,
  payer: { name: 'INVENTADA; LTDA' },
};

test('a row comes back as it was, whatever stands in it', () => {
  const [row] = parse(`${csvHeader()}\n${csvRow('a "b".ret', entry)}\n`, { columns: true }) as Record<
    string,
    string
  >[];
  const given = Object.fromEntries(Object.entries(row ?? {}).filter(([, value]) => value !== ''));
  expect(given).toEqual({
    file: 'a "b".ret',
    line: '3',
    offset: '482',
    kind: 'payment',
    reasons: '01 02',
    seuNumero: 'A,1',
    companyUse: ' "x"\n',
    paidOn: '2026-11-19',
    faceCents: '0',
    paidCents: '123456',
    'payer.name': 'INVENTADA; LTDA',
  });
});
