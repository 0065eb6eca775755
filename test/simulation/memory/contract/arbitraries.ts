import fc from 'fast-check';

/** An expression with the names and values that it uses. */
export interface Part {
  expression: string;
  names?: Record<string, string>;
  values?: Record<string, unknown>;
}

/** Few keys, so that what comes finds what came before. */
export const KEYS = ['a', 'b', 'c'];

const aText = fc.constantFrom('x', 'xy', 'Äx', 'z');
const aNumber = fc.integer({ min: -3, max: 3 });
const aSet = fc.uniqueArray(aText, { minLength: 1, maxLength: 3 }).map((texts) => new Set(texts));
const aMap = fc.record({ x: aNumber, y: fc.oneof(aNumber, aText) }, { requiredKeys: [] });

/** An item's attributes: sometimes of another type than its neighbour's, sometimes absent. */
export const anItem = fc.record(
  {
    n: fc.oneof({ weight: 4, arbitrary: aNumber }, { weight: 1, arbitrary: aText }),
    s: aText,
    tags: aSet,
    m: aMap,
    l: fc.array(aNumber, { maxLength: 3 }),
    done: fc.boolean(),
    nothing: fc.constant(null),
  },
  { requiredKeys: [] },
);

const valued = (expression: string, ...values: [string, fc.Arbitrary<unknown>][]): fc.Arbitrary<Part> =>
  fc.record(Object.fromEntries(values)).map((drawn) => ({ expression, values: drawn }));

let drawn = 0;

/** Gives the placeholders of a part names of their own, so that parts can stand together. */
function apart({ expression, names = {}, values = {} }: Part): Part {
  const suffix = `_${++drawn}`;
  const renamed = <T>(all: Record<string, T>) =>
    Object.fromEntries(Object.entries(all).map(([name, value]) => [`${name}${suffix}`, value]));
  return {
    expression: expression.replace(/[:#][a-z]+/g, (placeholder) => `${placeholder}${suffix}`),
    names: renamed(names),
    values: renamed(values),
  };
}

const aSign = fc.constantFrom('=', '<>', '<', '<=', '>', '>=');
const onValue = (path: string, value: fc.Arbitrary<unknown>) =>
  fc.record({ sign: aSign, value }).map(({ sign, value: drawnValue }) => ({
    expression: `${path} ${sign} :v`,
    values: { ':v': drawnValue },
  }));

const aTest: fc.Arbitrary<Part> = fc
  .oneof(
    fc
      .constantFrom('pk', 'n', 'm.x', 'l[0]')
      .map((path): Part => ({ expression: `attribute_exists(${path})` })),
    fc
      .constantFrom('pk', 's', 'm.y', 'l[2]')
      .map((path): Part => ({ expression: `attribute_not_exists(${path})` })),
    onValue('n', fc.oneof(aNumber, aText)),
    onValue('s', aText),
    onValue('m.x', aNumber),
    onValue('size(tags)', fc.integer({ min: 0, max: 3 })),
    onValue('size(m)', fc.integer({ min: 0, max: 2 })),
    valued('#n = :v', [':v', aNumber]).map((part) => ({ ...part, names: { '#n': 'n' } })),
    valued('begins_with(s, :v)', [':v', aText]),
    valued('contains(tags, :v)', [':v', aText]),
    valued('contains(s, :v)', [':v', aText]),
    valued('contains(l, :v)', [':v', aNumber]),
    valued('n IN (:v, :w)', [':v', aNumber], [':w', aNumber]),
    fc.tuple(aNumber, aNumber).map(
      ([a, b]): Part => ({
        expression: 'n BETWEEN :v AND :w',
        values: { ':v': Math.min(a, b), ':w': Math.max(a, b) },
      }),
    ),
    valued('attribute_type(n, :v)', [':v', fc.constantFrom('N', 'S', 'SS')]),
    valued('tags = :v', [':v', aSet]),
    valued('m = :v', [':v', aMap]),
  )
  .map(apart);

const joined = (left: Part, word: string, right: Part): Part => ({
  expression: `(${left.expression} ${word} ${right.expression})`,
  names: { ...left.names, ...right.names },
  values: { ...left.values, ...right.values },
});

/** A condition of up to three tests, or none. */
export const aCondition: fc.Arbitrary<Part | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 4, arbitrary: aTest },
  { weight: 2, arbitrary: aTest.map((part) => ({ ...part, expression: `NOT ${part.expression}` })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(aTest, fc.constantFrom('AND', 'OR'), aTest, fc.constantFrom('AND', 'OR'), aTest)
      .map(([one, first, two, second, three]) => joined(joined(one, first, two), second, three)),
  },
);

const SETS: fc.Arbitrary<Part>[] = [
  valued('n = :v', [':v', aNumber]),
  valued('n = n + :v', [':v', aNumber]),
  valued('n = n - :v', [':v', aNumber]),
  valued('n = if_not_exists(n, :z) + :v', [':z', fc.constant(0)], [':v', aNumber]),
  valued('s = :v', [':v', aText]),
  valued('m = :v', [':v', aMap]),
  valued('m.x = :v', [':v', aNumber]),
  valued('m.y = if_not_exists(m.x, :v)', [':v', aNumber]),
  valued('l = list_append(if_not_exists(l, :e), :v)', [':e', fc.constant([])], [':v', fc.array(aNumber)]),
  valued('#t = :v', [':v', aText]).map((part) => ({ ...part, names: { '#t': 's' } })),
];
const OTHERS: fc.Arbitrary<Part>[] = [
  fc.constantFrom('n', 's', 'm', 'tags').map((path): Part => ({ expression: `REMOVE ${path}` })),
  valued('ADD visits :v', [':v', aNumber]),
  valued('ADD n :v', [':v', aNumber]),
  valued('ADD tags :v', [':v', aSet]),
  valued('DELETE tags :v', [':v', aSet]),
];

const setting = fc
  .oneof(...SETS)
  .map(apart)
  .map((part) => ({ ...part, expression: `SET ${part.expression}` }));
const another = fc.oneof(...OTHERS).map(apart);

/** An update of one clause. */
export const aClause: fc.Arbitrary<Part> = fc.oneof(setting, another);

/** An update: one clause, or two that may touch the same place. */
export const anUpdate: fc.Arbitrary<Part> = fc.oneof(
  aClause,
  fc.tuple(setting, another).map(([set, other]) => ({
    expression: `${set.expression} ${other.expression}`,
    names: { ...set.names, ...other.names },
    values: { ...set.values, ...other.values },
  })),
);
