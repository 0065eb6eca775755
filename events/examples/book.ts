import { DatabaseSync } from 'node:sqlite';
import type { BaixaEvent } from '../src/index.ts';

const TABLES = `
  CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS posting (
    event TEXT PRIMARY KEY, company TEXT NOT NULL, receivable TEXT NOT NULL, day TEXT NOT NULL, cents INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS receivable (
    company TEXT, id TEXT, status TEXT NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (company, id)
  ) WITHOUT ROWID;
`;

/** What the ERP knows of a receivable: how it stands, and the centavos that were applied to it. */
export interface BookedReceivable {
  company: string;
  id: string;
  status: string;
  appliedCents: number;
}

export interface Book {
  /** Books an event in one transaction; false when it was booked before. Throws when the file cannot be written. */
  take(event: BaixaEvent): boolean;
  receivables(): BookedReceivable[];
  close(): void;
}

/**
 * The books of an ERP, in an SQLite file. Events come at least once and in any order, which two rules make up for: an
 * id that was seen changes nothing, and a receivable's status is that of its highest sequence. Amounts need no order.
 */
export function openBook(file: string): Book {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000; ${TABLES}`);
  const see = db.prepare('INSERT INTO seen VALUES (?) ON CONFLICT DO NOTHING');
  const post = db.prepare('INSERT INTO posting VALUES (?, ?, ?, ?, ?)');
  const stand = db.prepare(`
    INSERT INTO receivable VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
    SET status = excluded.status, sequence = excluded.sequence WHERE excluded.sequence > sequence`);
  const list = db.prepare(`
    SELECT receivable.company, id, status, sum(cents) AS appliedCents FROM receivable
    JOIN posting ON posting.company = receivable.company AND posting.receivable = id
    GROUP BY receivable.company, id ORDER BY receivable.company, id`);

  function settle(event: BaixaEvent<'settlement.applied'> | BaixaEvent<'settlement.reversed'>): void {
    const { id, company, subject, sequence = 0, data } = event;
    post.run(id, company, subject, 'paidOn' in data ? data.paidOn : data.reversedOn, data.appliedCents);
    stand.run(company, subject, data.status, sequence);
  }

  return {
    take(event) {
      db.exec('BEGIN IMMEDIATE');
      try {
        const isNew = see.run(event.id).changes === 1;
        if (isNew && isSettlement(event)) settle(event);
        db.exec('COMMIT');
        return isNew;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
    receivables: () => list.all().map((row) => ({ ...row })) as unknown as BookedReceivable[],
    close: () => db.close(),
  };
}

function isSettlement(
  event: BaixaEvent,
): event is BaixaEvent<'settlement.applied'> | BaixaEvent<'settlement.reversed'> {
  return event.type === 'settlement.applied' || event.type === 'settlement.reversed';
}
