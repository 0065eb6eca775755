import {
  AGUAS_BB,
  type BankLine,
  exactPayment,
  newPortfolio,
  PIX_KEY,
  seededRandom,
  writeCnab240,
} from '@baixa/bank-simulator';

/** A return file of Banco do Brasil with so many payments, each of its own bill. */
export function cnab({ payments = 2, sequence = 7, seed = 1 } = {}): Uint8Array {
  const portfolio = newPortfolio(seededRandom(seed));
  const lines: BankLine[] = Array.from({ length: payments }, (_, index) =>
    exactPayment(portfolio.addWaterBill({ account: String(index), dueOn: '2026-03-25' }), '2026-03-25'),
  );
  return writeCnab240({ agreement: AGUAS_BB, sequence, createdOn: '2026-03-26', lines });
}

/** The same file, of which the line of a record type (`5`, `9`) has other text at a position, counted from 1. */
export function changed(file: Uint8Array, type: string, from: number, text: string): string {
  return new TextDecoder()
    .decode(file)
    .split('\r\n')
    .map((line) =>
      line[7] === type ? line.slice(0, from - 1) + text + line.slice(from - 1 + text.length) : line,
    )
    .join('\r\n');
}

/** A page of Pix with one payment to each of these keys; `undefined` names none. */
export function pixPage(...keys: (string | undefined)[]): string {
  return JSON.stringify({
    pix: keys.map((chave, index) => ({
      endToEndId: `E999999992026032512000000000000${index}`,
      txid: `charge${index}`,
      valor: '100.00',
      ...(chave === undefined ? {} : { chave }),
      horario: '2026-03-25T12:00:00Z',
    })),
  });
}

export { PIX_KEY };
