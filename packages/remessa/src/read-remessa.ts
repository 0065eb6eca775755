import { fitLine, type Line, lineBatches } from '@baixa/fixed-width';
import { Cnab240Remessa } from './cnab240/file.ts';
import { bankOfHeader, REMESSA_BANKS } from './cnab400/banks.ts';
import { RECORD_LENGTH } from './cnab400/common.ts';
import { Cnab400Remessa } from './cnab400/file.ts';
import { remessaOfLine } from './detect.ts';
import type { FollowedFile } from './followed-file.ts';
import type { RemessaItem } from './items.ts';
import { unknownBank, unknownFormat } from './problems.ts';

export interface RemessaOptions {
  /** The name of the file, for problems. */
  name: string;
}

/** Opens a remessa by its first line, or tells why it cannot be read. */
function opened(line: Line, out: RemessaItem[]): FollowedFile | undefined {
  const detection = remessaOfLine(line.text);
  if (detection === undefined) {
    out.push({ type: 'problem', problem: unknownFormat() });
    return undefined;
  }
  if (detection.format === 'cnab240') return new Cnab240Remessa(detection.bank);
  const { code, bank } = bankOfHeader(fitLine(line.text, RECORD_LENGTH));
  if (bank !== undefined) return new Cnab400Remessa(bank);
  const known = REMESSA_BANKS.map(({ layout }) => layout.bank);
  out.push({ type: 'problem', problem: unknownBank(line, code, known) });
  return undefined;
}

function named(items: RemessaItem[], file: string): RemessaItem[] {
  return items.map((item) =>
    item.type === 'problem'
      ? { type: 'problem', problem: { ...item.problem, where: { file, ...item.problem.where } } }
      : item,
  );
}

/**
 * Reads the remessa of a company to its bank, CNAB 240 (P, Q, R and Y) or CNAB 400, as a stream and in bounded memory:
 * one `header`, each `title` to be registered and `problem` where it stands, then one `end`. Instructions that register
 * nothing are counted and told once a kind. Whatever the bytes are, it does not throw; only a source that fails does.
 */
export async function* readRemessa(
  source: AsyncIterable<Uint8Array>,
  { name }: RemessaOptions,
): AsyncGenerator<RemessaItem> {
  let file: FollowedFile | undefined;
  let begun = false;
  let lines = 0;
  for await (const batch of lineBatches(source)) {
    const items: RemessaItem[] = [];
    for (const line of batch) {
      lines = line.number;
      if (!begun && line.text.trim() !== '') {
        begun = true;
        file = opened(line, items);
      }
      file?.push(line, items);
    }
    yield* named(items, name);
  }
  const last: RemessaItem[] = [];
  if (!begun) last.push({ type: 'problem', problem: unknownFormat() });
  const totals = file?.end(lines, last) ?? { lines, titles: 0, faceCents: 0, otherInstructions: 0 };
  yield* named(last, name);
  yield { type: 'end', totals };
}
