import { addDays, type CivilDate } from '@baixa/core';
import { newEndToEndId } from '../pix.ts';
import { type Random, seededRandom } from '../random.ts';
import { brCode } from './br-code.ts';
import { type Placed, placedIn } from './cells.ts';
import { factsOf, type MadeFile, type Stated } from './facts.ts';
import { bytesOf, WINDOWS } from './text.ts';
import { CREATED_ON } from './told.ts';

/**
 * CNAB 750, the Pix of a receiver as a file. Money is record 5, movement 06, and what was paid stands at 301-317; the
 * trailer sums the original values. Source: FEBRABAN CNAB 750 v2.1 (22.02.2021) as Itaú publishes it.
 */
const LENGTH = 750;
const KEY = '00000000-0000-4000-8000-000000000001';
const CNPJ = 12_345_678_000_195;

const ymd = (date: CivilDate): string => date.replaceAll('-', '');

/** The receiver's account, which every record repeats from another position on. */
const receiver = (from: number): Placed[] => [
  [from, from + 1, '02'],
  [from + 2, from + 15, CNPJ],
  [from + 16, from + 19, '1234'],
  [from + 20, from + 39, '00000000000000567895'],
  [from + 40, from + 43, 'CACC'],
  [from + 44, from + 120, KEY],
];

function header(): Placed[] {
  return [
    [1, 11, '02RETORNO02'],
    [12, 26, 'PIX'],
    [27, 34, '60701190'],
    ...receiver(35),
    [156, 163, ymd(CREATED_ON)],
    [164, 193, 'CONV0001'],
    [254, 353, 'ÁGUAS DA CONCEIÇÃO LTDA'],
    [732, 741, 42],
    [742, 744, '002'],
  ];
}

interface Movement {
  records: Placed[][];
  stated: Stated;
  /** What the trailer adds up. */
  originalCents: number;
}

function received(random: Random, at: number): Movement {
  const original = random.int(1_000, 50_000);
  const late = at % 3 === 1;
  const interest = late ? random.int(5, 60) : 0;
  const fine = late ? Math.floor(original / 50) : 0;
  const rebate = at % 6 === 5 ? random.int(50, 300) : 0;
  const discount = at % 6 === 2 ? random.int(50, 300) : 0;
  const paid = original + interest + fine - rebate - discount;
  const fee = random.int(80, 120);
  const on = addDays('2026-11-10', at % 7);
  const second = random.int(0, 75_000);
  const clock = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join('');
  const txid = at % 5 === 4 ? '' : `EMB202611${String(at).padStart(20, '0')}`;
  const record: Placed[] = [
    [1, 1, '5'],
    [2, 36, txid],
    [37, 44, '60701190'],
    ...receiver(45),
    [166, 168, txid === '' ? '306' : '206'],
    [169, 176, ymd(on)],
    [177, 184, ymd(addDays(on, late ? -3 : 2))],
    [185, 198, ymd(on) + clock],
    [199, 215, original],
    [216, 232, interest],
    [233, 249, fine],
    [250, 266, rebate],
    [267, 283, discount],
    [284, 300, paid],
    [301, 317, paid],
    [318, 319, '01'],
    [320, 333, 11_122_233_396],
    [334, 335, '01'],
    [336, 349, 11_122_233_396],
    [350, 489, 'MARIA EXEMPLO'],
    [630, 631, '02'],
    [632, 663, newEndToEndId(random, on, second)],
    [664, 667, 0],
    [728, 744, fee],
  ];
  const note: Placed[] = [
    [1, 1, '2'],
    [2, 36, txid],
    [37, 86, 'matricula'],
    [87, 286, String(10_000 + at)],
  ];
  return {
    records: at % 4 === 0 && txid !== '' ? [record, note] : [record],
    stated: { kind: 'payment', faceCents: original, paidCents: paid, feeCents: fee },
    originalCents: original,
  };
}

/** A charge that is confirmed (with its QR), refused, changed or cancelled. */
function charged(random: Random, at: number, movement: string, kind: Stated['kind']): Movement {
  const original = random.int(1_000, 50_000);
  const txid = `COB202611${String(at).padStart(20, '0')}`;
  const record: Placed[] = [
    [1, 1, '1'],
    [2, 36, txid],
    ...receiver(37),
    [158, 160, `2${movement}`],
    [161, 174, 0],
    [175, 182, '20261210'],
    [183, 186, 30],
    [187, 203, original],
    [204, 205, '01'],
    [206, 219, 11_122_233_396],
    [220, 359, 'MARIA EXEMPLO'],
    [560, 567, '20261115'],
    [568, 597, kind === 'rejection' ? '016' : ''],
    [598, 601, 0],
    [602, 618, 0],
  ];
  const location = `pix.exemplo.com.br/qr/v2/cobv/${at}`;
  const qr: Placed[] = [
    [1, 1, '4'],
    [2, 36, txid],
    [37, 113, KEY],
    [114, 115, movement],
    [116, 123, '20261115'],
    [124, 623, brCode(location, txid)],
    [624, 700, location],
  ];
  return {
    records: movement === '02' ? [record, qr] : [record],
    stated: { kind, faceCents: original },
    originalCents: original,
  };
}

export function cnab750Files(seed: number): MadeFile[] {
  const random = seededRandom(seed + 750);
  const movements = [
    ...Array.from({ length: 10 }, (_, at) => received(random, at)),
    charged(random, 10, '02', 'registration'),
    charged(random, 11, '03', 'rejection'),
    charged(random, 12, '04', 'change'),
    charged(random, 13, '07', 'write-off'),
  ];
  const details = movements.flatMap(({ records }) => records);
  const trailer: Placed[] = [
    [1, 4, '9202'],
    [5, 12, '60701190'],
    [713, 729, movements.reduce((sum, { originalCents }) => sum + originalCents, 0)],
    [730, 744, details.length],
  ];
  const lines = [header(), ...details, trailer].map((values, index) =>
    placedIn(LENGTH, [...values, [745, 750, index + 1]]),
  );
  const facts = factsOf(
    { format: 'cnab750', service: 'pix' },
    movements.map(({ stated }) => stated),
  );
  return [{ name: 'cnab750.ret', bytes: bytesOf(WINDOWS, lines), facts }];
}
