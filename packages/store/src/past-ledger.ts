import { chainOfAgreement, type Link, linkKey, partsOfKey, readLink, resolutionKey } from '@baixa/audit';
import { parseJson } from '@baixa/core';
import type { PastLedger, PastLink, Resolution } from '@baixa/settlement';
import { headOf, type LedgerPlace } from './chain.ts';
import { readText } from './ledger-objects.ts';

/** What was written to the ledger of an agreement, by the links of its chain. */
export function pastLedger({ s3, bucket, chains }: LedgerPlace): PastLedger {
  const headLink = async (chain: string) => readLink((await headOf(chains, chain)) ?? '');
  return {
    async last(agreement) {
      const link = await headLink(chainOfAgreement(agreement));
      return link === undefined ? undefined : pastLink(link);
    },
    async linkAt(agreement, at) {
      const chain = chainOfAgreement(agreement);
      const inBucket = async () => readLink((await readText(s3, bucket, linkKey(chain, at))) ?? '');
      const link = await inBucket();
      if (link !== undefined) return pastLink(link);
      // A crash may have left the last link in the table alone; whoever comes next writes it before it moves on.
      const head = await headLink(chain);
      const found = head?.key === at ? head : await inBucket();
      if (found === undefined) throw new Error(`The chain ${chain} has no link of ${at}.`);
      return pastLink(found);
    },
    async resolutionOf(exception) {
      const key = resolutionKey(exception);
      const text = await readText(s3, bucket, key);
      return text === undefined ? undefined : (parseJson(text, key) as Resolution);
    },
  };
}

/** `outcomes/f1/000001.ndjson` is of chunk 1 of f1, `outcomes/f1/step-2/000001.ndjson` of its second step. */
function pastLink({ sequence, key, previous }: Link): PastLink {
  const [folder, name = '', ...parts] = partsOfKey(key);
  const step = parts.length > 1 ? Number(parts[0]?.slice('step-'.length)) : 1;
  return {
    sequence,
    at: key,
    before: previous?.key,
    ...(folder === 'outcomes' ? { chunk: { file: name, chunk: Number(parts.at(-1)), step } } : {}),
    ...(folder === 'resolutions' ? { exception: name } : {}),
  };
}
