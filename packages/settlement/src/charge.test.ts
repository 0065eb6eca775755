import { expect, test } from 'vitest';
import { registerReceivables, registrableSchema } from './index.ts';
import { billOf, chargeOf, newMemory } from './test-support/memory.ts';

const cover = (receivable: string, cents?: number) => ({
  receivable,
  ...(cents === undefined ? {} : { cents }),
});
const wrongOf = (row: unknown) =>
  registrableSchema.safeParse(row).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

test.each([
  ['itself', [cover('C1')], 20_000, 'covers.0.receivable: C1 cannot cover itself'],
  ['one twice', [cover('F1'), cover('F1')], 20_000, 'covers.1.receivable: F1 is covered twice'],
  ['nothing', [], 20_000, 'covers: expected at least one receivable that it covers'],
  [
    'centavos for some',
    [cover('F1', 20_000), cover('F2')],
    20_000,
    'covers: give centavos to each receivable, or to none to pay the oldest first',
  ],
  [
    'centavos that are not its face',
    [cover('F1', 10_000), cover('F2', 9_999)],
    20_000,
    'covers: the centavos make R$ 199,99, and the face amount is R$ 200,00',
  ],
  [
    'no centavo',
    [cover('F1', 0), cover('F2', 20_000)],
    20_000,
    'covers.0.cents: expected more than zero centavos',
  ],
])('a charge that covers %s is refused with a sentence', (_, covers, faceCents, sentence) => {
  expect(wrongOf(chargeOf(covers, { faceCents }))).toEqual([sentence]);
});

test('a row is a charge when it says what it covers, and a receivable when it does not', () => {
  expect(registrableSchema.parse(chargeOf([cover('F1')]))).toHaveProperty('covers');
  expect(registrableSchema.parse(billOf('F1'))).not.toHaveProperty('covers');
  expect(wrongOf({ ...billOf('F1'), faceCents: 1.5 })?.[0]).toContain('faceCents');
  expect(wrongOf({ ...chargeOf([cover('F1')]), account: 'A1' })?.[0]).toContain('account');
  expect(wrongOf('a text')).toHaveLength(1);
});

test('a charge is registered once; the same again is unchanged, other content is refused', async () => {
  const { ports } = newMemory();
  const charge = chargeOf([cover('F1'), cover('F2')]);
  const register = (...rows: Parameters<typeof registerReceivables>[1]) =>
    registerReceivables(ports.receivables, rows);
  expect(await register(billOf('F1'), billOf('F2'), charge)).toEqual({
    registered: 3,
    unchanged: 0,
    problems: [],
  });
  expect(await register(charge)).toEqual({ registered: 0, unchanged: 1, problems: [] });
  const other = { ...charge, covers: [cover('F1')] };
  expect(await register(other)).toMatchObject({
    registered: 0,
    problems: [{ code: 'receivable.differs', where: { path: 'C1' } }],
  });
  expect((await register({ ...charge, id: 'F1', covers: [cover('F2')] })).problems[0]?.message).toBe(
    'Receivable F1 is already registered with other content.',
  );
});

test('what a charge covers may come later; until then whoever registers it is told', async () => {
  const { ports } = newMemory();
  const charges = [chargeOf([cover('F1'), cover('F2')])];
  await registerReceivables(ports.receivables, [billOf('F1'), { ...billOf('F2'), company: 'escola' }]);
  expect(await registerReceivables(ports.receivables, charges)).toMatchObject({
    registered: 1,
    problems: [
      {
        code: 'charge.covers-unknown',
        severity: 'warning',
        message: 'Collective charge C1 covers F2, and company aguas has no such receivable yet.',
      },
    ],
  });
  await registerReceivables(ports.receivables, [chargeOf([cover('F1')], { id: 'C2' })]);
  const nested = await registerReceivables(ports.receivables, [chargeOf([cover('C2')], { id: 'C3' })]);
  expect(nested.problems).toHaveLength(1);
});
