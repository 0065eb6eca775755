import { membersOf, type Span } from './scan.ts';

/** Lists of charges, whose elements may carry `pix` lists of their own. */
export const CHARGE_LISTS: ReadonlySet<string> = new Set(['cobs', 'cobsv', 'cobsr']);
/** Lists that tell of recurrences and charges, and say by themselves that the document is one of API Pix. */
export const NOTICE_LISTS: readonly string[] = [...CHARGE_LISTS, 'recs', 'solicrec'];

const CHARGE_FIELDS = ['txid', 'calendario', 'valor', 'devedor'] as const;
/** The keys that tell what a document is. */
const TELLING = new Set([
  'pix',
  'endToEndId',
  'rtrId',
  'title',
  'status',
  'calendario',
  'idRec',
  'idSolicRec',
  ...NOTICE_LISTS,
]);

/** Where a charge says what its payments need not repeat. */
export type ChargeSpans = Partial<Record<(typeof CHARGE_FIELDS)[number], Span>>;

/** What an object says of itself, before its lists are followed. */
export interface About {
  keys: ReadonlySet<string>;
  /** Undefined where the object has nothing of a charge. */
  charge: ChargeSpans | undefined;
  /** What a page says of itself. */
  paging: Span | undefined;
  /** The list of Pix or of charges. */
  list: Span | undefined;
}

function isChargeField(key: string): key is keyof ChargeSpans {
  return (CHARGE_FIELDS as readonly string[]).includes(key);
}

/** Looks an object over. Of a key that stands twice the last one counts, as in JSON. */
export function aboutOf(bytes: Buffer, from: number): About {
  const keys = new Set<string>();
  const charge: ChargeSpans = {};
  const about: About = { keys, charge: undefined, paging: undefined, list: undefined };
  for (const { key, ...span } of membersOf(bytes, from)) {
    if (TELLING.has(key)) keys.add(key);
    if (key === 'pix' || CHARGE_LISTS.has(key)) about.list = span;
    else if (key === 'parametros') about.paging = span;
    else if (isChargeField(key)) {
      charge[key] = span;
      about.charge = charge;
    }
  }
  return about;
}
