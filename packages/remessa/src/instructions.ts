import { warning } from '@baixa/core';
import type { Line } from '@baixa/fixed-width';
import type { RemessaItem } from './items.ts';
import { placeOf } from './problems.ts';

/** The codes that mean the same in CNAB 240 and at all banks of CNAB 400. Source: FEBRABAN CNAB 240 v10.6, C004. */
const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['02', 'pedido de baixa'],
  ['04', 'concessão de abatimento'],
  ['05', 'cancelamento de abatimento'],
  ['06', 'alteração de vencimento'],
  ['09', 'pedido de protesto'],
  ['31', 'alteração de outros dados'],
]);

const MOST_CODES = 100;

interface Seen {
  line: Line;
  column: number;
  count: number;
}

/** Counts the instructions of a file that register nothing, and tells each kind of them once. */
export class OtherInstructions {
  readonly #seen = new Map<string, Seen>();
  count = 0;

  add(line: Line, column: number, instruction: string): void {
    this.count++;
    const known = this.#seen.get(instruction);
    if (known !== undefined) known.count++;
    else if (this.#seen.size < MOST_CODES) this.#seen.set(instruction, { line, column, count: 1 });
  }

  end(out: RemessaItem[]): void {
    for (const [code, { line, column, count }] of this.#seen) {
      const meaning = MEANINGS.get(code);
      const said = `instruction "${code}"${meaning === undefined ? '' : ` (${meaning})`}`;
      const problem = warning(
        'remessa.not-registration',
        placeOf(line, column, code),
        `${count} ${count === 1 ? 'título has' : 'títulos have'} ${said}, which registers nothing; this is the first.`,
        'Nothing was changed by it: what is registered stays as it is.',
      );
      out.push({ type: 'problem', problem });
    }
  }
}
