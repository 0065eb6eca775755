import type { Line } from '@baixa/fixed-width';
import type { RemessaItem, RemessaTotals } from './items.ts';

/** Follows one remessa from its first line to its last. Holds one título at a time. */
export interface FollowedFile {
  /** Takes the next line and adds what it gives to `out`. The first item of a file is its header. */
  push(line: Line, out: RemessaItem[]): void;
  /** Ends the file and tells what it amounts to; `lines` are all of it. */
  end(lines: number, out: RemessaItem[]): RemessaTotals;
}
