import { readerOfLines } from '../line-file.ts';
import { SegmentEFile } from './file.ts';

/** Reads account statements in CNAB 240 (segment E); lots of other services are named. */
export const readSegmentE = readerOfLines((context) => new SegmentEFile(context));
