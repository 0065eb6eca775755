import type { Column } from './column.ts';

/** What every record has, whatever its columns. */
export interface AnyRecord {
  readonly name: string;
  readonly length: number;
  readonly columns: readonly Column[];
  read(line: string): Record<string, string>;
  write(values: never): string;
}

/** The records of one format at one bank, with where they are documented: what a page of documentation shows. */
export interface Layout<R extends object = Record<string, AnyRecord>> {
  /** The format's name, as `FileFormat` has it. */
  format: string;
  /** Three digits. Absent where all banks share the layout. */
  bank?: string;
  /** The bank's name, or the format's. */
  name: string;
  /** Manual or other source, with its version. */
  source: string;
  records: R;
}
