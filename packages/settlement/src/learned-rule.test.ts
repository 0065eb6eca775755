import type { Entry } from '@baixa/core';
import { describe, expect, test } from 'vitest';
import { aliasOf, exceptionIdOf, type LearnedRule, retryFor, settleChunk, type WhatItTies } from './index.ts';
import { lookUp } from './look-up.ts';
import { crashing } from './test-support/crash.ts';
import { billOf, entryOf, newMemory, outcomesOf, RULES } from './test-support/memory.ts';
import { ruleOf, withRules } from './test-support/memory-of-rules.ts';

const ANA = '11144477735';
const RUI = '52998224725';
const SAID = { by: 'maria', reason: 'It was wrong.', at: '2026-03-21T12:00:00.000Z' };
const PREFIXED: WhatItTies = { kind: 'number', column: 'companyUse', skip: 2, cut: 0, number: 'seuNumero' };
const FOR_RUI: WhatItTies = { kind: 'payer', payer: aliasOf.payer(ANA), registered: aliasOf.payer(RUI) };

async function books(learned: LearnedRule[], ...bills: Parameters<typeof billOf>[]) {
  const memory = newMemory();
  await memory.register(...bills.map((bill) => billOf(...bill)));
  const find = async (given: Partial<Entry>) => {
    const told = { entry: entryOf(given), key: 'file:1', file: 'file' };
    const [match] = await lookUp(memory.ports, { ...RULES, learned }, [told]);
    return match?.candidates ?? (match?.payable && [match.payable.id, match.matchedBy]);
  };
  return { memory, find };
}

describe('a rule of a number', () => {
  test('finds what nothing else does, by the characters that it names', async () => {
    const { find } = await books([ruleOf(PREFIXED)], ['F1', { identifiers: { seuNumero: '4711' } }]);
    expect(await find({ companyUse: 'XX004711' })).toEqual(['F1', 'rule']);
    expect(await find({ companyUse: 'XX4712' })).toBeUndefined();
    expect(await find({ seuNumero: 'XX4711' })).toBeUndefined();
    expect(await find({ companyUse: 'X' })).toBeUndefined();
    expect(await find({ companyUse: 'XX00' })).toBeUndefined();
  });

  test('is asked last', async () => {
    const { find } = await books(
      [ruleOf(PREFIXED)],
      ['F1', { identifiers: { seuNumero: '4711' } }],
      ['F2', { identifiers: { agreement: 'bb', nossoNumero: '9' } }],
      ['F3', { identifiers: { payerTaxId: ANA } }],
    );
    const entry = { companyUse: 'XX4711', payer: { taxId: ANA } };
    expect(await find({ ...entry, nossoNumero: '9' })).toEqual(['F2', 'nossoNumero']);
    expect(await find(entry)).toEqual(['F3', 'payer']);
    expect(await find({ companyUse: 'XX4711' })).toEqual(['F1', 'rule']);
  });

  test('counts only together with the amount or the due date', async () => {
    const { find } = await books([ruleOf(PREFIXED)], ['F1', { identifiers: { seuNumero: '4711' } }]);
    const entry = { companyUse: 'XX4711', paidCents: 90_00 };
    expect(await find(entry)).toBeUndefined();
    expect(await find({ ...entry, dueOn: '2026-03-25' })).toEqual(['F1', 'rule']);
    expect(await find({ ...entry, kind: 'reversal', faceCents: 100_00 })).toEqual(['F1', 'rule']);
  });

  test.each<[WhatItTies & { kind: 'number' }, string, object]>([
    [{ ...PREFIXED, number: 'id' } as never, 'XXF-1001', {}],
    [{ ...PREFIXED, number: 'id' } as never, 'XX00F-1001', {}],
    [{ ...PREFIXED, number: 'nossoNumero' } as never, 'XX4711', { agreement: 'bb', nossoNumero: '4711' }],
  ])('points to the number it names, and to no other: %o %s', async (what, companyUse, identifiers) => {
    const { find } = await books(
      [ruleOf(what)],
      ['F-1001', { identifiers }],
      ['F2', { identifiers: { seuNumero: companyUse.slice(2) } }],
      ['F3', { identifiers: { agreement: 'cef', nossoNumero: '4711' } }],
    );
    expect(await find({ companyUse })).toEqual(['F-1001', 'rule']);
  });
});

describe('a rule of a payer', () => {
  test('finds the open receivable of exactly that amount, due within the window', async () => {
    const { find } = await books(
      [ruleOf(FOR_RUI)],
      ['F1', { identifiers: { payerTaxId: RUI } }],
      ['F2', { identifiers: { payerTaxId: RUI }, faceCents: 80_00, dueOn: '2026-01-25' }],
    );
    expect(await find({ payer: { taxId: ANA } })).toEqual(['F1', 'rule']);
    expect(await find({ payer: { taxId: ANA }, paidCents: 80_00 })).toBeUndefined();
    expect(await find({ payer: { taxId: ANA }, paidCents: 90_00 })).toBeUndefined();
    expect(await find({ payer: { taxId: ANA }, kind: 'reversal' })).toBeUndefined();
    expect(await find({ payer: { taxId: '15350946056' } })).toBeUndefined();
  });
});

test('two rules that point to two receivables leave the choice to a person', async () => {
  const { find } = await books(
    [ruleOf(PREFIXED), ruleOf(FOR_RUI, { id: 'r2' })],
    ['F1', { identifiers: { seuNumero: '4711' } }],
    ['F2', { identifiers: { payerTaxId: RUI } }],
  );
  expect(await find({ companyUse: 'XX4711', payer: { taxId: ANA } })).toEqual(['F1', 'F2']);
});

describe('what a rule finds', () => {
  const told = { companyUse: 'XX4711', endToEndId: 'E99999999202603251200abcdefghijk' };
  async function settled() {
    const memory = newMemory();
    await memory.register(billOf('F1', { identifiers: { seuNumero: '4711' } }));
    const { ports, rules } = withRules(memory);
    rules.set('r1', ruleOf(PREFIXED));
    return { memory, ports, rules };
  }

  test.each([told, { companyUse: told.companyUse }])(
    'is settled, and says by which rule: %o',
    async (entry) => {
      const { memory, ports } = await settled();
      await settleChunk(ports, memory.file('file', [entryOf(entry)]));
      const by = { matchedBy: 'rule', rule: 'r1' };
      expect(memory.outcomes.get('file/1')).toMatchObject([{ outcome: 'settled', ...by }]);
      expect(memory.published.find(({ type }) => type === 'settlement.applied')?.data).toMatchObject(by);
    },
  );

  test('goes to it again after a crash anywhere, also when the rule is forgotten meanwhile', async () => {
    for (const entry of [told, { companyUse: told.companyUse }])
      for (let at = 1; ; at++) {
        const { memory, ports, rules } = await settled();
        const chunk = memory.file('file', [{ ...entryOf(entry), line: 1, offset: 0 }]);
        const guarded = crashing(ports, at, 'after');
        await settleChunk(guarded.ports, chunk).catch(() => undefined);
        if (guarded.calls() < at) break;
        (rules.get('r1') as LearnedRule).forgotten = SAID;
        await settleChunk(ports, chunk);
        const { movements } = memory.receivable('F1');
        const applied = movements.reduce((sum, { appliedCents }) => sum + appliedCents, 0);
        expect(memory.sumsOf('file'), `crash at ${at}`).toMatchObject({
          appliedCents: applied,
          unappliedCents: 100_00 - applied,
        });
        expect(memory.open.size, `crash at ${at}`).toBe(applied === 0 ? 1 : 0);
      }
  });

  test('is given back by a reversal, also after the rule is forgotten; payments it finds no more', async () => {
    const { memory, ports, rules } = await settled();
    const entry = { companyUse: told.companyUse, faceCents: 100_00 };
    await settleChunk(ports, memory.file('file', [entryOf(entry)]));
    (rules.get('r1') as LearnedRule).forgotten = SAID;
    await settleChunk(ports, memory.file('later', [entryOf(entry), entryOf({ ...entry, kind: 'reversal' })]));
    expect(outcomesOf(memory, 'later')).toEqual(['unmatched', 'reversed']);
    expect(memory.receivable('F1').status).toBe('open');
  });

  test('counts once, where another file tells the same Pix with the txid of another receivable', async () => {
    const { memory, ports } = await settled();
    await memory.register(billOf('F2', { identifiers: { txid: 'charge2' } }));
    await settleChunk(ports, memory.file('page', [entryOf(told)]));
    const again = { endToEndId: told.endToEndId, txid: 'charge2' };
    await settleChunk(ports, memory.file('webhook', [entryOf(again)]));
    expect(outcomesOf(memory, 'webhook')).toEqual(['told-before']);
    expect(['F1', 'F2'].map((id) => memory.receivable(id).status)).toEqual(['settled', 'open']);
  });

  test('may be registered later', async () => {
    const memory = newMemory();
    const { ports, rules } = withRules(memory);
    rules.set('r1', ruleOf(PREFIXED));
    const entry = entryOf({ companyUse: told.companyUse });
    await settleChunk(ports, memory.file('file', [entry]));
    expect(memory.open.has(exceptionIdOf('aguas', `file:${entry.offset}`))).toBe(true);
    const bill = billOf('F1', { identifiers: { seuNumero: '4711' } });
    await memory.register(bill);
    await retryFor(ports, [bill]);
    expect([...memory.resolved.values()]).toMatchObject([
      { resolution: { how: 'retried', outcomes: [{ outcome: 'settled', matchedBy: 'rule', rule: 'r1' }] } },
    ]);
  });
});
