import { createReadStream } from 'node:fs';
import { formatBrl, formatProblem, isMoneyIn, readCnab240 } from '@baixa/cnab240-parser';

let paidCents = 0;
for await (const item of readCnab240(createReadStream(process.argv[2]))) {
  if (item.type === 'problem') console.error(formatProblem(item.problem));
  if (item.type === 'entry' && isMoneyIn(item.entry.kind)) paidCents += item.entry.paidCents;
}
console.log(`Paid by customers: ${formatBrl(paidCents)}`);
