import type { ReadItem } from '@baixa/return-files';
import type { Reading } from './reading.ts';

/** Shows what is read, in one of the ways of `baixa read`. Holds no more of a file than a bound. */
export interface Printer {
  /** Takes what was found in the file `name`, in the order of the file. */
  take(name: string, items: ReadItem[]): Promise<void> | void;
  /** Ends a file. */
  end(reading: Reading): Promise<void>;
  /** Ends the run. */
  finish(): Promise<void>;
}
