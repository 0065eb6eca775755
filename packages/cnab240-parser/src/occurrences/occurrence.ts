import type { EntryKind } from '@baixa/core';

/** What a código de movimento means: its kind, and its name in the field. */
export interface Occurrence {
  kind: EntryKind;
  label: string;
}

/** Occurrences by their two-character code. */
export type OccurrenceTable = Readonly<Record<string, Occurrence>>;

/** Writes a table by kind, as manuals group codes: `{ payment: { '06': 'liquidação' } }`. */
export function occurrenceTable(
  byKind: Partial<Record<EntryKind, Readonly<Record<string, string>>>>,
): OccurrenceTable {
  const table: Record<string, Occurrence> = {};
  for (const [kind, labels] of Object.entries(byKind))
    for (const [code, label] of Object.entries(labels)) {
      if (table[code]) throw new Error(`Occurrence ${code} has two kinds`);
      table[code] = { kind: kind as EntryKind, label };
    }
  return table;
}
