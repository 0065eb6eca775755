import { describe, expect, test } from 'vitest';
import { readAll } from '../test-support/reading.ts';

const e2e = (at: number) => `E0000000020261118173${String(at).padStart(12, '0')}`;
const pix = (at: number, more: object = {}) => ({
  endToEndId: e2e(at),
  valor: '10.00',
  horario: '2026-11-18T17:32:05Z',
  ...more,
});
const page = (paginaAtual: number, quantidadeDePaginas: number, itens: number[], total: number) => ({
  parametros: {
    inicio: '2026-11-18T00:00:00Z',
    fim: '2026-11-18T23:59:59Z',
    paginacao: { paginaAtual, itensPorPagina: 2, quantidadeDePaginas, quantidadeTotalDeItens: total },
  },
  pix: itens.map((at) => pix(at)),
});
const json = (value: unknown) => JSON.stringify(value);
const lines = (...all: unknown[]) => all.map(json).join('\n');

describe('a page of GET /pix', () => {
  test('that is the only one, and has all its items, is enough', async () => {
    expect((await readAll(json(page(0, 1, [1, 2], 2)))).codes).toEqual([]);
    expect((await readAll(json(page(0, 0, [], 0)))).codes).toEqual([]);
  });

  test('of several says which it is', async () => {
    const { entries, problems } = await readAll(json(page(1, 3, [3, 4], 5)));
    expect(entries).toHaveLength(2);
    expect(problems).toMatchObject([
      { code: 'pix.more-pages', severity: 'warning', where: { line: 1, path: 'parametros.paginacao' } },
    ]);
    expect(problems[0]?.message).toContain('page 2 of 3');
  });

  test('with all others in the file lacks nothing', async () => {
    const content = lines(page(0, 3, [1, 2], 5), page(1, 3, [3, 4], 5), page(2, 3, [5], 5));
    expect((await readAll(content)).codes).toEqual([]);
    const { problems } = await readAll(lines(page(0, 3, [1, 2], 5), page(2, 3, [5], 5)));
    expect(problems.map(({ message }) => message)).toEqual(['The file has page 1, 3 of 3.']);
  });

  test.each([
    ['the only one', page(0, 1, [1], 2), 'should have 2 items'],
    ['not the last', page(0, 3, [1], 5), 'should have 2 items'],
    ['the last', page(2, 3, [5, 6], 5), 'should have 1 items'],
  ])('that has not all its items is told: %s', async (_, content, sentence) => {
    const { problems } = await readAll(JSON.stringify(content, null, 2));
    const found = problems.filter(({ code }) => code === 'pix.items-count');
    expect(found).toMatchObject([{ severity: 'warning', where: { line: 1, column: 1 } }]);
    expect(found[0]?.message).toContain(sentence);
  });

  test('that was cut is told as that, and not by its items', async () => {
    const text = json(page(0, 1, [1, 2], 2));
    expect((await readAll(text.slice(0, text.indexOf(e2e(2))))).codes).toEqual(['pix.cut-off']);
  });

  test.each([
    ['no paginacao', { parametros: { inicio: 'x' }, pix: [] }],
    [
      'numbers as text',
      { parametros: { paginacao: { ...page(0, 9, [], 9).parametros.paginacao, paginaAtual: '0' } }, pix: [] },
    ],
    ['parametros that are none', { parametros: 7, pix: [] }],
    ['a page beyond the last', page(3, 1, [1], 1)],
  ])('that says nothing of itself is held against nothing: %s', async (_, content) => {
    expect((await readAll(json(content))).codes).toEqual([]);
  });
});

describe('a Pix that a file tells twice', () => {
  test('is two entries with a warning', async () => {
    const { entries, problems } = await readAll(lines({ pix: [pix(1), pix(2)] }, { pix: [pix(1)] }));
    expect(entries).toHaveLength(3);
    expect(problems).toMatchObject([
      { code: 'pix.told-twice', severity: 'warning', where: { line: 2, column: 9 } },
    ]);
    expect(problems[0]?.message).not.toContain('another amount');
  });

  test('with another amount says so', async () => {
    const { entries, problems } = await readAll(json([pix(1), pix(1, { valor: '10.01' })]));
    expect(entries).toHaveLength(2);
    expect(problems.map(({ code }) => code)).toEqual(['pix.told-twice']);
    expect(problems[0]?.message).toContain('with another amount');
  });
});

describe('an item', () => {
  test.each([
    ['a number', { valor: 10.5 }, 'valor is a number, where API Pix writes text.'],
    ['a comma', { valor: '10,00' }, 'valor is no amount with a point and two decimals.'],
    ['nothing', { valor: undefined }, 'valor is missing.'],
    ['an object', { valor: {} }, 'valor is of another type.'],
    ['no item at all', { endToEndId: null }, 'endToEndId is of another type.'],
  ])('with %s for its amount says what is wrong', async (_, wrong, sentence) => {
    const { entries, problems } = await readAll(json([pix(1, wrong), pix(2)]));
    expect(entries).toMatchObject([{ endToEndId: e2e(2) }]);
    expect(problems).toMatchObject([{ code: 'pix.bad-item', severity: 'error' }]);
    expect(problems[0]?.message).toContain(sentence);
  });

  const valor = (text: string) => ({ valor: text });
  test.each([
    ['a withdrawal', { saque: valor('10.00') }, []],
    ['change', { original: valor('8.00'), troco: valor('2.00') }, []],
    [
      'both',
      { original: valor('4.00'), saque: valor('4.00'), troco: valor('2.00') },
      ['pix.saque-and-troco'],
    ],
    ['a withdrawal of less', { saque: valor('9.00') }, ['pix.components-differ']],
    ['nothing', {}, []],
  ])('whose components are %s', async (_, componentesValor, codes) => {
    const reading = await readAll(json([pix(1, { componentesValor })]));
    expect(reading.codes).toEqual(codes);
    expect(reading.entries).toMatchObject([{ paidCents: 1000 }]);
  });

  test('is decoded by itself, and its column counts characters', async () => {
    const named = (at: number) => json(pix(at, { pagador: { cnpj: '12ABC34501DE35', nome: 'JOSÉ' } }));
    const utf8 = Buffer.from(`\ufeff{"pix":[${named(1)},${json(pix(2, { valor: 1 }))}]}`);
    const inUtf8 = await readAll(utf8);
    expect(inUtf8.entries[0]?.payer).toEqual({ taxId: '12ABC34501DE35', name: 'JOSÉ' });
    expect(inUtf8.problems[0]?.where).toMatchObject({ line: 1, column: 10 + named(1).length });
    expect(inUtf8.problems[0]?.where.offset).toBe(3 + 9 + Buffer.byteLength(named(1)));
    const mixed = Buffer.concat([Buffer.from(`${named(1)}\n`, 'latin1'), Buffer.from(named(2))]);
    const { entries, codes } = await readAll(mixed);
    expect(codes).toEqual([]);
    expect(entries.map(({ payer }) => payer?.name)).toEqual(['JOSÉ', 'JOSÉ']);
  });
});
