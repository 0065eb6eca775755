import { GetObjectCommand, NoSuchKey, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AwsStub } from 'aws-sdk-client-mock';
import type { LedgerPlace } from '../chain.ts';
import { refusal, s3, table } from './tables.ts';

const failed = (name: string) => Object.assign(new Error(name), { name });

/**
 * A ledger bucket and a table of chains that keep what is put, and refuse what their conditions refuse. Every call takes
 * a turn of the event loop, so that those of several workers come in between each other. `crash` may throw after a call.
 */
export function ledgerInMemory(
  bucket: AwsStub<never, never, never>,
  dynamodb: AwsStub<never, never, never>,
  crash: (call: string, key: string) => void = () => undefined,
) {
  const objects = new Map<string, string>();
  const heads = new Map<string, { sequence: number; link: string }>();
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const [s3Mock, tableMock] = [bucket, dynamodb] as unknown as [
    { on: (command: unknown) => { callsFake(fake: (input: never) => unknown): void } },
    { on: (command: unknown) => { callsFake(fake: (input: never) => unknown): void } },
  ];
  s3Mock.on(GetObjectCommand).callsFake(async ({ Key }: { Key: string }) => {
    await turn();
    const text = objects.get(Key);
    if (text === undefined) throw new NoSuchKey({ message: 'none', $metadata: {} });
    return { Body: { transformToString: async () => text } };
  });
  s3Mock
    .on(PutObjectCommand)
    .callsFake(async ({ Key, Body, IfNoneMatch }: { Key: string; Body: string; IfNoneMatch?: string }) => {
      await turn();
      if (IfNoneMatch === '*' && objects.has(Key)) throw failed('PreconditionFailed');
      objects.set(Key, Body);
      crash('PutObject', Key);
      return {};
    });
  tableMock.on(GetCommand).callsFake(async ({ Key }: { Key: { pk: string } }) => {
    await turn();
    return { Item: heads.get(Key.pk) };
  });
  tableMock
    .on(PutCommand)
    .callsFake(
      async ({
        Item,
        ConditionExpression,
        ExpressionAttributeValues,
      }: {
        Item: { pk: string; sequence: number; link: string };
        ConditionExpression: string;
        ExpressionAttributeValues?: { ':before': number };
      }) => {
        await turn();
        const standing = heads.get(Item.pk);
        const holds =
          ConditionExpression === 'attribute_not_exists(pk)'
            ? standing === undefined
            : standing?.sequence === ExpressionAttributeValues?.[':before'];
        if (!holds) throw refusal();
        heads.set(Item.pk, Item);
        crash('PutItem', Item.pk);
        return {};
      },
    );
  const place: LedgerPlace = { s3, bucket: 'the-ledger', chains: table };
  return { place, objects, heads };
}
