import type { Field } from '@baixa/fixed-width';

const TXID = /^[a-zA-Z0-9]{1,35}$/;

/** The txid in a column; undefined where what stands there can be none. */
export function txidIn(field: Field<'text'>, line: string): string | undefined {
  const found = field.read(line);
  return found !== undefined && TXID.test(found) ? found : undefined;
}
