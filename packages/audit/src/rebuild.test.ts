import { describe, expect, test } from 'vitest';
import { differencesOf, rebuildCycle, sentenceOf } from './rebuild.ts';
import { closeCycles } from './test-support/closed-cycle.ts';
import { newInstallation } from './test-support/installation.ts';
import { verifyLedger } from './verify.ts';

const FOLDER = 'cycles/c1/000005/';

/** Five cycles of poor work: the fifth's result has a termination alert, so its history matters. */
function closed() {
  const made = newInstallation();
  return { ...made, results: closeCycles(made, [9, 9, 9, 4, 4, 4]) };
}

type Closed = ReturnType<typeof closed>;

/** The differences of cycle 5 after an object was changed. */
async function after(key: string, from: string | RegExp, to: string, cycle = 5) {
  const made = closed();
  const before = made.objects.get(key) ?? '';
  const changed = before.replace(from, to);
  expect(changed).not.toBe(before);
  made.objects.set(key, changed);
  const rebuilt = await rebuildCycle(made.ports.ledger, 'c1', cycle);
  return rebuilt.state === 'rebuilt' ? rebuilt.differences.map(sentenceOf) : rebuilt;
}

const fieldsOf = ({ ports }: Closed, cycle: number) => rebuildCycle(ports.ledger, 'c1', cycle);

describe('a closed cycle made again', () => {
  test('is the same to the byte, in every cycle, with its termination watch', async () => {
    const made = closed();
    for (const cycle of [1, 2, 3, 4, 5, 6])
      expect(await fieldsOf(made, cycle)).toMatchObject({
        state: 'rebuilt',
        kept: made.results[cycle - 1],
        differences: [],
      });
    expect(made.results[5]?.score.termination?.rule).toBe('three-running');
  });

  test('is the same whatever the order in which the shards come', async () => {
    const made = closed();
    const manifest = (made.objects.get(`${FOLDER}manifest.ndjson`) ?? '').trim().split('\n');
    made.objects.set(`${FOLDER}manifest.ndjson`, `${manifest.reverse().join('\n')}\n`);
    expect(await fieldsOf(made, 5)).toMatchObject({ state: 'rebuilt', differences: [] });
  });

  test('of a cycle that is not closed, or from before results had their terms, says so', async () => {
    const made = closed();
    expect(await fieldsOf(made, 7)).toEqual({ state: 'not-closed' });
    const { terms: _, ...old } = made.results[4]!;
    made.objects.set(`${FOLDER}result.json`, JSON.stringify(old));
    expect(await fieldsOf(made, 5)).toMatchObject({ state: 'without-terms', kept: { cycle: 5 } });
  });
});

describe('a difference names field, from and to', () => {
  test('an account counted as recovered that was not', async () => {
    const found = await after(`${FOLDER}bookings-0.ndjson`, '"recovered":1', '"recovered":0');
    expect(found).toContain(
      `score.measure.recovered of ${FOLDER}result.json is 8; what was counted gives 7.`,
    );
    expect(found).toContain(`measure.recovered of ${FOLDER}tally-0.json is 4; what was counted gives 3.`);
  });

  test('an invoice that was written over', async () => {
    expect(await after(`${FOLDER}result.json`, /"invoiceCents":\d+/, '"invoiceCents":1')).toEqual([
      `score.invoiceCents of ${FOLDER}result.json is 1; what was counted gives 9100000.`,
    ]);
  });

  test('a line of strata', async () => {
    const [found] = (await after(
      `${FOLDER}tally-1.json`,
      '"value":"Alagoas"',
      '"value":"Bonfim"',
    )) as string[];
    expect(found).toContain(`strata.0.value of ${FOLDER}tally-1.json is "Bonfim"`);
  });

  test('a weight of the terms: the score and the hash of the terms come out otherwise', async () => {
    const found = (await after(`${FOLDER}result.json`, '"ieco":60', '"ieco":50')) as string[];
    expect(found.some((sentence) => sentence.startsWith('termsSha256 of'))).toBe(true);
  });

  test('the same figures in other bytes', async () => {
    expect(await after(`${FOLDER}result.json`, '{', '{ ')).toEqual([
      `${FOLDER}result.json is other bytes of the same figures; what was counted gives its content.`,
    ]);
  });

  test('the result of a cycle before, by which the watch counts', async () => {
    const found = await after(
      'cycles/c1/000005/result.json',
      /"meanBeforeBands":{"display":"[\d.]+","exact":"[^"]+"}/,
      '"meanBeforeBands":{"display":"99.00","exact":"99"}',
      6,
    );
    expect(found).toEqual([
      expect.stringMatching(/^score\.termination of .*; what was counted gives none\.$/),
    ]);
  });

  test('an object that is none any more', async () => {
    expect(await after(`${FOLDER}bookings-0.ndjson`, '{', '')).toMatchObject({ state: 'unreadable' });
  });

  test('a field that is gone, and one that came', () => {
    expect(differencesOf('k', '{"a":1}', '{"b":[2]}').map(sentenceOf)).toEqual([
      'a of k is 1; what was counted gives none.',
      'b of k is not there; what was counted gives [2].',
    ]);
  });
});

describe('verify', () => {
  test('makes every cycle again, and finds one whose chain was forged along with it', async () => {
    const made = closed();
    expect(await verifyLedger(made.ports)).toMatchObject({ cycles: 6, differences: [] });
    made.objects.set(
      `${FOLDER}result.json`,
      (made.objects.get(`${FOLDER}result.json`) ?? '').replace(/"invoiceCents":\d+/, '"invoiceCents":1'),
    );
    const { differences } = await verifyLedger({ ledger: made.ports.ledger });
    expect(differences.map(({ code, where }) => `${code} ${where.path}`)).toContain(
      `ledger.cycle-differs ${FOLDER}result.json`,
    );
  });
});
