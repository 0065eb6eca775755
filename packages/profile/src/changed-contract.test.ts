import { expect, test } from 'vitest';
import { changedContract, contractSchema, ladderOf, profileOf } from './index.ts';

const CONTRACT = contractSchema.parse({
  id: 'c1',
  company: 'aguas',
  contractor: 'Cobra Bem',
  start: '2023-11-16',
  targets: { mrep: '80', msex: '95' },
  criticality: { leak: 3 },
  measuredValueCents: 100_000,
});
const set = (...pairs: [string, unknown][]) => changedContract(CONTRACT, { set: pairs });

test('a path of the contract is set in it, and the contract itself stays as it is', () => {
  const { contract } = set(['targets.mrep', '60'], ['paymentTermDays', 0]);
  expect(contract).toEqual({ ...CONTRACT, targets: { mrep: '60', msex: '95' }, paymentTermDays: 0 });
  expect(CONTRACT.targets.mrep).toBe('80');
});

test('irg.weights are set in every phase, irg.phases.7 in the phase from cycle 7', () => {
  const weights = { isap: 20, ieco: 65, ixec: 15 };
  const { contract } = set(['irg.weights', weights], ['irg.phases.7.clamp.min', 75]);
  const { name, phases } = profileOf(contract!);
  expect(name).toBe('simulated');
  expect(phases.map((phase) => phase.weights)).toEqual([weights, weights, weights]);
  expect(phases.map(({ clamp }) => clamp?.min)).toEqual([undefined, 85, 75]);
});

test('the ladder is set, and what follows from it', () => {
  const steps = [{ type: 'letter', name: 'carta', deadlineDays: 10 }];
  const { contract } = set(['ladder.steps', steps], ['ladder.paymentTermDays', 3]);
  expect(contract).toMatchObject({ windowDays: 10, paymentTermDays: 3 });
  expect(ladderOf(contract!).steps).toEqual(steps);
});

test('another profile says what the contract had from its own', () => {
  const { contract } = changedContract(CONTRACT, { profile: 'figura4' });
  expect(contract).toEqual({ ...CONTRACT, profile: 'figura4' });
  const own = {
    extends: 'figura4',
    name: 'own',
    calendar: 'calendar-month',
    targets: { mrep: '50', msex: '90' },
  };
  expect(changedContract(CONTRACT, { profile: own }).contract).toMatchObject({
    calendar: 'calendar-month',
    targets: { mrep: '50' },
    criticality: { leak: 3 },
  });
});

test('what cannot be is refused with path and reason', () => {
  const told = (pairs: [string, unknown]) => set(pairs).problems.map(({ message }) => message);
  expect(told(['irg.phases.7.clamp.min', 140])).toEqual([
    'profile.phases[2].clamp.max: expected a max that is not below min.',
  ]);
  expect(told(['irg.phases.8.clamp.min', 90])[0]).toContain('profile.phases');
  expect(told(['irg.colour', 'red'])[0]).toContain('colour');
  expect(told(['target', 1])[0]).toContain('target');
});
