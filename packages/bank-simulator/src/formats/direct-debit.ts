import { addDays, type CivilDate } from '@baixa/core';
import { seededRandom } from '../random.ts';
import { placedIn } from './cells.ts';
import { factsOf, type MadeFile, type Stated } from './facts.ts';
import { header150, trailer150 } from './febraban150.ts';
import { bytesOf, WINDOWS } from './text.ts';

/**
 * FEBRABAN 150, débito automático v04: the bank tells what became of each order (record F). 00 and 31 are paid, all else
 * is not, and the trailer adds up both. Sources: two readers of others that agree.
 */
const CODES = [
  '00',
  '31',
  '00',
  '01',
  '00',
  '02',
  '00',
  '14',
  '00',
  '15',
  '00',
  '30',
  '00',
  '00',
  '97',
  '00',
];

const compact = (date: CivilDate): string => date.replaceAll('-', '');

export function directDebitFiles(seed: number): MadeFile[] {
  const random = seededRandom(seed + 250);
  const told = CODES.map((code, at) => {
    const cents = random.int(2_000, 40_000);
    const line = placedIn(150, [
      [1, 1, 'F'],
      [2, 26, String(20_000 + at).padStart(10, '0')],
      [27, 30, '1234'],
      [31, 44, '0000056789'],
      [45, 52, compact(addDays('2026-11-10', at % 8))],
      [53, 67, cents],
      [68, 69, code],
      [70, 139, `202611${at % 10}`],
      [150, 150, '0'],
    ]);
    const isPaid = code === '00' || code === '31';
    const stated: Stated = {
      kind: isPaid ? 'payment' : 'rejection',
      faceCents: cents,
      paidCents: isPaid ? cents : 0,
    };
    return { line, cents, stated };
  });
  const bytes = bytesOf(WINDOWS, [
    header150('237', 'BRADESCO', '04', 'DEBITO AUTOMATICO'),
    ...told.map(({ line }) => line),
    trailer150(
      told.length,
      told.reduce((sum, { cents }) => sum + cents, 0),
    ),
  ]);
  const facts = factsOf(
    { format: 'febraban150', service: 'debito-automatico', bank: '237' },
    told.map(({ stated }) => stated),
  );
  return [{ name: 'febraban150-debito-automatico-v04.ret', bytes, facts }];
}
