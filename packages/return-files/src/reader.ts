import type { Detection } from './detect.ts';
import type { ReadItem, TrailerCheck } from './items.ts';

/** What a reader of one format is given, and where it leaves what only it knows. */
export interface ReadContext {
  detection: Detection;
  /** Lines of the file so far: the reader counts them. */
  lines: number;
  trailer: TrailerCheck;
}

/**
 * Reads the bytes of a whole file of one format: a header first, then entries and problems, in batches. Never throws
 * for what stands in the file.
 */
export type FormatReader = (
  bytes: AsyncIterable<Uint8Array>,
  context: ReadContext,
) => AsyncGenerator<ReadItem[]>;
