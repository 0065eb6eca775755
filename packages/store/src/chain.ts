import type { S3Client } from '@aws-sdk/client-s3';
import { GetCommand, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { linkKey, nextLink, readLink } from '@baixa/audit';
import { conditionally, type Table } from './dynamo.ts';
import { putOnce, readText } from './ledger-objects.ts';

/** The ledger bucket, and the table that knows the last link of each of its chains. */
export interface LedgerPlace {
  s3: S3Client;
  bucket: string;
  /** Partition key `pk`, the chain: { sequence, link } with the last link as it is written. */
  chains: Table;
}

/** A chain and its last link, as the table has it. */
export interface Head {
  chain: string;
  link: string;
}

/** A chain moved on under every one of so many tries has something wrong with it that a retry does not mend. */
const MAX_TRIES = 200;

/** The last link of a chain, as it is written. */
export async function headOf({ client, name }: Table, chain: string): Promise<string | undefined> {
  const asked = new GetCommand({ TableName: name, Key: { pk: chain }, ConsistentRead: true });
  return (await client.send(asked)).Item?.link as string | undefined;
}

/** The last link of every chain. */
export async function* allHeads({ client, name }: Table): AsyncGenerator<Head> {
  for await (const { Items = [] } of paginateScan({ client }, { TableName: name, ConsistentRead: true }))
    for (const { pk, link } of Items) yield { chain: pk as string, link: link as string };
}

/**
 * Links an object into its chain, once, however often and by how many it is called. One conditional write of the head
 * decides who comes next; the head has the whole link, and nobody moves it on before that link is in the bucket. So a
 * link that a crash left unwritten is written by whoever comes next, and a link that is neither the head nor in the
 * bucket was never made.
 */
export async function appendLink(
  place: LedgerPlace,
  chain: string,
  key: string,
  sha256: string,
): Promise<void> {
  const { s3, bucket, chains } = place;
  const linkOf = (of: string) => readText(s3, bucket, linkKey(chain, of));
  const keep = (link: string) => putOnce(s3, bucket, linkKey(chain, readLink(link)?.key ?? ''), link);
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const last = await headOf(chains, chain);
    if (last !== undefined && (await linkOf(readLink(last)?.key ?? '')) === undefined) await keep(last);
    // Looked for after the head was read: what was linked before that head is in the bucket by now.
    if ((await linkOf(key)) !== undefined) return;
    const link = nextLink(chain, last, key, sha256);
    const sequence = readLink(link)?.sequence ?? 0;
    const { held } = await conditionally(() =>
      chains.client.send(
        new PutCommand({
          TableName: chains.name,
          Item: { pk: chain, sequence, link },
          ...(last === undefined
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : {
                ConditionExpression: '#sequence = :before',
                ExpressionAttributeNames: { '#sequence': 'sequence' },
                ExpressionAttributeValues: { ':before': sequence - 1 },
              }),
        }),
      ),
    );
    if (!held) continue;
    await keep(link);
    return;
  }
  throw new Error(`Chain ${chain} moved on under ${MAX_TRIES} tries to link ${key}.`);
}
