import { Readable } from 'node:stream';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

/** Writes of one key at the same moment, before something must be wrong. */
const MAX_TRIES = 10;

/** The content of an object, or undefined when there is none. */
async function open(s3: S3Client, Bucket: string, Key: string) {
  try {
    return (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body;
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** Reads a whole text object, or undefined when there is none. For objects of our own making, which are small. */
export async function readText(s3: S3Client, bucket: string, key: string): Promise<string | undefined> {
  return (await open(s3, bucket, key))?.transformToString('utf-8');
}

/** Reads an object piece by piece, for those that grow with what is counted. The pieces must be read to their end. */
export async function readPieces(
  s3: S3Client,
  bucket: string,
  key: string,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  return (await open(s3, bucket, key)) as AsyncIterable<Uint8Array> | undefined;
}

/** What a text object is put with. The length is told because the SDK cannot see that of an empty one. */
const textObject = (Bucket: string, Key: string, Body: string) => ({
  Bucket,
  Key,
  Body,
  ContentLength: Buffer.byteLength(Body),
  ContentType: Key.endsWith('.ndjson') ? 'application/x-ndjson' : 'application/json',
});

/** Writes an object, over one that may be there. */
export async function putText(s3: S3Client, Bucket: string, Key: string, Body: string): Promise<void> {
  await s3.send(new PutObjectCommand(textObject(Bucket, Key, Body)));
}

/**
 * Writes an object over one that may be there as its content is made, and holds some megabytes of it at a time. An upload
 * that fails leaves parts, which S3 throws away by itself after some days.
 */
export async function putPieces(
  client: S3Client,
  Bucket: string,
  Key: string,
  pieces: AsyncIterable<string>,
): Promise<void> {
  const { ContentType } = textObject(Bucket, Key, '');
  const params = { Bucket, Key, ContentType, Body: Readable.from(pieces) };
  await new Upload({ client, params, leavePartsOnError: true, queueSize: 1 }).done();
}

/** Writes an object that is not there yet. Gives the content that stands: an earlier one, whatever it is, stays. */
export async function putOnce(s3: S3Client, Bucket: string, Key: string, Body: string): Promise<string> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt++)
    try {
      await s3.send(new PutObjectCommand({ ...textObject(Bucket, Key, Body), IfNoneMatch: '*' }));
      return Body;
    } catch (error) {
      const { name } = error as Error;
      // A conflict is another write of this key at the same moment: it may yet fail, so it is tried again.
      if (name === 'ConditionalRequestConflict') continue;
      if (name !== 'PreconditionFailed') throw error;
      const standing = await readText(s3, Bucket, Key);
      if (standing !== undefined) return standing;
    }
  throw new Error(`${Key} could not be written in ${MAX_TRIES} tries.`);
}
