import type { Entry, Problem } from '@baixa/core';
import { describe, expect, test } from 'vitest';
import {
  exceptionIdOf,
  forgetRule,
  type LearnedRule,
  type LearnProgress,
  type LearnStep,
  learnRule,
  type RulePorts,
  type RuleWish,
  resolveException,
  retryFor,
  settleChunk,
  stepFile,
  type Wish,
} from './index.ts';
import { crashing } from './test-support/crash.ts';
import { billOf, chargeOf, entryOf, newMemory } from './test-support/memory.ts';
import { withRules } from './test-support/memory-of-rules.ts';

const ANA = '11144477735';
const RUI = '52998224725';
const numbered = (id: string, seuNumero: string, more = {}) =>
  billOf(id, { identifiers: { seuNumero, agreement: 'bb', nossoNumero: `9000${id.slice(1)}` }, ...more });

/** Bills F1 to F9 with the own numbers 4001 to 4009; a payment `XX4001` was settled on F1 by a person. */
async function past() {
  const memory = newMemory();
  const kept = withRules(memory);
  await memory.register(...Array.from({ length: 9 }, (_, i) => numbered(`F${i + 1}`, `400${i + 1}`)));
  const settle = async (file: string, ...entries: Partial<Entry>[]) => {
    const told = entries.map((entry, index) => ({ ...entryOf(entry), line: index + 1, offset: index * 240 }));
    await settleChunk(kept.ports, memory.file(file, told));
  };
  const exception = (file: string, index = 0) => exceptionIdOf('aguas', `${file}:${index * 240}`);
  const resolve = (file: string, how: Wish['how'], ...receivables: string[]) =>
    resolveException(kept.ports, {
      ...{ company: 'aguas', exception: exception(file), how, by: 'maria', reason: 'As the receipt says.' },
      parts: receivables.map((receivable, i) => (i === 0 ? { receivable } : { receivable, cents: 40_00 })),
    });
  await settle('first', { companyUse: 'XX4001' });
  await resolve('first', 'settled', 'F1');
  const wish = {
    id: 'c1',
    company: 'aguas',
    exception: exception('first'),
    by: 'joana',
    reason: 'They write XX.',
  };
  return { memory, ...kept, settle, resolve, exception, wish };
}

interface Learned {
  done?: LearnStep['done'];
  progress?: LearnProgress;
  code?: string | undefined;
  problems?: Problem[];
  messages: number;
}

/** What one command does: message after message. */
async function learn(ports: RulePorts, wish: RuleWish, mostLinks = 100): Promise<Learned> {
  let begun: LearnProgress | undefined;
  for (let messages = 1; ; messages++) {
    const step = await learnRule(ports, wish, mostLinks, begun);
    if (step.problems !== undefined)
      return { messages, code: step.problems[0]?.code, problems: step.problems };
    if (step.done === 'learned') return { messages, ...step };
    begun = structuredClone(step.progress);
  }
}

describe('a rule is learned', () => {
  test('when every past entry that it finds stands where it says, by whatever it was found', async () => {
    const { ports, settle, rules, wish } = await past();
    await settle('second', { companyUse: 'XX4002', nossoNumero: '90002' }, { nossoNumero: '90003' });
    expect(await learn(ports, wish)).toMatchObject({
      done: 'learned',
      progress: { entries: 3, agreed: 2, wouldFind: 0, retried: 0 },
    });
    expect([...rules.values()]).toMatchObject([
      {
        agreement: 'bb',
        what: { kind: 'number', column: 'companyUse', skip: 2, cut: 0, number: 'seuNumero' },
        learned: {
          ...{ by: 'joana', reason: 'They write XX.', exception: wish.exception, receivable: 'F1' },
          replay: { entries: 3, agreed: 2, wouldFind: 0, upToLink: 3 },
        },
      },
    ]);
  });

  test('and settles what waited, the older payment first', async () => {
    const { memory, ports, settle, wish } = await past();
    await settle('second', { companyUse: 'XX4002' }, { companyUse: 'Y4003' });
    await settle('third', { companyUse: 'XX4002' });
    expect(await learn(ports, wish)).toMatchObject({
      done: 'learned',
      progress: { wouldFind: 2, retried: 2 },
    });
    const { movements } = memory.receivable('F2');
    expect(movements.map(({ file, outcome }) => [file, outcome])).toEqual([
      ['second', 'settled'],
      ['third', 'paid-twice'],
    ]);
    const [left] = [...memory.open.values()].filter(({ outcome }) => outcome === 'unmatched');
    expect(left).toMatchObject({ file: 'second', line: 2 });
  });

  test('and what waits for a receivable that is registered later goes to it', async () => {
    const { memory, ports, settle, wish } = await past();
    await settle('second', { companyUse: 'XX4711' });
    expect(await learn(ports, wish)).toMatchObject({ progress: { wouldFind: 0, retried: 0 } });
    const bill = numbered('F10', '4711');
    await memory.register(bill);
    await retryFor(ports, [bill]);
    expect(memory.receivable('F10').status).toBe('settled');
  });

  test('and what comes later is settled by it, until it is forgotten', async () => {
    const { memory, ports, settle, rules, wish } = await past();
    await learn(ports, wish);
    const [rule] = rules.values();
    await settle('later', { companyUse: 'XX4005' });
    expect(memory.outcomes.get('later/1')).toMatchObject([{ outcome: 'settled', rule: rule?.id }]);
    const gone = { rule: rule?.id ?? '', by: 'joana', reason: 'They stopped.' };
    expect(await forgetRule(ports, gone)).toEqual({ done: 'forgotten' });
    await settle('latest', { companyUse: 'XX4006' });
    expect(memory.outcomes.get('latest/1')).toMatchObject([{ outcome: 'unmatched' }]);
    expect(memory.receivable('F5').status).toBe('settled');
    expect(await forgetRule(ports, gone)).toEqual({ done: 'forgotten' });
    expect(await forgetRule(ports, { ...gone, by: 'rita' })).toMatchObject({
      problems: [{ code: 'rule.forgotten' }],
    });
    expect(await forgetRule(ports, { ...gone, rule: 'none' })).toMatchObject({
      problems: [{ code: 'rule.unknown' }],
    });
    expect(await learn(ports, { ...wish, id: 'c2' })).toMatchObject({ done: 'learned' });
    const [again] = rules.values();
    expect(again).toMatchObject({
      before: [{ learned: { by: 'joana' }, forgotten: { reason: 'They stopped.' } }],
    });
    expect(again).not.toHaveProperty('forgotten');
  });

  test('who pays for whom', async () => {
    const { memory, ports, settle, resolve, wish } = await past();
    await memory.register(billOf('P1', { identifiers: { payerTaxId: RUI } }));
    await settle('gift', { payer: { taxId: ANA } });
    await resolve('gift', 'settled', 'P1');
    const exception = exceptionIdOf('aguas', 'gift:0');
    expect(await learn(ports, { ...wish, exception })).toMatchObject({
      done: 'learned',
      progress: { agreed: 1 },
    });
    await memory.register(billOf('P2', { identifiers: { payerTaxId: RUI } }));
    await settle('gifts', { payer: { taxId: ANA } }, { payer: { taxId: '15350946056' } });
    expect(memory.outcomes.get('gifts/1')?.map(({ receivable }) => receivable?.id)).toEqual([
      'P2',
      undefined,
    ]);
  });
});

describe('a rule is refused', () => {
  const refused = async (
    { ports, rules, wish }: Awaited<ReturnType<typeof past>>,
    sentence: RegExp,
    mostLinks?: number,
  ) => {
    const { code, problems } = await learn(ports, wish, mostLinks);
    expect(code).toBe('rule.contradicts');
    expect(problems?.[0]?.message).toMatch(sentence);
    expect(rules.size).toBe(0);
    return problems?.[0]?.where;
  };

  test('where an identifier found another receivable than it does', async () => {
    const all = await past();
    await all.settle('second', { nossoNumero: '90003' }, { companyUse: 'XX4002', nossoNumero: '90003' });
    const where = await refused(
      all,
      /^A past outcome would change\. The rule would be: companyUse, after 2 characters, is the seuNumero of the receivable\. Of line 2 of second\.ret \(file second\) it finds F2, but it is on F3 by its nossoNumero\.$/,
    );
    expect(where).toEqual({ file: 'second.ret', line: 2 });
  });

  test('where a person settled another', async () => {
    const all = await past();
    await all.settle('second', { companyUse: 'XX4002' });
    await all.resolve('second', 'settled', 'F3');
    await refused(all, /it finds F2, but it was settled on F3 by maria\.$/);
  });

  test('where it finds what somebody else has paid, and the entry stands on another', async () => {
    const all = await past();
    const { memory, ports, settle, resolve, exception, wish } = all;
    const ofRui = (id: string) =>
      billOf(id, { identifiers: { payerTaxId: RUI, agreement: 'bb', nossoNumero: `8000${id.slice(1)}` } });
    await memory.register(ofRui('P1'));
    await settle('gift', { payer: { taxId: ANA } });
    await resolve('gift', 'settled', 'P1');
    await memory.register(ofRui('P2'));
    await settle('own', { nossoNumero: '80002' }, { nossoNumero: '90003', payer: { taxId: ANA } });
    const { problems } = await learn(ports, { ...wish, exception: exception('gift') });
    expect(problems?.[0]?.message).toMatch(
      /Of line 2 of own\.ret .* it finds P1, P2, but it is on F3 by its nossoNumero\.$/,
    );
  });

  test('where a collective charge was paid, and it finds a part of what that covers', async () => {
    const all = await past();
    await all.memory.register(chargeOf(['F2', 'F3'].map((receivable) => ({ receivable }))));
    await all.settle('second', {
      companyUse: 'XX4002',
      nossoNumero: '70007',
      paidCents: 200_00,
      dueOn: '2026-03-25',
    });
    await refused(all, /it finds F2, but it is on F2, F3 by its nossoNumero\.$/);
  });

  test('but not by what waits for a receivable that a charge covers: no rule is asked', async () => {
    const { memory, ports, settle, wish } = await past();
    await memory.register(chargeOf(['F2', 'F77'].map((receivable) => ({ receivable }))));
    await settle('second', { companyUse: 'XX4002', nossoNumero: '70007' });
    expect(await learn(ports, wish)).toMatchObject({
      done: 'learned',
      progress: { wouldFind: 0, retried: 0 },
    });
    expect(memory.receivable('F2').status).toBe('open');
  });

  test('where a person split the money, and it finds only a part of that', async () => {
    const all = await past();
    await all.settle('second', { companyUse: 'XX4002' });
    await all.resolve('second', 'settled', 'F2', 'F3');
    await refused(all, /it finds F2, but it was settled on F2, F3 by maria\.$/);
  });

  test.each(['refunded', 'written-off', 'ignored'] as const)(
    'where a person had the money %s',
    async (how) => {
      const all = await past();
      await all.settle('second', { companyUse: 'XX4002' });
      await all.resolve('second', how);
      await refused(all, new RegExp(`it finds F2, but maria has it ${how}\\.$`));
    },
  );

  test('however far back that is', async () => {
    const all = await past();
    await all.settle('second', { companyUse: 'XX4002', nossoNumero: '90003' });
    for (let i = 0; i < 9; i++) await all.settle(`file${i}`, { nossoNumero: '1' });
    await refused(all, /F2.*F3/, 2);
  });

  test('by what comes while it is replayed: entries, and what people choose', async () => {
    for (const meanwhile of ['entry', 'choice'] as const) {
      const all = await past();
      await all.settle('second', { companyUse: 'XX4002' });
      let came = false;
      all.hooks.beforeLink = async (at) => {
        if (came || !at.includes('first')) return;
        came = true;
        if (meanwhile === 'choice') await all.resolve('second', 'settled', 'F3');
        else await all.settle('third', { companyUse: 'XX4004', nossoNumero: '90005' });
      };
      await refused(all, meanwhile === 'choice' ? /F2.*F3 by maria/ : /F4.*F5/);
      expect(came).toBe(true);
    }
  });

  test('but not by an entry whose file is being undone', async () => {
    const { ports, settle, exception, wish } = await past();
    await settle('second', { companyUse: 'XX4002' });
    const ended = { how: 'undone' as const, by: 'maria', reason: 'Wrong.', at: '2026-03-26', outcomes: [] };
    await ports.ledger.saveResolution('bb', exception('second'), ended);
    expect(await learn(ports, wish)).toMatchObject({
      done: 'learned',
      progress: { agreed: 1, wouldFind: 0 },
    });
  });

  test('but not by an entry whose file was undone', async () => {
    const { memory, ports, settle, wish } = await past();
    await settle('second', { companyUse: 'XX4002', nossoNumero: '90003' });
    const undo = { file: 'second', what: 'undo' as const, by: 'maria', reason: 'Wrong.', id: 'u1' };
    await stepFile(ports, undo);
    for (const chunk of memory.released.splice(0)) await settleChunk(ports, chunk);
    expect(await learn(ports, wish)).toMatchObject({ done: 'learned', progress: { entries: 1, agreed: 1 } });
  });
});

test('nothing is learned from a choice that is none', async () => {
  const { memory, ports, settle, resolve, exception, wish } = await past();
  const code = async (id: string) => (await learn(ports, { ...wish, exception: id })).code;
  expect(await code('none')).toBe('rule.unknown-exception');
  await settle('waits', { companyUse: 'XX4002' });
  expect(await code(exception('waits'))).toBe('rule.not-settled');
  await resolve('waits', 'refunded');
  expect(await code(exception('waits'))).toBe('rule.not-settled');
  await settle('split', { companyUse: 'XX4002' });
  await resolve('split', 'settled', 'F2', 'F3');
  expect(await code(exception('split'))).toBe('rule.split');
  await settle('twice', { nossoNumero: '90001' });
  await resolve('twice', 'settled', 'F4');
  expect(await code(exception('twice'))).toBe('rule.never-asked');
  await settle('thanks', { companyUse: 'thanks' });
  await resolve('thanks', 'settled', 'F5');
  expect(await code(exception('thanks'))).toBe('rule.nothing-to-learn');
  await settle('part', { companyUse: 'XX4006', paidCents: 30_00 });
  await resolve('part', 'settled', 'F6');
  expect(await code(exception('part'))).toBe('rule.not-confirmed');
  await memory.register(billOf('P1', { identifiers: { payerTaxId: RUI } }));
  await settle('gift', { payer: { taxId: ANA }, paidCents: 30_00 });
  await resolve('gift', 'settled', 'P1');
  expect(await code(exception('gift'))).toBe('rule.not-confirmed');
});

test('a choice that teaches what is a rule already says which', async () => {
  const { ports, settle, resolve, exception, rules, wish } = await past();
  await settle('second', { companyUse: 'XX4002' });
  await resolve('second', 'settled', 'F2');
  await learn(ports, wish);
  const { code, problems } = await learn(ports, { ...wish, id: 'c2', exception: exception('second') });
  expect(code).toBe('rule.known');
  expect(problems?.[0]?.message).toContain([...rules.keys()][0]);
});

describe('over several messages', () => {
  /** A past of some files of which half wait. */
  async function long() {
    const all = await past();
    for (let i = 2; i <= 6; i++) await all.settle(`file${i}`, { companyUse: `${i % 2 ? 'XX' : 'Y'}400${i}` });
    return all;
  }

  test('it comes to the same, however many links each takes', async () => {
    const { ports, wish } = await long();
    const whole = await learn(ports, wish);
    expect(whole).toMatchObject({
      done: 'learned',
      messages: 2,
      progress: { entries: 6, agreed: 1, wouldFind: 2, retried: 2 },
    });
    for (const mostLinks of [1, 2, 3, 5]) {
      const { ports: others, wish: same } = await long();
      const { progress, done, messages } = await learn(others, same, mostLinks);
      expect(messages).toBeGreaterThan(2);
      expect({ done, ...progress, walk: 0 }).toEqual({ done: 'learned', ...whole.progress, walk: 0 });
    }
  });

  test('a crash before or after any call, and the message again, changes nothing', async () => {
    const smooth = await long();
    const counting = crashing(smooth.ports, 0, 'after');
    const expected = await learn(counting.ports, smooth.wish, 3);
    expect(counting.calls()).toBeGreaterThan(60);
    for (let at = 1; at <= counting.calls(); at++)
      for (const when of ['before', 'after'] as const) {
        const { memory, ports, rules, wish } = await long();
        const guarded = crashing(ports, at, when);
        let begun: LearnProgress | undefined;
        let step: Awaited<ReturnType<typeof learnRule>>;
        do {
          step = await learnRule(guarded.ports, wish, 3, begun).catch(() => learnRule(ports, wish, 3, begun));
          if (step.done === 'under-way') begun = structuredClone(step.progress);
        } while (step.done === 'under-way');
        const label = `crash ${when} call ${at}`;
        expect(step, label).toMatchObject({ done: 'learned', progress: { ...expected.progress, walk: {} } });
        expect([...rules.values()], label).toEqual([...smooth.rules.values()]);
        expect(memory.open.size, label).toBe(smooth.memory.open.size);
        for (let i = 1; i <= 9; i++)
          expect(memory.receivable(`F${i}`), label).toEqual(smooth.memory.receivable(`F${i}`));
      }
  });

  test('what comes while it is replayed is tried as well, also after a crash', async () => {
    const { memory, ports, hooks, settle, wish } = await long();
    let came = false;
    hooks.beforeLink = async (at) => {
      if (came || !at.includes('first')) return;
      came = true;
      await settle('meanwhile', { companyUse: 'XX4008' });
    };
    const gone = new Error('gone');
    const learnedRules = {
      ...ports.learnedRules,
      learn: async (rule: LearnedRule) => ports.learnedRules.learn(rule).then(() => Promise.reject(gone)),
    };
    await expect(learn({ ...ports, learnedRules }, wish)).rejects.toBe(gone);
    expect(await learn(ports, wish)).toMatchObject({ progress: { wouldFind: 3, retried: 3 } });
    expect(memory.receivable('F8').status).toBe('settled');
  });

  test('a message that is delivered twice changes nothing', async () => {
    const { ports, rules, wish } = await long();
    const steps: LearnProgress[] = [];
    let step = await learnRule(ports, wish, 3);
    while (step.done === 'under-way') {
      steps.push(structuredClone(step.progress));
      step = await learnRule(ports, wish, 3, step.progress);
    }
    const learned = structuredClone([...rules.values()]);
    for (const begun of steps) {
      const again = await learnRule(ports, wish, 100, structuredClone(begun));
      expect(again).toMatchObject({ done: 'learned', progress: { entries: 6, retried: 2 } });
    }
    expect([...rules.values()]).toEqual(learned);
  });

  test('forgotten before all that waits was tried, it says so', async () => {
    const { ports, rules, wish } = await long();
    let step = await learnRule(ports, wish, 100);
    await forgetRule(ports, { rule: [...rules.keys()][0] ?? '', by: 'rita', reason: 'No.' });
    if (step.done === 'under-way') step = await learnRule(ports, wish, 100, step.progress);
    expect(step.problems).toMatchObject([{ code: 'rule.forgotten' }]);
  });
});
