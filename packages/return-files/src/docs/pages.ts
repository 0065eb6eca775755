import { cnab240Pages } from './cnab240.ts';
import { cnab400Pages } from './cnab400.ts';
import { indexPage } from './index-page.ts';
import { sharedFormatPages } from './shared-formats.ts';
import { wrongDigitsPage } from './wrong-digits-page.ts';

/** The pages of `docs/formats` that are written from the layouts, by their path there. */
export function formatPages(): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', indexPage()],
    ...cnab240Pages(),
    ...cnab400Pages(),
    ...sharedFormatPages(),
    ['wrong-digits.md', wrongDigitsPage()],
  ]);
}

/** The pages that people write: formats that have no columns. */
export const WRITTEN_PAGES: readonly string[] = ['pix-json.md', 'ofx.md', 'camt.md'];
