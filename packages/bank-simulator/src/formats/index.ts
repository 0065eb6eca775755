import { camtFiles } from './camt.ts';
import { cnab750Files } from './cnab750.ts';
import { cnab240Files, cnab400Files, oneTitleFiles } from './cobranca-files.ts';
import { directDebitFiles } from './direct-debit.ts';
import type { MadeFile } from './facts.ts';
import { arrecadacaoFiles } from './febraban150.ts';
import { ofxFiles } from './ofx.ts';
import { pixFiles } from './pix-files.ts';
import { segmentEFiles } from './segment-e.ts';

export type { FileFacts, MadeFile } from './facts.ts';

type Maker = (seed: number) => MadeFile[];

const OTHERS: readonly Maker[] = [
  arrecadacaoFiles,
  directDebitFiles,
  cnab750Files,
  pixFiles,
  segmentEFiles,
  ofxFiles,
  camtFiles,
];

/** A file of each format and bank, small, with what it amounts to. The same seed gives the same bytes. */
export function makeFiles(seed = 1): MadeFile[] {
  return [cnab240Files, cnab400Files, ...OTHERS].flatMap((make) => make(seed));
}

/** The same, but cobrança as a file for each bank and kind, of one título: for what is done to every character. */
export function makeOneTitleFiles(seed = 1): MadeFile[] {
  return [oneTitleFiles, ...OTHERS].flatMap((make) => make(seed));
}
