import { layoutOf, segmentYPix } from '@baixa/cnab240-parser';
import { describe, expect, test } from 'vitest';
import { made, readAll } from '../test-support/reading.ts';

interface Paid {
  occurrence?: string;
  face?: number;
  paid?: number;
  reasons?: string;
}

const { fileHeader, lotHeader, segmentT, segmentU, lotTrailer, fileTrailer } = layoutOf('748');
const frame = { bank: '748', lot: '0001' };

function title({ occurrence = '06', face = 1000, paid = face, reasons = '' }: Paid = {}): string[] {
  const common = { ...frame, recordType: 3, occurrence };
  return [
    segmentT.write({ ...common, segment: 'T', nossoNumero: '261000019', face, reasons, dueOn: '2026-11-10' }),
    segmentU.write({
      ...common,
      segment: 'U',
      paid,
      net: paid,
      occurredOn: '2026-11-18',
      creditedOn: '2026-11-19',
    }),
  ];
}

interface Parts {
  header?: string[];
  lot?: string[];
  details?: string[];
  trailer?: Partial<Parameters<typeof lotTrailer.write>[0]>;
  end?: string[];
}

function fileOf({ header, lot, details = title(), trailer = {}, end }: Parts = {}): string {
  const agreement = '12345';
  const own = [
    ...(header ?? [
      fileHeader.write({ bank: '748', agreement, direction: 2, createdOn: '2026-11-19', sequenceNumber: 7 }),
    ]),
    ...(lot ?? [lotHeader.write({ ...frame, recordType: 1, operation: 'T', service: '01', agreement })]),
    ...details,
    lotTrailer.write({ ...frame, recordType: 5, records: details.length + 2, ...trailer }),
  ];
  const last = fileTrailer.write({
    bank: '748',
    lot: '9999',
    recordType: 9,
    lots: 1,
    records: own.length + 1,
  });
  return [...own, ...(end ?? [last])].map((line) => `${line}\n`).join('');
}

describe('a file', () => {
  test('is a header, its entries and an end', async () => {
    const { header, entries, codes, totals } = await readAll(fileOf());
    expect(header).toMatchObject({
      bank: '748',
      agreementCodes: ['12345'],
      sequenceNumber: 7,
      createdOn: '2026-11-19',
    });
    expect(entries).toMatchObject([
      { kind: 'payment', line: 3, offset: 482, paidCents: 1000, paidOn: '2026-11-18' },
    ]);
    expect(codes).toEqual([]);
    expect(totals).toMatchObject({
      lines: 6,
      entries: 1,
      moneyInCents: 1000,
      trailer: { declared: { lots: 1, records: 6 } },
    });
  });

  test('sums what moves apart from what is only stated', async () => {
    const details = [
      ...title({ paid: 1500 }),
      ...title({ occurrence: '44' }),
      ...title({ occurrence: '50' }),
      ...title({ occurrence: '09' }),
    ];
    const { totals } = await readAll(fileOf({ details }));
    expect(totals.byKind).toMatchObject({
      payment: { count: 1 },
      reversal: { count: 1 },
      'advance-notice': { count: 1 },
      'write-off': { count: 1 },
    });
    expect(totals).toMatchObject({
      faceCents: 4000,
      paidCents: 4500,
      moneyInCents: 1500,
      moneyOutCents: 1000,
    });
  });

  test('that was cut off says so', async () => {
    const { codes, entries } = await readAll(fileOf({ end: [] }));
    expect(codes).toEqual(['cnab240.no-trailer']);
    expect(entries).toHaveLength(1);
  });

  test('without header is read, and says that nothing names its company', async () => {
    const { header, codes, entries } = await readAll(fileOf({ header: [] }));
    expect(codes).toEqual(['cnab240.no-header']);
    expect(header).toMatchObject({ bank: '748', service: 'cobranca', agreementCodes: ['12345'] });
    expect(entries).toHaveLength(1);
  });

  test('of a day without movement is no error', async () => {
    const content = [
      fileHeader.write({ bank: '748', direction: 2, agreement: '12345' }),
      fileTrailer.write({ bank: '748', lot: '9999', recordType: 9, records: 2 }),
    ].join('\n');
    const { problems } = await readAll(content);
    expect(problems).toMatchObject([{ code: 'cnab240.no-lots', severity: 'warning' }]);
  });

  test('for the bank is refused', async () => {
    const { entries, codes } = await readAll(
      fileOf({ header: [fileHeader.write({ bank: '748', direction: 1, agreement: '12345' })] }),
    );
    expect(codes).toEqual(['cnab240.remessa']);
    expect(entries).toEqual([]);
  });

  test('joined with another one says where', async () => {
    const { problems } = await readAll(fileOf() + fileOf());
    expect(problems).toMatchObject([
      { code: 'cnab240.second-header', where: { line: 7, column: 8 } },
      { code: 'cnab240.trailer-count' },
      { code: 'cnab240.trailer-count' },
    ]);
  });

  test('with a lot for somebody else says so, because the header decides whose it is', async () => {
    const other = lotHeader.write({
      ...frame,
      recordType: 1,
      operation: 'T',
      service: '01',
      agreement: '99999',
    });
    const more = [lotTrailer.write({ ...frame, recordType: 5 }), other, ...title()];
    const { problems } = await readAll(fileOf({ details: [...title(), ...more], trailer: { records: 4 } }));
    expect(problems[0]).toMatchObject({
      code: 'cnab240.other-agreement',
      severity: 'error',
      where: { line: 6 },
    });
  });

  test('with lots of two services reads one and names the other', async () => {
    const payments = lotHeader.write({
      bank: '748',
      lot: '0002',
      recordType: 1,
      operation: 'C',
      service: '20',
    });
    const a = segmentT.write({ bank: '748', lot: '0002', recordType: 3, segment: 'A' });
    const details = [...title(), lotTrailer.write({ ...frame, recordType: 5, records: 4 }), payments, a, a];
    const { entries, codes, problems } = await readAll(
      fileOf({ details, trailer: { lot: '0002', records: 4 } }),
    );
    expect(entries).toHaveLength(1);
    expect(codes).toEqual(['cnab240.trailer-count', 'return-files.not-read-as-settlement']);
    expect(problems[1]).toMatchObject({ where: { line: 7 } });
    expect(problems[1]?.message).toContain('its 2 detail records');
  });
});

describe('trailers', () => {
  test('with a wrong amount are errors, at the amount', async () => {
    const { problems, totals } = await readAll(fileOf({ trailer: { simpleTitles: 1, simpleFace: 1001 } }));
    expect(problems).toMatchObject([
      { code: 'cnab240.trailer-amount', severity: 'error', where: { line: 5, column: 30, file: 'test.ret' } },
    ]);
    expect(totals.trailer.mismatches).toEqual([{ what: 'faceCents', line: 5, declared: 1001, found: 1000 }]);
  });

  test('with a wrong count are warnings', async () => {
    const { problems } = await readAll(fileOf({ trailer: { simpleTitles: 2, simpleFace: 1000 } }));
    expect(problems).toMatchObject([
      { code: 'cnab240.trailer-count', severity: 'warning', where: { column: 24 } },
    ]);
  });

  test('that add up over the carteiras are right', async () => {
    const details = [...title({ face: 700 }), ...title({ face: 300 })];
    const { codes, totals } = await readAll(
      fileOf({ details, trailer: { simpleTitles: 1, simpleFace: 700, boundTitles: 1, boundFace: 300 } }),
    );
    expect(codes).toEqual([]);
    expect(totals.trailer.declared).toEqual({ entries: 2, faceCents: 1000, lots: 1, records: 8 });
  });

  test('of a whole file notice one changed digit', async () => {
    const text = made('cnab240-341.ret').toString('latin1');
    const changed = text.replace(
      /^(34100015.{37})(\d)/m,
      (_, before, digit) => before + ((Number(digit) + 1) % 10),
    );
    expect((await readAll(Buffer.from(changed, 'latin1'))).codes).toEqual(['cnab240.trailer-amount']);
  });
});

describe('lines out of place', () => {
  const [t = '', u = ''] = title();
  const pix = segmentYPix.write({
    ...frame,
    recordType: 3,
    segment: 'Y',
    optionalRecord: '03',
    keyType: '5',
    txid: 'ABC123',
  });

  test.each([
    ['a U without T', [u, t, u], ['cnab240.unpaired-u'], 1, 3],
    ['a second U', [t, u, u], ['cnab240.unpaired-u'], 1, 5],
    ['a T without U', [t, t, u], ['cnab240.unpaired-t'], 1, 3],
    ['a last T without U', [t, u, t], ['cnab240.unpaired-t'], 1, 5],
    [
      'a pair of two occurrences',
      [t, title({ occurrence: '02' })[1] ?? '', t, u],
      ['cnab240.pair-differs'],
      1,
      4,
    ],
    [
      'an unknown segment',
      [segmentT.write({ ...frame, recordType: 3, segment: 'P' }), t, u],
      ['cnab240.unknown-segment'],
      1,
      3,
    ],
    [
      'an unknown record',
      [segmentT.write({ ...frame, recordType: 7 }), t, u],
      ['cnab240.unknown-record', 'cnab240.trailer-count'],
      1,
      3,
    ],
    [
      'a line without end',
      [`${t}${'x'.repeat(70_000)}`, u],
      ['return-files.line-too-long', 'cnab240.unpaired-u', 'cnab240.trailer-count'],
      0,
      3,
    ],
  ])('%s is a problem at its line, and the rest is read', async (_, details, codes, count, line) => {
    const reading = await readAll(fileOf({ details }));
    expect(reading.codes).toEqual(codes);
    expect(reading.entries).toHaveLength(count);
    expect(reading.problems[0]?.where).toMatchObject({ file: 'test.ret', line });
  });

  test('a Y belongs to the T before it', async () => {
    const { entries, codes } = await readAll(fileOf({ details: [t, u, pix, t, u] }));
    expect(codes).toEqual([]);
    expect(entries.map((it) => it.txid)).toEqual(['ABC123', undefined]);
  });

  test('blank lines are no records', async () => {
    const { codes, entries } = await readAll(fileOf({ details: title() }).replaceAll('\n', '\n\n'));
    expect(codes).toEqual([]);
    expect(entries[0]?.line).toBe(5);
  });
});
