import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  type GetObjectCommandInput,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  NoSuchBucket,
  NoSuchKey,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3ServiceException,
} from '@aws-sdk/client-s3';

import { compareTexts } from './dynamodb/values.ts';
import { NotInMemory, onlyKnown, refusal } from './not-in-memory.ts';
import type { Operations } from './operations.ts';

/** An object that was put, for whoever is told of it. */
export interface Put {
  bucket: string;
  key: string;
  sizeBytes: number;
  /** Without quotes. */
  eTag: string;
}

type Content = string | Uint8Array;

interface Bucket {
  objects: Map<string, Content>;
  /** The keys in order, until another comes. */
  keys: string[] | undefined;
}

const KEYS_PER_PAGE = 1000;
const PUT = new Set(['Bucket', 'Key', 'Body', 'ContentLength', 'ContentType', 'IfNoneMatch']);
const GET = new Set(['Bucket', 'Key']);
const LIST = new Set(['Bucket', 'Prefix', 'StartAfter', 'MaxKeys', 'ContinuationToken']);

/** S3 in memory, at the client's commands: objects are put, read whole or as a stream, and listed. */
export function newS3(onPut: (bucket: string, put: () => Put) => void) {
  const buckets = new Map<string, Bucket>();
  const named = (name: string | undefined): Bucket => {
    const bucket = buckets.get(name ?? '');
    if (bucket === undefined)
      throw new NoSuchBucket({ message: `There is no bucket ${name}.`, $metadata: {} });
    return bucket;
  };

  function putObject(input: PutObjectCommandInput) {
    onlyKnown('PutObject', input, PUT);
    const { Bucket: bucket = '', Key: key = '', Body, IfNoneMatch } = input;
    const content = Body instanceof Uint8Array ? Body.slice() : Body;
    if (typeof content !== 'string' && !(content instanceof Uint8Array))
      throw new NotInMemory('The memory engines put texts and bytes only.');
    if (IfNoneMatch !== undefined && IfNoneMatch !== '*')
      throw new NotInMemory(`If-None-Match is ${IfNoneMatch}.`);
    const { objects, ...rest } = named(bucket);
    if (IfNoneMatch === '*' && objects.has(key))
      throw refusal(
        () =>
          new S3ServiceException({
            name: 'PreconditionFailed',
            $fault: 'client',
            message: 'At least one of the pre-conditions you specified did not hold',
            $metadata: { httpStatusCode: 412 },
          }),
      );
    if (rest.keys !== undefined && !objects.has(key)) named(bucket).keys = undefined;
    objects.set(key, content);
    onPut(bucket, () => ({
      bucket,
      key,
      sizeBytes: Buffer.byteLength(content),
      eTag: createHash('md5').update(content).digest('hex'),
    }));
    return {};
  }

  function getObject(input: GetObjectCommandInput) {
    onlyKnown('GetObject', input, GET);
    const content = named(input.Bucket).objects.get(input.Key ?? '');
    if (content === undefined)
      throw refusal(() => new NoSuchKey({ message: 'The specified key does not exist.', $metadata: {} }));
    return { Body: new MemoryBody(content) };
  }

  function list(input: ListObjectsV2CommandInput) {
    onlyKnown('ListObjectsV2', input, LIST);
    const { Prefix = '', MaxKeys = KEYS_PER_PAGE } = input;
    const bucket = named(input.Bucket);
    bucket.keys ??= [...bucket.objects.keys()].sort(compareTexts);
    const after = input.ContinuationToken ?? input.StartAfter ?? '';
    const found: string[] = [];
    for (let at = firstAfter(bucket.keys, Prefix, after); at < bucket.keys.length; at++) {
      const key = bucket.keys[at] as string;
      if (!key.startsWith(Prefix)) break;
      found.push(key);
      if (found.length > MaxKeys) break;
    }
    const keys = found.slice(0, MaxKeys);
    return {
      KeyCount: keys.length,
      IsTruncated: found.length > MaxKeys,
      Contents: keys.map((Key) => ({ Key })),
      ...(found.length > MaxKeys ? { NextContinuationToken: keys.at(-1) } : {}),
    };
  }

  const operations: Operations = new Map<unknown, (input: never) => unknown>([
    [PutObjectCommand, putObject],
    [GetObjectCommand, getObject],
    [ListObjectsV2Command, list],
  ]);
  return {
    operations,
    clear: () => buckets.clear(),
    createBucket(name: string): void {
      buckets.set(name, { objects: new Map(), keys: undefined });
    },
  };
}

/** The place in ordered keys of the first that has the prefix, or would come after it, and comes after another. */
function firstAfter(keys: string[], prefix: string, after: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const key = keys[middle] as string;
    if (compareTexts(key, prefix) < 0 || compareTexts(key, after) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The content of an object: read once, as a text or in pieces. Whoever asks is told when that is over. */
class MemoryBody {
  readonly #content: Content;
  #closed: () => void = () => undefined;

  constructor(content: Content) {
    this.#content = content;
  }

  once(event: string, listener: () => void): void {
    if (event !== 'close') throw new NotInMemory(`A body in memory tells of no ${event}.`);
    this.#closed = listener;
  }

  async transformToString(): Promise<string> {
    this.#closed();
    return typeof this.#content === 'string' ? this.#content : Buffer.from(this.#content).toString('utf8');
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    this.#closed();
    yield Buffer.from(this.#content as string);
  }
}
