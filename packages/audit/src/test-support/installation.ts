import type { Entry } from '@baixa/core';
import {
  type Acordo,
  type Charge,
  type EntryOutcome,
  type ExceptionState,
  exceptionIdOf,
  newReceivable,
  type Receivable,
  type Resolution,
  sumOutcomes,
  withMovement,
} from '@baixa/settlement';
import { chunkKey, entriesManifestKey, resolutionKey } from '../keys.ts';
import { chainOfAgreement, linkKey, manifestOf, nextLink, readLink, sha256Of } from '../link.ts';
import type { RegisteredFile, VerifyPorts } from '../ports.ts';

export const linesOf = (lines: unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

/** A text as it comes over the network: cut anywhere, also inside a character. */
async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}

/** A ledger and its tables in memory, which a test may tamper with. */
export function newInstallation() {
  const objects = new Map<string, string>();
  const heads = new Map<string, string>();
  const files = new Map<string, RegisteredFile>();
  const receivables = new Map<string, Receivable>();
  const charges = new Map<string, Charge>();
  const exceptions = new Map<string, ExceptionState>();
  const acordos = new Map<string, Acordo>();

  /** As the stores do it: the object, then its link. */
  const keep = (chain: string, key: string, text: string) => {
    objects.set(key, text);
    const link = nextLink(chain, heads.get(chain), key, sha256Of(text));
    heads.set(chain, link);
    objects.set(linkKey(chain, key), link);
  };

  const ports: Required<Omit<VerifyPorts, 'kpis'>> = {
    ledger: {
      async *keys(prefix) {
        yield* [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
      },
      read: async (key) => objects.get(key),
      pieces: async (key) => (objects.has(key) ? inPieces(objects.get(key) ?? '') : undefined),
    },
    heads: {
      async *chains() {
        yield* heads.keys();
      },
      headOf: async (chain) => heads.get(chain),
    },
    books: {
      companies: async () => ['aguas'],
      fileOf: async (file) => files.get(file),
      payablesOf: async (_company, ids) =>
        new Map(
          ids.flatMap((id) => {
            const found = receivables.get(id) ?? charges.get(id);
            return found === undefined ? [] : [[id, found]];
          }),
        ),
      async *payables() {
        yield* receivables.values();
        yield* charges.values();
      },
      exceptionOf: async (_company, id) => exceptions.get(id),
      async *openExceptions() {
        for (const [id, { outcome, resolution }] of exceptions)
          if (resolution === undefined) yield { ...outcome, id };
      },
      acordoOf: async (key) => acordos.get(key),
      isCommitted: async () => true,
    },
  };
  return { ports, objects, heads, files, receivables, charges, exceptions, acordos, keep };
}

const base = { company: 'aguas', agreement: 'bb', at: '2026-03-26T12:00:00.000Z', on: '2026-03-25' };

/**
 * File f1 in two chunks: F1 is paid R$ 1, R$ 5 match nothing and settle F3 in part once it is registered; F2 is paid
 * R$ 2. File f2 pays F1 once more, R$ 1, which waits. Six links: f1, two outcomes, a resolution, f2, its outcome.
 */
export function aDay() {
  const made = newInstallation();
  const chain = chainOfAgreement('bb');
  const entry = (offset: number, paidCents: number): Entry => ({
    line: offset / 240,
    offset,
    kind: 'payment',
    reasons: [],
    paidCents,
    paidOn: base.on,
  });
  const outcomeOf = (
    file: string,
    chunk: number,
    { line, offset, paidCents = 0 }: Entry,
    outcome: EntryOutcome['outcome'],
    appliedCents: number,
    id?: string,
  ): EntryOutcome => ({
    ...base,
    file,
    chunk,
    line,
    offset,
    key: `${file}:${offset}`,
    kind: 'payment',
    outcome,
    movedCents: paidCents,
    appliedCents,
    unappliedCents: paidCents - appliedCents,
    ...(id === undefined ? {} : { receivable: { id, account: '1', status: 'open', sequence: 2 } }),
  });
  const apply = (outcome: EntryOutcome) => {
    const { receivable, key, file, line, offset, movedCents, appliedCents } = outcome;
    const id = receivable?.id ?? '';
    const before =
      made.receivables.get(id) ??
      newReceivable({ id, company: 'aguas', account: '1', identifiers: {}, faceCents: 100, dueOn: base.on });
    made.receivables.set(
      id,
      withMovement(before, {
        key,
        file,
        line,
        offset,
        on: base.on,
        outcome: outcome.outcome,
        movedCents,
        appliedCents,
      }),
    );
  };
  const open = (outcome: EntryOutcome, resolution?: Resolution) =>
    made.exceptions.set(exceptionIdOf('aguas', outcome.key), {
      outcome,
      ...(resolution === undefined ? {} : { resolution }),
    });
  const takeFile = (file: string, chunks: Entry[][]) => {
    const listed = chunks.map((entries, index) => {
      const key = chunkKey('entries', file, index + 1);
      made.objects.set(key, linesOf(entries));
      return { key, sha256: sha256Of(linesOf(entries)) };
    });
    made.keep(chain, entriesManifestKey(file), manifestOf(listed));
  };
  const settle = (file: string, outcomes: EntryOutcome[][]) => {
    for (const [index, chunk] of outcomes.entries())
      made.keep(chain, chunkKey('outcomes', file, index + 1), linesOf(chunk));
    made.files.set(file, {
      status: 'processed',
      chunks: outcomes.length,
      sums: sumOutcomes(outcomes.flat()),
    });
  };

  const [paid, strange, other, again] = [entry(240, 100), entry(480, 500), entry(720, 200), entry(240, 100)];
  takeFile('f1', [[paid, strange], [other]]);
  const settled = outcomeOf('f1', 1, paid, 'settled', 100, 'F1');
  const unmatched = outcomeOf('f1', 1, strange, 'unmatched', 0);
  const second = outcomeOf('f1', 2, other, 'settled', 200, 'F2');
  settle('f1', [[settled, unmatched], [second]]);
  const late = outcomeOf('f1', 1, strange, 'settled-in-part', 500, 'F3');
  const resolution: Resolution = { how: 'retried', by: 'rule', at: base.at, outcomes: [late] };
  made.keep(chain, resolutionKey(exceptionIdOf('aguas', unmatched.key)), linesOf([resolution]));
  takeFile('f2', [[again]]);
  const twice = outcomeOf('f2', 1, again, 'paid-twice', 0, 'F1');
  settle('f2', [[twice]]);
  for (const outcome of [settled, second, late, twice]) apply(outcome);
  open(unmatched, resolution);
  open(twice);
  return { ...made, chain };
}

/** Writes every link of a chain anew, as somebody would who may write to the bucket and knows how it is done. */
export function forgeChain(objects: Map<string, string>, chain: string): void {
  const links = [...objects]
    .filter(([key]) => key.startsWith(linkKey(chain, '')))
    .flatMap(([, text]) => readLink(text) ?? [])
    .sort((a, b) => a.sequence - b.sequence);
  let last: string | undefined;
  for (const { key } of links) {
    last = nextLink(chain, last, key, sha256Of(objects.get(key) ?? ''));
    objects.set(linkKey(chain, key), last);
  }
}
