import { UNDETECTABLE } from '../undetectable/index.ts';
import { page, table } from './markdown.ts';

/** What of a file no check can see, so that nobody believes it checked. */
export function wrongDigitsPage(): string {
  const rows = UNDETECTABLE.map(({ format, banks, column, of, reason }) => [
    format,
    banks === '*' ? 'all' : banks,
    `\`${column}\``,
    of.join(', '),
    reason,
  ]);
  return page(
    '# Wrong digits that no check sees',
    'Trailers, balances and the amounts of an entry are held against each other. When one digit of one amount is another than the bank meant, that is a problem at its line and column, but for the columns below: nothing else in their file tells what they should be. A test changes every digit of every amount and holds this list to what it finds, in both directions. A format or bank that is not here has no such column.',
    table(['Format', 'Banks', 'Column', 'Of entries that are', 'Why'], rows),
  );
}
