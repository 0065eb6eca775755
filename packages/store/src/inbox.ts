import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { Inbox } from '@baixa/intake';

/** The inbox bucket, read as streams. */
export function s3Inbox(s3: S3Client): Inbox {
  return {
    async open({ bucket, key, versionId }) {
      try {
        const object = new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId });
        const { Body } = await s3.send(object);
        return Body as unknown as AsyncIterable<Uint8Array>;
      } catch (error) {
        if (error instanceof NoSuchKey || (error as Error).name === 'NoSuchVersion') return undefined;
        throw error;
      }
    },
  };
}
