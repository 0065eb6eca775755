import { type Random, seededRandom } from '@baixa/bank-simulator';

/** What a case begins with. */
export interface Seed {
  name: string;
  bytes: Buffer;
}

/** No case is longer: the time that one may take is measured for this. */
export const MOST_BYTES = 1_000_000;

type Mutation = (bytes: Buffer, random: Random, seeds: readonly Seed[]) => Buffer;

const noise = (random: Random, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => random.int(0, 255)));

const place = (random: Random, bytes: Buffer): number => random.int(0, bytes.length);

const replaced = (bytes: Buffer, from: number, to: number, by: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(to)]);

/** Works on the lines of a file. With no line feed in it, the whole is one line. */
const onLines =
  (change: (lines: string[], at: number, random: Random) => void): Mutation =>
  (bytes, random) => {
    const lines = bytes.toString('latin1').split('\n');
    change(lines, random.int(0, lines.length - 1), random);
    return Buffer.from(lines.join('\n'), 'latin1');
  };

/** What readers take for a sign of something. */
// biome-ignore format: a table
const TOKENS = [
  '\n', '\r\n', '\x1a', '\0', '\ufeff', '{', '}', '[', ']', '"', '\\', ',', '<', '</', '>', '&', '&#0;', '<!--',
  '<![CDATA[', '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>', '&a;', '<STMTTRN>', '</STMTTRN>', '<Ntry>', '</Ntry>',
  '02RETORNO01COBRANCA', '02RETORNO02PIX', '00100011T01', '00100011E04', '0010001300001T 06', '00199999', '9201',
  '99999999999999999', '0000000', '-1', '1e309', 'NaN', 'ÁÉ', '😀',
].map((text) => Buffer.from(text));

const MUTATIONS: readonly Mutation[] = [
  /** One bit. */
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) {
      const at = random.int(0, copy.length - 1);
      copy[at] = (copy[at] ?? 0) ^ (1 << random.int(0, 7));
    }
    return copy;
  },
  /** Some digits. */
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let times = random.int(1, 20); times > 0 && copy.length > 0; times--)
      copy[random.int(0, copy.length - 1)] = 48 + random.int(0, 9);
    return copy;
  },
  (bytes, random) => {
    const at = place(random, bytes);
    return replaced(bytes, at, at, noise(random, random.int(1, 300)));
  },
  (bytes, random) => {
    const at = place(random, bytes);
    const token = random.pick(TOKENS);
    return replaced(bytes, at, random.chance(50) ? at + token.length : at, token);
  },
  /** A token many times: nesting and repetition. */
  (bytes, random) => {
    const at = place(random, bytes);
    const many = Buffer.concat(Array.from({ length: random.int(2, 5_000) }, () => TOKENS[0] as Buffer));
    const token = random.pick(TOKENS);
    return replaced(bytes, at, at, random.chance(50) ? many : Buffer.from(token.toString().repeat(2_000)));
  },
  (bytes, random) => {
    const at = place(random, bytes);
    return replaced(bytes, at, at + random.int(1, 500), Buffer.alloc(0));
  },
  (bytes, random) => bytes.subarray(0, place(random, bytes)),
  (bytes, random) => bytes.subarray(place(random, bytes)),
  /** The head of one file and the tail of another. */
  (bytes, random, seeds) => {
    const { bytes: other } = random.pick(seeds);
    return Buffer.concat([bytes.subarray(0, place(random, bytes)), other.subarray(place(random, other))]);
  },
  /** A file inside another. */
  (bytes, random, seeds) => {
    const at = place(random, bytes);
    return replaced(bytes, at, at, random.pick(seeds).bytes);
  },
  (bytes, random) => Buffer.concat(Array.from({ length: random.int(2, 8) }, () => bytes)),
  onLines((lines, at, random) => {
    const other = random.int(0, lines.length - 1);
    [lines[at], lines[other]] = [lines[other] ?? '', lines[at] ?? ''];
  }),
  onLines((lines, at, random) => {
    lines.splice(at, 0, ...Array.from({ length: random.int(1, 50) }, () => lines[at] ?? ''));
  }),
  onLines((lines, at) => {
    lines.splice(at, 1);
  }),
  onLines((lines, at, random) => {
    lines[at] = (lines[at] ?? '').slice(0, random.int(0, 800));
  }),
  onLines((lines, at, random) => {
    lines[at] = (lines[at] ?? '').padEnd(random.int(1, 2_000), random.pick([' ', '0', '9', 'X']));
  }),
  onLines((lines, at) => {
    lines[at] = ` ${lines[at]}`;
  }),
  /** All line ends of another kind. */
  (bytes, random) => {
    const end = random.pick(['\n', '\r\n', '\r', '\r\r\n', '\n\n', '']);
    return Buffer.from(bytes.toString('latin1').replaceAll(/\r?\n/g, end), 'latin1');
  },
  (bytes, random) =>
    Buffer.from(bytes.toString('latin1'), random.pick(['utf8', 'utf16le', 'base64'] as const)),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'latin1'),
  (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes]),
  (_, random) => noise(random, random.int(0, 3_000)),
];

/** The bytes of a case, and what it was made of. The same seed and number give the same. */
export function caseOf(seed: number, number: number, seeds: readonly Seed[]): Seed {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b));
  const { name, bytes: first } = random.pick(seeds);
  let bytes = first;
  for (let times = random.int(1, 5); times > 0; times--)
    bytes = random.pick(MUTATIONS)(bytes, random, seeds).subarray(0, MOST_BYTES);
  return { name, bytes: Buffer.from(bytes) };
}
