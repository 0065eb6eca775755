import { exceptionIdOf, withMovement } from '@baixa/settlement';
import { describe, expect, test } from 'vitest';
import { linkKey, nextLink, readLink, sha256Of } from './link.ts';
import { aDay, forgeChain, newInstallation } from './test-support/installation.ts';
import { verifyLedger } from './verify.ts';

type Day = ReturnType<typeof aDay>;
const FIRST = 'outcomes/f1/000001.ndjson';
const SECOND = 'outcomes/f1/000002.ndjson';
const LAST = 'outcomes/f2/000001.ndjson';
const RESOLVED = `resolutions/${exceptionIdOf('aguas', 'f1:480')}.json`;

/** The code of each difference and the object it names. */
async function differencesAfter(tamper: (day: Day) => void): Promise<string[]> {
  const day = aDay();
  tamper(day);
  const { differences } = await verifyLedger(day.ports);
  for (const { message, wayOut } of differences) expect(`${message} ${wayOut}`).toMatch(/^.+\. .+\.$/);
  return differences.map(({ code, where }) => `${code.replace('ledger.', '')} ${where.path}`);
}

const change = ({ objects }: Day, key: string, by: (text: string) => string) => {
  const before = objects.get(key) ?? '';
  const after = by(before);
  expect(after).not.toBe(before);
  objects.set(key, after);
};

describe('a ledger that nobody touched', () => {
  test('is proved, and adds up', async () => {
    const day = aDay();
    const verified = await verifyLedger(day.ports);
    expect(verified).toMatchObject({
      differences: [],
      receivables: 3,
      outside: { notTaken: 0, underWay: 0 },
      chains: [
        {
          chain: 'agreements/bb',
          links: 6,
          sequence: 6,
          sha256: sha256Of(day.heads.get(day.chain) ?? ''),
          figures: {
            files: 2,
            entries: 4,
            inCents: 900,
            outCents: 0,
            appliedCents: 300,
            unappliedCents: 600,
            waiting: 1,
            waitingCents: 100,
            resolved: 1,
          },
        },
      ],
    });
  });

  test('is proved from the bucket alone, with a hash that was kept elsewhere', async () => {
    const day = aDay();
    const { ledger } = day.ports;
    const keptElsewhere = sha256Of(day.objects.get(linkKey(day.chain, SECOND)) ?? '');
    expect((await verifyLedger({ ledger })).differences).toEqual([]);
    expect((await verifyLedger({ ledger }, { agreement: 'bb', keptElsewhere })).differences).toEqual([]);
    change(day, FIRST, (text) => text.replace('"appliedCents":100', '"appliedCents":900'));
    forgeChain(day.objects, day.chain);
    const { differences } = await verifyLedger({ ledger }, { agreement: 'bb', keptElsewhere });
    expect(differences.map(({ code }) => code)).toContain('ledger.head-unknown');
  });

  test('may be empty', async () => {
    expect(await verifyLedger(newInstallation().ports)).toMatchObject({ chains: [], differences: [] });
  });
});

describe('tampering with the bucket is found and named', () => {
  test('a byte of an outcome', async () => {
    expect(
      await differencesAfter((day) => change(day, SECOND, (text) => text.replace('F2', 'F9'))),
    ).toContain(`object-changed ${SECOND}`);
  });

  test('a byte of the entries', async () => {
    const found = await differencesAfter((day) =>
      change(day, 'entries/f1/000001.ndjson', (text) => text.replace('"paidCents":500', '"paidCents":501')),
    );
    expect(found.toSorted()).toEqual(['object-changed entries/f1/000001.ndjson', `outcome-differs ${FIRST}`]);
  });

  test('an object removed', async () => {
    expect(await differencesAfter(({ objects }) => objects.delete(RESOLVED))).toContain(
      `object-missing ${RESOLVED}`,
    );
  });

  test('two objects swapped', async () => {
    const found = await differencesAfter((day) => {
      const [one = '', other = ''] = [day.objects.get(FIRST), day.objects.get(SECOND)];
      day.objects.set(FIRST, other).set(SECOND, one);
    });
    expect(found).toEqual(expect.arrayContaining([`object-changed ${FIRST}`, `object-changed ${SECOND}`]));
  });

  test('an object and its link rewritten: the next link does not follow', async () => {
    const found = await differencesAfter((day) => {
      change(day, FIRST, (text) => text.replace('F1', 'F2'));
      const sha256 = sha256Of(day.objects.get(FIRST) ?? '');
      change(day, linkKey(day.chain, FIRST), (text) =>
        text.replace(/"sha256":"\w+"}?$/, `"sha256":"${sha256}"}`),
      );
    });
    expect(found).toContain(`link-broken ${linkKey('agreements/bb', SECOND)}`);
  });

  test('two links that changed places', async () => {
    const found = await differencesAfter((day) => {
      const at = (key: string) => linkKey(day.chain, key);
      change(day, at(FIRST), (text) => text.replace('"sequence":2', '"sequence":3'));
      change(day, at(SECOND), (text) => text.replace('"sequence":3', '"sequence":2'));
    });
    expect(found).toContain(`link-broken ${linkKey('agreements/bb', FIRST)}`);
  });

  test('a link that is none any more, or another one in its place', async () => {
    const at = linkKey('agreements/bb', SECOND);
    expect(await differencesAfter(({ objects }) => objects.set(at, '{'))).toContain(`link-rewritten ${at}`);
    expect(
      await differencesAfter((day) => day.objects.set(at, day.objects.get(linkKey(day.chain, FIRST)) ?? '')),
    ).toContain(`link-rewritten ${at}`);
  });

  test('a link removed: it is missing, and its object is in no chain', async () => {
    const at = linkKey('agreements/bb', SECOND);
    const found = await differencesAfter(({ objects }) => objects.delete(at));
    expect(found).toEqual(expect.arrayContaining([`link-missing ${at}`, `outside ${SECOND}`]));
  });

  test('an object and its link removed: the next link names them', async () => {
    const at = linkKey('agreements/bb', SECOND);
    const found = await differencesAfter(({ objects }) => {
      objects.delete(at);
      objects.delete(SECOND);
    });
    expect(found).toContain(`link-missing ${at}`);
  });

  test('the end cut off: the table of chains knows the last link', async () => {
    const found = await differencesAfter(({ objects, chain }) => {
      for (const key of [LAST, 'entries/f2/manifest.ndjson', 'entries/f2/000001.ndjson']) {
        objects.delete(linkKey(chain, key));
        objects.delete(key);
      }
    });
    expect(found.filter((one) => one.startsWith('link-missing'))).toEqual([
      'link-missing agreements/bb',
      `link-missing ${linkKey('agreements/bb', LAST)}`,
    ]);
  });

  test('everything cut off', async () => {
    const found = await differencesAfter(({ objects }) => objects.clear());
    expect(found.filter((one) => one.startsWith('link-missing'))).toHaveLength(6);
  });

  test('the whole chain forged anew: the last link is another than that of the table', async () => {
    const found = await differencesAfter((day) => {
      change(day, FIRST, (text) => text.replace('"account":"1"', '"account":"2"'));
      forgeChain(day.objects, day.chain);
    });
    expect(found).toEqual([`head-differs ${linkKey('agreements/bb', LAST)}`]);
  });

  test('an object added without a link, and one with a link after the last', async () => {
    const key = 'outcomes/f9/000001.ndjson';
    expect(await differencesAfter(({ objects }) => objects.set(key, ''))).toEqual([`outside ${key}`]);
    const found = await differencesAfter(({ objects, heads, chain }) => {
      objects.set(key, '');
      objects.set(linkKey(chain, key), nextLink(chain, heads.get(chain), key, sha256Of('')));
    });
    expect(found).toContain(`beyond-head ${linkKey('agreements/bb', key)}`);
  });

  test('a second link with the same number', async () => {
    const key = 'outcomes/f9/000001.ndjson';
    const found = await differencesAfter(({ objects, chain }) => {
      const before = objects.get(linkKey(chain, FIRST));
      objects.set(key, '').set(linkKey(chain, key), nextLink(chain, before, key, sha256Of('')));
    });
    expect(found).toContain(`link-double ${linkKey('agreements/bb', key)}`);
  });
});

describe('what is no tampering', () => {
  test('the entries of a quarantined file, which settle nothing', async () => {
    const day = aDay();
    day.objects.set('entries/f9/000001.ndjson', '{}\n');
    day.files.set('f9', { status: 'quarantined', chunks: 0 });
    const { differences, outside } = await verifyLedger(day.ports);
    expect([differences, outside?.notTaken]).toEqual([[], 1]);
  });

  test('an outcome that is about to be linked, and a head whose link is about to be written', async () => {
    const day = aDay();
    day.objects.set('outcomes/f9/000001.ndjson', '');
    day.files.set('f9', { status: 'released', chunks: 1 });
    expect((await verifyLedger(day.ports)).outside?.underWay).toBe(1);
  });

  test('what is linked while the chain is being read', async () => {
    const day = aDay();
    const { ledger } = day.ports;
    let late = false;
    const read = async (key: string) => {
      if (!late) {
        late = true;
        day.files.set('f9', { status: 'released', chunks: 1 });
        day.keep(day.chain, 'outcomes/f9/000001.ndjson', '');
      }
      return ledger.read(key);
    };
    const { differences } = await verifyLedger({ ...day.ports, ledger: { ...ledger, read } });
    expect(differences).toEqual([]);
  });
});

describe('a table that says otherwise than the ledger is found and named', () => {
  const F1 = 'receivable-differs F1';

  test('a figure of a file', async () => {
    const found = await differencesAfter(({ files }) => {
      const { sums } = files.get('f1') ?? {};
      if (sums !== undefined) sums.appliedCents += 1;
    });
    expect(found).toEqual(['file-differs outcomes/f1/']);
  });

  test.each<[string, (day: Day) => void]>([
    [
      'an amount on a receivable',
      ({ receivables }) => void Object.assign(receivables.get('F1')!.movements[0]!, { appliedCents: 99 }),
    ],
    ['a movement removed', ({ receivables }) => void receivables.get('F1')?.movements.pop()],
    ['a receivable removed', ({ receivables }) => void receivables.delete('F1')],
    ['a status', ({ receivables }) => void Object.assign(receivables.get('F1')!, { status: 'open' })],
    [
      'a day of settlement',
      ({ receivables }) => void Object.assign(receivables.get('F1')!, { settledOn: '2026-03-01' }),
    ],
    [
      'a movement that nothing tells',
      ({ receivables }) => {
        const standing = receivables.get('F1')!;
        const [first] = standing.movements;
        receivables.set('F1', withMovement(standing, { ...first!, key: 'x', outcome: 'paid-twice' }));
      },
    ],
  ])('%s', async (_, tamper) => {
    expect(await differencesAfter(tamper)).toContain(F1);
  });

  test('an exception that is gone, holds other money, or is of nothing', async () => {
    const id = exceptionIdOf('aguas', 'f2:240');
    expect(await differencesAfter(({ exceptions }) => exceptions.delete(id))).toEqual([
      `exception-missing ${LAST}`,
    ]);
    expect(
      await differencesAfter(({ exceptions }) => {
        exceptions.get(id)!.outcome = { ...exceptions.get(id)!.outcome, unappliedCents: 1 };
      }),
    ).toEqual([`exception-differs ${LAST}`]);
    expect(await differencesAfter(({ exceptions }) => exceptions.set('x', exceptions.get(id)!))).toEqual([
      'exception-unknown x',
    ]);
  });

  test('an exception that ended without a resolution', async () => {
    const id = exceptionIdOf('aguas', 'f2:240');
    const found = await differencesAfter(({ exceptions }) => {
      const resolution = { how: 'ignored' as const, by: 'x', at: '', outcomes: [] };
      exceptions.set(id, { ...exceptions.get(id)!, resolution });
    });
    expect(found).toEqual([`resolution-missing resolutions/${id}.json`]);
  });

  test('a file that the register calls processed, with a chunk that no chain has', async () => {
    const found = await differencesAfter(({ files, objects, heads, chain }) => {
      const last = readLink(heads.get(chain) ?? '')!;
      heads.set(chain, objects.get(linkKey(chain, last.previous?.key ?? '')) ?? '');
      objects.delete(linkKey(chain, LAST));
      objects.delete(LAST);
      expect(files.get('f2')?.status).toBe('processed');
    });
    expect(found).toContain('outcomes-missing outcomes/f2/');
  });
});

test('money of an outcome that waits nowhere is a difference, though its chain is sound', async () => {
  const day = aDay();
  const [line = ''] = (day.objects.get(SECOND) ?? '').split('\n');
  const outcome = { ...JSON.parse(line), appliedCents: 150, unappliedCents: 50 };
  day.objects.set(SECOND, `${JSON.stringify(outcome)}\n`);
  forgeChain(day.objects, day.chain);
  const { differences } = await verifyLedger({ ledger: day.ports.ledger });
  expect(differences.map(({ code, where }) => `${code} ${where.path}`)).toEqual([
    `ledger.outcome-differs ${SECOND}`,
  ]);
});

test('of a thousand differences the first are told, and all are counted', async () => {
  const day = aDay();
  for (let file = 0; file < 1000; file++) day.objects.set(`outcomes/x${file}/000001.ndjson`, '');
  const { differences, differenceCount } = await verifyLedger(day.ports);
  expect([differences.length, differenceCount]).toEqual([500, 1000]);
});
