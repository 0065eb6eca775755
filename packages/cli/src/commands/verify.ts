import { type Verified, type VerifyPorts, verifyLedger } from '@baixa/audit';
import { problem } from '@baixa/core';
import { connect } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { auditPortsOf } from '../ledger.ts';
import { brl, table, type View } from '../view.ts';

export interface AskedProof {
  agreement?: string;
  /** The hash of a link that was noted before. */
  head?: string;
  /** Without the tables. */
  bucketOnly?: boolean;
}

/** `baixa verify`: reads the ledger bucket and the tables with the caller's own rights, and writes nothing. */
export async function verify({ agreement, head, bucketOnly }: AskedProof): Promise<View> {
  if (head !== undefined && (agreement === undefined || !/^[0-9a-f]{64}$/.test(head)))
    throw new CommandFailed([
      problem(
        'cli.bad-head',
        {},
        'A head is the SHA-256 of a link of one chain: 64 hexadecimal digits, and the agreement.',
        'baixa verify --agreement ID --head SHA-256.',
      ),
    ]);
  const { ledger, heads, books, kpis } = auditPortsOf(connect());
  const ports: VerifyPorts = bucketOnly ? { ledger } : { ledger, heads, books, kpis };
  const verified = await verifyLedger(ports, { agreement, keptElsewhere: head });
  const [only] = verified.chains;
  if (agreement !== undefined && only?.links === 0 && verified.differenceCount === 0)
    throw new CommandFailed([
      problem(
        'cli.no-chain',
        {},
        `The ledger has no chain of agreement ${agreement}.`,
        'It begins with the first file that is taken. baixa verify shows the chains there are.',
      ),
    ]);
  return viewOf(verified, ports);
}

function viewOf(verified: Verified, { heads }: VerifyPorts): View {
  const { chains, differences } = verified;
  const links = chains.map(({ chain, links, sha256 }) => [chain, links, sha256]);
  const figures = chains.flatMap(({ chain, figures: of }) =>
    of === undefined
      ? []
      : [
          [
            chain.slice(chain.indexOf('/') + 1),
            of.files,
            of.entries,
            brl(of.inCents),
            brl(of.outCents),
            brl(of.appliedCents),
            brl(of.unappliedCents),
            heads === undefined ? undefined : brl(of.waitingCents),
          ],
        ],
  );
  const text = [
    table(['chain', 'links', 'SHA-256 of the last link'], links, [1]),
    table(
      ['agreement', 'files', 'entries', 'in', 'out', 'applied', 'unapplied', 'waiting'],
      figures,
      [1, 2, 3, 4, 5, 6, 7],
    ),
    conclusion(verified, heads !== undefined),
  ];
  return { data: verified, text: text.join('\n\n'), problems: differences };
}

function conclusion(
  { chains, outside, receivables, cycles, differences, differenceCount }: Verified,
  withTables: boolean,
): string {
  const links = chains.reduce((sum, chain) => sum + chain.links, 0);
  const lines: string[] = [];
  if (differenceCount > differences.length)
    lines.push(`${differenceCount} differences; the first ${differences.length} follow.`);
  else if (differenceCount > 0)
    lines.push(differenceCount === 1 ? 'One difference.' : `${differenceCount} differences.`);
  else if (links === 0) lines.push('The ledger has nothing to prove.');
  else {
    lines.push(`Every object is what was written, and follows the one before: ${links} links.`);
    lines.push(
      withTables
        ? 'Every file adds up: in − out = applied + unapplied, as the register has it.'
        : 'Every file adds up: in − out = applied + unapplied.',
    );
  }
  if (receivables !== undefined && withTables && differenceCount === 0)
    lines.push(
      `${receivables} receivables stand as the ledger tells, and so does every exception.`,
      'The key indicators are what receivables and collection cases add up to.',
    );
  if (cycles > 0 && differenceCount === 0)
    lines.push(`${cycles} measurement cycles come out the same, to the byte, of what was counted in them.`);
  if (!withTables)
    lines.push(
      'Without the tables nobody sees what was cut off the end: note the hashes, and give them as --head.',
    );
  if (outside !== undefined && outside.notTaken > 0)
    lines.push(
      `${outside.notTaken} objects are of files that were not taken, or of closes that failed; they count for nothing.`,
    );
  if (outside !== undefined && outside.underWay > 0)
    lines.push(`${outside.underWay} objects are about to be linked; run this again when all is settled.`);
  return lines.join('\n');
}
