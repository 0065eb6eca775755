import { newSums, type Row, rowsOfCase, rowsOfReceivable } from '@baixa/kpis';
import { isCharge, type Receivable } from '@baixa/settlement';
import type { Note } from './differences.ts';
import type { VerifyPorts } from './ports.ts';

/** What was told is looked at so often before it differs: it is taken up some moments after it happened. */
const MAX_LOOKS = 5;

/**
 * Adds the key indicators up again from every receivable and every collection case, and holds them against what was told
 * of them. Keeps a sum for each day, stratum and due date.
 */
export function newKpis({ books, kpis }: VerifyPorts, note: Note) {
  const again = new Map<string, ReturnType<typeof newSums>>();
  const sumsOf = (company: string) => {
    const sums = again.get(company) ?? newSums();
    again.set(company, sums);
    return sums;
  };
  return {
    take(receivable: Receivable): void {
      if (kpis !== undefined) sumsOf(receivable.company).add(rowsOfReceivable(receivable));
    },
    /** When every receivable was taken. */
    async finish(): Promise<void> {
      if (books === undefined || kpis === undefined) return;
      for await (const found of kpis.cases()) {
        const collected = [...(await books.payablesOf(found.company, found.receivables)).values()];
        sumsOf(found.company).add(
          rowsOfCase(
            found,
            collected.flatMap((each) => (isCharge(each) ? [] : [each])),
          ),
        );
      }
      for (const company of await books.companies()) {
        const added = sumsOf(company).rows();
        let left: Row[] = [];
        for (let look = 0; look < MAX_LOOKS; look++) {
          if (look > 0) await kpis.wait();
          const difference = newSums();
          for await (const rows of kpis.toldOf(company)) difference.add(rows);
          difference.add(added, -1);
          left = difference.rows();
          if (left.length === 0) break;
        }
        if (left.length > 0) noteDifference(note, company, left);
      }
    },
  };
}

function noteDifference(note: Note, company: string, left: Row[]): void {
  const [{ measures = {}, day = '' } = {}] = left;
  const [[measure, difference] = []] = Object.entries(measures);
  note(
    'kpis-differ',
    company,
    `The key indicators of ${company} differ in ${left.length === 1 ? 'one place' : `${left.length} places`} from what receivables and cases add up to; ` +
      `first on ${day}: ${measure} is ${Math.abs(difference ?? 0)} too ${(difference ?? 0) > 0 ? 'much' : 'little'}.`,
    'If something is being settled, or waits among the dead letters of the queue Kpis, run this again when it is done.',
  );
}
