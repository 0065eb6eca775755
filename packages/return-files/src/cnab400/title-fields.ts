import type { Column, ColumnKind, Field } from '@baixa/fixed-width';

/** A record as far as its columns are looked up by name. */
export interface Columns {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly field: object;
}

const DATES = ['date6', 'date8', 'ymd8'] as const;
const TEXTS = ['text', 'digits'] as const;
const AMOUNT = ['cents'] as const;

/** The names that every bank's título has its columns by, with the kinds a column of that name may be of. */
const VOCABULARY = {
  companyTaxIdType: TEXTS,
  companyTaxId: TEXTS,
  companyUse: TEXTS,
  nossoNumero: TEXTS,
  seuNumero: TEXTS,
  longSeuNumero: TEXTS,
  occurrence: TEXTS,
  reasons: TEXTS,
  reasonText: TEXTS,
  channel: TEXTS,
  netSign: TEXTS,
  payerName: TEXTS,
  payerTaxId: TEXTS,
  occurredOn: DATES,
  dueOn: DATES,
  creditedOn: DATES,
  face: AMOUNT,
  fee: AMOUNT,
  otherExpenses: AMOUNT,
  rebate: AMOUNT,
  discount: AMOUNT,
  paid: AMOUNT,
  interest: AMOUNT,
  fine: AMOUNT,
  lateCharges: AMOUNT,
  otherCredits: AMOUNT,
  net: AMOUNT,
} as const satisfies Record<string, readonly ColumnKind[]>;

/** The columns of a bank's título. One that it does not send reads as undefined. */
export type TitleFields = {
  readonly [N in keyof typeof VOCABULARY]: Field<(typeof VOCABULARY)[N][number]>;
};

const ABSENT: Field = { column: undefined, raw: () => '', read: () => undefined };

/** A column of a record by its name, or one that reads as undefined. Throws where its kind is another. */
export function fieldNamed<K extends ColumnKind>(
  record: Columns,
  name: string,
  ...kinds: readonly K[]
): Field<K> {
  const field = (record.field as Readonly<Record<string, Field | undefined>>)[name] ?? ABSENT;
  if (
    field.column !== undefined &&
    kinds.length > 0 &&
    !(kinds as readonly ColumnKind[]).includes(field.column.kind)
  )
    throw new Error(`${record.name}: column ${name} is of kind ${field.column.kind}`);
  return field as unknown as Field<K>;
}

/** The columns of a título by the names of the vocabulary. Throws at once where one is of another kind. */
export function titleFields(record: Columns): TitleFields {
  const names = Object.keys(VOCABULARY) as (keyof typeof VOCABULARY)[];
  const fields = names.map((name) => [name, fieldNamed<ColumnKind>(record, name, ...VOCABULARY[name])]);
  return Object.fromEntries(fields);
}
