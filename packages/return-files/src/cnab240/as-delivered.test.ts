import { layoutOf } from '@baixa/cnab240-parser';
import { describe, expect, test } from 'vitest';
import { readAll } from '../test-support/reading.ts';

/** A file of bank 208 as FEBRABAN writes it, with a payer whose name is not ASCII. */
function linesOf(change: { t?: object; u?: object; header?: object; bank?: string } = {}): string[] {
  const { fileHeader, lotHeader, segmentT, segmentU, lotTrailer, fileTrailer } = layoutOf('208');
  const frame = { bank: '208', lot: '0001' };
  const detail = { ...frame, bank: change.bank ?? '208', recordType: 3, occurrence: '06' };
  return [
    fileHeader.write({
      bank: '208',
      direction: 2,
      agreement: '12345',
      createdOn: '2026-11-19',
      ...change.header,
    }),
    lotHeader.write({ ...frame, recordType: 1, operation: 'T', service: '01', agreement: '12345' }),
    segmentT.write({
      ...detail,
      segment: 'T',
      nossoNumero: '00000000000000001234',
      face: 10000,
      payerName: 'JOSÉ CONCEIÇÃO',
      ...change.t,
    }),
    segmentU.write({
      ...detail,
      segment: 'U',
      paid: 10000,
      net: 10000,
      occurredOn: '2026-11-18',
      ...change.u,
    }),
    lotTrailer.write({ ...frame, recordType: 5, records: 4 }),
    fileTrailer.write({ bank: '208', lot: '9999', recordType: 9, lots: 1, records: 6 }),
  ];
}

const text = (lines = linesOf(), end = '\r\n') => lines.map((line) => line + end).join('');
const latin1 = (content: string) => Buffer.from(content, 'latin1');

describe('the same entry and no problem come of', () => {
  test.each<[string, Buffer]>([
    ['CRLF', latin1(text())],
    ['lone LF', latin1(text(linesOf(), '\n'))],
    ['CR CR LF', latin1(text(linesOf(), '\r\r\n'))],
    ['no final line end', latin1(text().trimEnd())],
    ['a byte order mark', Buffer.from(`\ufeff${text()}`)],
    ['UTF-8', Buffer.from(text())],
    ['0x1A at the end', latin1(`${text()}\x1a`)],
    ['0x1A after the last record', latin1(`${text().trimEnd()}\x1a`)],
    ['empty lines at the end', latin1(`${text()}\r\n   \r\n\r\n`)],
    ['lines cut at their last character', latin1(text(linesOf().map((line) => line.trimEnd())))],
    ['lines of 239', latin1(text(linesOf().map((line) => line.slice(0, 239))))],
    ...[241, 266, 401].map((width): [string, Buffer] => [
      `lines of ${width}`,
      latin1(text(linesOf().map((line) => line.padEnd(width)))),
    ]),
  ])('%s', async (_, bytes) => {
    const { entries, codes } = await readAll(bytes);
    expect(codes).toEqual([]);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      kind: 'payment',
      line: 3,
      nossoNumero: '00000000000000001234',
      paidCents: 10000,
      paidOn: '2026-11-18',
      payer: { name: 'JOSÉ CONCEIÇÃO' },
    });
  });
});

test('what stands beyond the record is told once, at its column', async () => {
  const { entries, problems } = await readAll(text(linesOf().map((line) => `${line}X`)));
  expect(entries).toHaveLength(1);
  expect(problems).toMatchObject([
    { code: 'cnab240.long-line', severity: 'warning', where: { line: 1, column: 241, offset: 0 } },
  ]);
});

test('blank amounts and dates are absent, and never zero', async () => {
  const blanks = { face: ' '.repeat(15), dueOn: ' '.repeat(8), fee: ' '.repeat(15) };
  const { entries, codes } = await readAll(
    text(linesOf({ t: blanks, u: { net: ' '.repeat(15), lateCharges: ' '.repeat(15) } })),
  );
  expect(codes).toEqual([]);
  for (const name of [
    'faceCents',
    'dueOn',
    'feeCents',
    'netCents',
    'lateChargesCents',
    'creditedOn',
  ] as const)
    expect(entries[0]?.[name], name).toBeUndefined();
});

test.each(['00000000', '99999999', '31022026', '        ', 'SEM DATA'])(
  'a due date of "%s" is absent',
  async (dueOn) => {
    const { entries, codes } = await readAll(text(linesOf({ t: { dueOn } })));
    expect(codes).toEqual([]);
    expect(entries[0]?.dueOn).toBeUndefined();
  },
);

test('details of another bank than the header names are told once', async () => {
  const { entries, problems } = await readAll(text(linesOf({ bank: '756' })));
  expect(entries).toHaveLength(1);
  expect(problems).toMatchObject([
    { code: 'cnab240.other-bank', severity: 'warning', where: { line: 3, column: 1, text: '756' } },
  ]);
});

test('a segment Y that stands as record type 4 still gives its título the txid', async () => {
  const lines = linesOf();
  const y = `208000140000${'3Y 0604'}`
    .padEnd(80)
    .concat('4', 'chave'.padEnd(77), 'TXID000000000000000000000001'.padEnd(35));
  expect(y.slice(7, 19)).toBe('400003Y 0604');
  const { entries } = await readAll(text([...lines.slice(0, 4), y.padEnd(240), ...lines.slice(4)]));
  expect(entries[0]?.txid).toBe('TXID000000000000000000000001');
});
