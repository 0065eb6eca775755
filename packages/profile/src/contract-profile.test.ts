import { readFileSync } from 'node:fs';
import { cyclePeriod, measureOf, scoreCycle, scoringProfile } from '@baixa/scoring';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Contract, contractSchema, ladderOf, profileOf, SHIPPED_PROFILES } from './index.ts';

const VALE = parse(readFileSync(new URL('../../../docs/profiles/vale-2026.yaml', import.meta.url), 'utf-8'));
const targets = { targets: { mrep: '80', msex: '95' }, criticality: { leak: 3 } };
const given = {
  id: 'c1',
  company: 'aguas',
  contractor: 'Cobra Bem',
  start: '2026-01-31',
  measuredValueCents: 100_001,
};
const contract = (more: object = {}): Contract => contractSchema.parse({ ...given, ...more });
/** Path and reason of everything that is wrong. */
const wrong = (more: object): string[] =>
  (contractSchema.safeParse({ ...given, ...targets, ...more }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

describe('the profile of a contract', () => {
  test('is embasa-2023 where the contract says nothing, with its ladder', () => {
    const read = contract(targets);
    expect(read).toMatchObject({
      profile: 'embasa-2023',
      calendar: 'anniversary',
      windowDays: 67,
      paymentTermDays: 5,
    });
    expect(profileOf(read).phases.map(({ fromCycle }) => fromCycle)).toEqual([1, 4, 7]);
    expect(SHIPPED_PROFILES).toEqual(['embasa-2023', 'figura4']);
  });

  test('is embasa-2023 where the contract, or a stored one, still calls it reference', () => {
    expect(contract({ ...targets, profile: 'reference' }).profile).toBe('embasa-2023');
    expect(profileOf({ profile: 'reference' }).name).toBe('embasa-2023');
    expect(scoringProfile('reference').name).toBe('embasa-2023');
  });

  test('may extend one that ships: what it says otherwise takes its place, key by key', () => {
    const own = contract({
      ...targets,
      profile: {
        extends: 'embasa-2023',
        weights: { isap: 0, ieco: 3, ixec: 1 },
        rounding: { money: 'down' },
        ladder: { paymentTermDays: 2 },
      },
    });
    const profile = profileOf(own);
    expect(profile.name).toBe('c1');
    expect(profile.phases.map(({ weights }) => weights)).toEqual(
      Array(3).fill({ isap: 0, ieco: 3, ixec: 1 }),
    );
    expect(profile.rounding).toEqual({ decimals: 2, mode: 'half-up', irg: 'exact', money: 'down' });
    expect(profile.alternatives).toBeUndefined();
    expect(own).toMatchObject({ windowDays: 67, paymentTermDays: 2 });
    expect(ladderOf(own).steps).toEqual(ladderOf({ profile: 'embasa-2023' }).steps);
  });

  test('is read again as it was stored', () => {
    const own = contract({ profile: VALE });
    expect(contractSchema.parse(JSON.parse(JSON.stringify(own)))).toEqual(own);
  });

  test('says what the contract does not, and the contract has the last word', () => {
    expect(contract({ profile: VALE })).toMatchObject({
      calendar: 'calendar-month',
      nothingToMeasure: 'left-out',
      targets: { mrep: '62.5', msex: '90' },
      windowDays: 31,
      paymentTermDays: 3,
      debtRecovered: 'downPayment',
    });
    const own = contract({ profile: VALE, calendar: 'anniversary', paymentTermDays: 0, ...targets });
    expect(own).toMatchObject({ calendar: 'anniversary', paymentTermDays: 0, ...targets });
  });
});

describe('a wrong profile is refused with path and reason:', () => {
  const own = (more: object) => ({ profile: { extends: 'embasa-2023', ...more } });
  const phase = (more: object) => own({ phases: [{ fromCycle: 1, effect: 'applied', ...more }] });
  const rows = (...ieco: object[]) => phase({ bands: { ieco } });
  test.each([
    ['a name that nobody has', { profile: 'embasa' }, /^profile: no profile ships under the name "embasa"/],
    ['no profile at all', { profile: 7 }, /^profile: expected the name of a profile/],
    ['an extension of nothing', { profile: { extends: 'x' } }, /^profile.extends: expected the name/],
    ['a name that is taken', own({ name: 'figura4' }), /^profile.name: .*ships/],
    ['a misspelt key', own({ weigths: {} }), /^profile: .*weigths/],
    ['phases that do not start at 1', phase({ fromCycle: 2 }), /^profile.phases.0.fromCycle: expected 1/],
    [
      'phases out of order',
      own({ phases: [1, 4, 4].map((fromCycle) => ({ fromCycle, effect: 'applied' })) }),
      /^profile.phases.2.fromCycle: expected a cycle after 4/,
    ],
    ['no phase', own({ phases: [] }), /^profile.phases: /],
    [
      'a negative weight',
      own({ weights: { isap: -1, ieco: 2 } }),
      /^profile.weights.isap: expected a weight of 0/,
    ],
    ['weights that are all zero', own({ weights: {} }), /^profile.weights: expected a weight above 0/],
    ['min > max', phase({ clamp: { min: 101, max: 100 } }), /^profile.phases.0.clamp.max: .*not below min/],
    [
      'bands that are not total',
      rows({ upTo: 90, points: 80 }),
      /bands.ieco.0.upTo: expected no limit in the last/,
    ],
    ['a row without limit', rows({ points: 80 }, { points: 90 }), /bands.ieco.0.points: expected a limit/],
    [
      'limits that do not rise',
      rows({ below: 90, points: 80 }, { below: 85, points: 90 }, { points: 100 }),
      /bands.ieco.1.below: expected a limit above that of the row before, 90/,
    ],
    [
      'points that fall',
      rows({ below: 90, points: 'value' }, { points: 85 }),
      /bands.ieco.1.points: expected points that do not fall: 90 up to 90, and 85/,
    ],
    ['two limits', rows({ below: 90, upTo: 91, points: 80 }, { points: 90 }), /expected one limit/],
    ['a number nobody can write', own({ weights: { isap: 1 / 3 } }), /^profile.weights.isap: .*6 decimals/],
    [
      'more cycles below the minimum than are looked at',
      own({ termination: { fromCycle: 5, rules: [{ name: 'x', below: 4, of: 3 }] } }),
      /^profile.termination.rules.0.below: /,
    ],
    [
      'a window that the ladder does not add up to',
      { windowDays: 60 },
      /^windowDays: the window is 60 days, but the ladder adds up to 67: 7 \(debt-notice\) \+ 30 \(wait\) \+ 7 \(cut-off\) \+ 7 \(wait\) \+ 6 \(cut-off-review\) \+ 10 \(extra-actions\)$/,
    ],
    [
      'the same in the profile',
      own({ ladder: { windowDays: 66 } }),
      /^profile.ladder.windowDays: the window is 66 days/,
    ],
  ])('%s', (_, more, sentence) => {
    expect(wrong(more).join('\n')).toMatch(sentence);
  });

  test('targets that neither contract nor profile has', () => {
    expect(wrong({ targets: undefined })).toEqual([
      'targets: expected targets: profile embasa-2023 has none',
    ]);
  });

  test('weights that a phase has from nowhere', () => {
    const { extends: _, ...alone } = { ...VALE, phases: [{ fromCycle: 1, effect: 'applied' }], extends: '' };
    expect(wrong({ profile: alone })).toEqual([
      'profile.phases.0.weights: expected weights, of the phase or of the profile',
    ]);
  });
});

describe('a profile of another shape, computed by hand:', () => {
  const own = contract({ profile: VALE });
  const { measuredValueCents, criticality } = own;
  const profile = scoringProfile(own.profile, own);
  const score = (cycle: number, counts: object, history: Parameters<typeof scoreCycle>[0]['history'] = []) =>
    scoreCycle({
      profile,
      targets: { ...own.targets, criticality },
      cycle,
      measure: measureOf(counts),
      measuredValueCents,
      history,
    });
  const MIXED = {
    finishedOnTime: 79,
    finishedCycles: 100,
    collected: 80,
    recovered: 45,
    services: { 'leak-repair': { demanded: 10, executed: 9 } },
  };

  test('in cycles 1 and 2 the IECO alone, from 90 to 110, and the invoice rounded down', () => {
    // 22 of 40 is 55 %, over 62.5 % is 88, which is clamped to 90: 90 % of R$ 1.000,01 is R$ 900,009.
    const scored = score(2, { ...MIXED, collected: 40, recovered: 22 });
    expect(scored).toMatchObject({
      profile: 'vale-2026',
      effect: 'applied',
      irgBeforeClamp: { exact: '88/1' },
      irg: { exact: '90/1' },
      invoiceCents: 900_00,
    });
  });

  test('from cycle 3 all three, by its own bands, with values and IRG rounded to a decimal', () => {
    // ISAP 79 → 60. IECO 56.25 / 62.5 = 90 → 105. IXEC (5 × 90 % + 1 × 100 %) / 6 / 90 % = 101.85… → 101.9.
    // (40 × 60 + 50 × 105 + 10 × 101.9) / 100 = 86.69 → 86.7: of R$ 1.000,01 R$ 867,00867.
    const scored = score(3, MIXED);
    const points = Object.values(scored.indicators).map(({ final }) => final.display);
    expect(points).toEqual(['60.00', '105.00', '101.90']);
    expect(scored).toMatchObject({
      irgBeforeClamp: { exact: '8669/100' },
      irg: { exact: '867/10' },
      invoiceCents: 867_00,
    });
  });

  test('an indicator with nothing to measure leaves its weight to the others', () => {
    // (50 × 105 + 10 × 101.9) / 60 = 104.48…
    expect(score(3, { ...MIXED, finishedOnTime: 0, finishedCycles: 0 }).irg.exact).toBe('209/2');
  });

  test('two of three cycles below the minimum raise its alert, from cycle 2', () => {
    const poor = { collected: 40, recovered: 22 };
    const first = score(1, poor);
    expect(first.termination).toBeUndefined();
    expect(score(2, poor, [first]).termination).toMatchObject({
      rule: 'two-of-three',
      evidence: [
        { cycle: 1, minimum: 90 },
        { cycle: 2, minimum: 90 },
      ],
    });
    // From cycle 3 the minimum is 75, which is not that of the clamp.
    const third = score(3, { ...MIXED, finishedOnTime: 20, recovered: 40 }, [first]);
    expect(third.meanBeforeBands.display).toBe('58.19');
    expect(third.termination?.evidence).toMatchObject([{ cycle: 1 }, { cycle: 3, minimum: 75 }]);
  });

  test('its cycles are whole months, also where it starts on the 31st', () => {
    const calendar = { months: own.calendar, startsOn: own.start };
    expect([1, 2, 3].map((cycle) => cyclePeriod(calendar, cycle).to)).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
    ]);
  });
});
