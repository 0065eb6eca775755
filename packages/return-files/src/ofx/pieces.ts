/** A transaction of a statement, or what stands between two. */
export interface Piece {
  transaction: boolean;
  /** Characters of the text: `from` inclusive, `to` exclusive. */
  from: number;
  to: number;
  /** True for a transaction that neither its own end nor another transaction ends: the file was cut inside it. */
  cut: boolean;
}

const EDGE = /<(?:(\/?)STMTTRN(?=[\s>/])|\/BANKTRANLIST\b)/gi;

/**
 * Cuts a text into transactions and what stands between them. A transaction ends where its element is closed, where the
 * next begins, or with their list, so that a broken one does not take the next with it.
 */
export function* piecesOf(text: string): Generator<Piece> {
  let from = 0;
  let transaction = false;
  for (const { index, 0: edge, 1: slash } of text.matchAll(EDGE)) {
    const opens = slash === '';
    if (!transaction && !opens) continue;
    yield { transaction, from, to: index, cut: false };
    transaction = opens;
    from = opens ? index : index + edge.length;
  }
  yield { transaction, from, to: text.length, cut: transaction };
}
